"""The pages of the exchange, as a broker and everybody else finds them."""

import csv
import io

import pytest
from django.urls import reverse

from ecotone.coding.choices import Pole
from ecotone.consent.choices import Grant
from ecotone.consent.operations import withdraw_grant
from ecotone.engine import pictures
from ecotone.exchange.choices import MatchState
from ecotone.exchange.models import Match, MatchingRound, PairRule
from ecotone.exchange.operations import decisions
from ecotone.foundation.models import OutboxMessage, Role
from tests.factories.coding import make_coding, make_revision, make_speaker, make_study
from tests.factories.exchange import (
    make_broker,
    make_crossing,
    make_match,
    make_round,
    make_voice,
)
from tests.factories.foundation import NOON, make_member

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"


def page(name, crossing, *parts):
    return reverse(f"exchange:{name}", args=(crossing.programme.slug, *parts))


def test_the_divide_shows_both_people_and_opens_their_words(client):
    crossing = make_crossing()
    client.force_login(crossing.broker)

    response = client.get(page("divide", crossing))

    assert response.status_code == 200
    assert response.templates[0].name == "exchange/divide.html"
    words = page("words", crossing, crossing.teacher.key, "gives")
    assert f"{words}?practice=grp" in response.content.decode()


def test_the_table_has_a_row_for_each_ribbon_and_each_ask_without_a_bridge(client):
    crossing = make_crossing()
    make_voice(
        crossing.programme, crossing.broker, sector="primary", pseudonym="Anouk", asks="mat"
    )
    client.force_login(crossing.broker)

    response = client.get(page("divide", crossing), {"view": "table"})

    assert len(response.context["rows"]) == 3
    assert "exchange/_divide_table.html" in [template.name for template in response.templates]
    assert "exchange/_ledger_table.html" in [template.name for template in response.templates]
    assert response.content.decode().count("chip-bad") == 1


def test_an_empty_divide_says_what_to_do_next(client):
    programme = make_study()
    client.force_login(make_broker(programme))

    response = client.get(reverse("exchange:divide", args=(programme.slug,)))

    assert reverse("register:people", args=(programme.slug,)) in response.content.decode()


def test_the_picture_can_be_saved_in_either_theme(client):
    crossing = make_crossing()
    client.force_login(crossing.broker)

    light = client.get(page("divide_svg", crossing))
    dark = client.get(page("divide_svg", crossing), {"theme": "dark"})

    assert light["Content-Type"] == "image/svg+xml"
    assert pictures.PALETTE["primary"].light in light.content.decode()
    assert pictures.PALETTE["primary"].dark in dark.content.decode()


def test_the_saved_table_equals_the_one_on_the_page(client):
    crossing = make_crossing()
    client.force_login(crossing.broker)

    response = client.get(page("divide_csv", crossing))

    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row[1] for row in rows] == ["Gives", "Hazel", "Dorian"]


def test_a_viewer_sees_neither_words_nor_pseudonyms(client):
    crossing = make_crossing()
    client.force_login(make_member(crossing.programme, Role.VIEWER))

    seen = [
        client.get(page("divide", crossing)).content.decode(),
        client.get(page("divide", crossing), {"view": "table"}).content.decode(),
        client.get(page("divide_svg", crossing)).content.decode(),
        client.get(page("divide_csv", crossing)).content.decode(),
    ]

    assert not any("Hazel" in text or "I can show you" in text for text in seen)


def test_words_open_with_their_source(client):
    crossing = make_crossing()
    client.force_login(crossing.broker)

    response = client.get(
        page("words", crossing, crossing.teacher.key, "gives"), {"practice": "grp"}
    )

    assert response.templates[0].name == "exchange/words.html"
    (passage,) = response.context["passages"]
    text = reverse("coding:text", args=(crossing.programme.slug, passage.conversation_id))
    assert f"{text}#coding-{passage.coding_id}" in response.content.decode()


def test_words_of_an_unknown_pole_are_not_here(client):
    crossing = make_crossing()
    client.force_login(crossing.broker)

    response = client.get(page("words", crossing, crossing.teacher.key, "shouts"))

    assert response.status_code == 404


def test_words_taken_back_are_not_shown_any_more(client):
    crossing = make_crossing()
    withdraw_grant(participant=crossing.teacher, grant=Grant.INTERVIEW, at=NOON, by=None)
    client.force_login(crossing.broker)

    response = client.get(
        page("words", crossing, crossing.teacher.key, "gives"), {"practice": "grp"}
    )

    assert response.context["passages"] == []
    assert "I can show you" not in response.content.decode()


def test_script_in_an_answer_is_shown_as_text(client):
    programme = make_study()
    broker = make_broker(programme)
    speaker = make_speaker(programme, Grant.MATCHING, Grant.QUOTED, pseudonym="Anouk")
    wish = make_revision(speaker, SCRIPT, question=3)
    make_coding(wish, SCRIPT, by=broker, pole=Pole.ASKS)
    client.force_login(broker)

    divide = client.get(reverse("exchange:divide", args=(programme.slug,))).content.decode()
    words = client.get(
        reverse("exchange:words", args=(programme.slug, speaker.key, "asks")),
        {"practice": "grp"},
    ).content.decode()

    assert SCRIPT not in divide + words
    assert "&lt;script&gt;" in words


@pytest.mark.parametrize("pairs", [1, 3])
def test_the_home_page_takes_the_same_queries_however_many_people(
    client, pairs, django_assert_num_queries
):
    programme = make_study()
    broker = make_broker(programme)
    for _ in range(pairs):
        make_voice(programme, broker, sector="primary", gives="grp", asks="mat")
        make_voice(programme, broker, sector="university", gives="mat", asks="grp")
    make_round(programme, broker)
    client.force_login(broker)

    with django_assert_num_queries(12):
        client.get(reverse("exchange:divide", args=(programme.slug,)))


def test_finding_matches_leaves_the_work_to_a_job_and_says_it_is_under_way(client):
    crossing = make_crossing()
    client.force_login(crossing.broker)

    response = client.post(page("find_matches", crossing), follow=True)

    assert MatchingRound.objects.get().is_open
    assert "Look again" in response.content.decode()


def test_the_review_page_shows_the_best_match_with_quotes_in_each_direction(client):
    crossing = make_crossing()
    match = make_match(crossing)
    client.force_login(crossing.broker)

    response = client.get(page("matches", crossing))

    text = response.content.decode()
    assert response.templates[0].name == "exchange/matches.html"
    assert response.context["card"].match == match
    assert text.count("read in context") == 4
    assert "No other choice of two-way pairs has a larger total." in text


def test_the_review_page_without_a_round_says_what_has_to_happen_first(client):
    crossing = make_crossing()
    client.force_login(crossing.broker)

    response = client.get(page("matches", crossing))

    assert "No matches yet." in response.content.decode()


def test_a_broker_proposes_and_undoes_on_the_page(client):
    crossing = make_crossing()
    match = make_match(crossing)
    client.force_login(crossing.broker)

    client.post(page("propose", crossing, match.pk))
    proposed = Match.objects.get().state
    client.post(page("undo", crossing, match.pk))

    assert proposed == MatchState.PROPOSED
    assert OutboxMessage.objects.count() == 2
    assert Match.objects.get().state == MatchState.SUGGESTED


def test_a_broker_keeps_a_match_for_later(client):
    crossing = make_crossing()
    match = make_match(crossing)
    client.force_login(crossing.broker)

    response = client.post(page("keep", crossing, match.pk), follow=True)

    assert Match.objects.get().state == MatchState.KEPT
    assert "kept for later" in response.content.decode()


def test_turning_down_without_a_reason_shows_the_form_again(client):
    crossing = make_crossing()
    match = make_match(crossing)
    client.force_login(crossing.broker)

    response = client.post(page("not_a_fit", crossing, match.pk), {"reason": ""})

    assert response.status_code == 422
    assert Match.objects.get().state == MatchState.SUGGESTED


def test_a_reason_turns_a_match_down_and_is_listed_among_the_vetoes(client):
    crossing = make_crossing()
    match = make_match(crossing)
    client.force_login(crossing.broker)

    client.post(page("not_a_fit", crossing, match.pk), {"reason": "Same household."})
    rules = client.get(page("pair_rules", crossing))

    assert Match.objects.get().state == MatchState.NOT_A_FIT
    assert "Same household." in rules.content.decode()
    assert rules.templates[0].name == "exchange/pair_rules.html"


def test_a_pin_is_listed_and_can_be_dropped(client):
    crossing = make_crossing()
    match = make_match(crossing)
    client.force_login(crossing.broker)

    client.post(page("pin", crossing, match.pk))
    rule = PairRule.objects.get()
    client.post(page("drop_rule", crossing, rule.pk))

    assert PairRule.objects.count() == 0


def test_a_second_proposal_is_refused_with_what_to_do(client):
    crossing = make_crossing()
    match = make_match(crossing)
    decisions.propose_match(match=match, at=NOON, by=crossing.broker)
    client.force_login(crossing.broker)

    response = client.post(page("propose", crossing, match.pk))

    assert response.status_code == 409
    assert "Undo that first" in response.content.decode()


@pytest.mark.parametrize("name", ["match", "propose", "keep", "not_a_fit", "pin", "undo"])
def test_a_match_of_another_programme_is_not_here(client, name):
    crossing, elsewhere = make_crossing(), make_crossing()
    match = make_match(elsewhere)
    client.force_login(crossing.broker)

    response = client.post(page(name, crossing, match.pk), {"reason": "Mine."})

    assert response.status_code == 404
    assert Match.objects.get().state == MatchState.SUGGESTED
