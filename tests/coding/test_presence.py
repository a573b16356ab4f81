"""Who is in a text, and what others code there: told to those who may know, nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from ecotone.coding import operations, queries
from ecotone.coding.models import Code, Coding, CodingRound, Presence
from ecotone.foundation.models import Membership, Programme, User
from ecotone.listening.models import Conversation
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_conversation,
    make_speaker,
    make_study,
    page,
    signed_in,
    text_of,
)
from tests.factories.foundation import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def study() -> Programme:
    return make_study()


@pytest.fixture
def conversation(study: Programme) -> Conversation:
    return make_conversation(make_speaker(study))


@pytest.fixture
def lynne(study: Programme) -> User:
    return make_coder(study, name="Lynne Brook")


@pytest.fixture
def dana(study: Programme) -> User:
    return make_coder(study, name="Dana Reed")


def tell(coder: User, study: Programme, conversation: Conversation, **told: object) -> Any:
    address = page("coding:presence", study, conversation.pk)
    return signed_in(coder).post(address, told, content_type="application/json")


def ask(reader: User, study: Programme, conversation: Conversation, since: str = "") -> Any:
    address = page("coding:presence", study, conversation.pk)
    return signed_in(reader).get(address, {"since": since}).json()


# --- who is here -----------------------------------------------------------------------------


def test_each_is_told_of_the_others_and_of_their_lines(
    study: Programme, conversation: Conversation, lynne: User, dana: User
) -> None:
    tell(dana, study, conversation, line=4)
    tell(dana, study, conversation, line=11)

    answer = tell(lynne, study, conversation, line=2).json()

    assert answer == {"present": [{"initials": "DR", "name": "Dana Reed", "line": 11}]}
    assert [each["initials"] for each in ask(dana, study, conversation)["present"]] == ["LB"]


def test_who_leaves_or_is_not_heard_of_is_nobody_and_is_swept(
    study: Programme, conversation: Conversation, lynne: User, dana: User
) -> None:
    now = timezone.now()
    long_ago = now - queries.NOBODY_AFTER - timedelta(seconds=1)
    operations.note_presence(conversation=conversation, line=3, at=long_ago, by=dana)

    tell(lynne, study, conversation, line=1)
    silent = ask(lynne, study, conversation)["present"]
    tell(lynne, study, conversation, line=1, leaves=True)

    assert silent == []
    assert ask(dana, study, conversation)["present"] == []
    assert operations.sweep_presence(at=now) == 1
    assert Presence.objects.count() == 0


def test_nobody_is_told_of_another_programme_or_of_who_may_not_code_any_more(
    study: Programme, conversation: Conversation, lynne: User, dana: User
) -> None:
    elsewhere = make_study(name="Another divide")
    stranger = make_coder(elsewhere, name="Sam Far")
    theirs = make_conversation(make_speaker(elsewhere))
    tell(stranger, elsewhere, theirs, line=5)
    tell(dana, study, conversation, line=7)

    across = tell(stranger, study, conversation, line=5)
    mixed = tell(stranger, elsewhere, conversation, line=5)
    Membership.objects.filter(user=dana).delete()

    assert (across.status_code, mixed.status_code) == (404, 404)
    assert ask(lynne, study, conversation)["present"] == []
    assert ask(stranger, elsewhere, theirs)["present"] == []


@pytest.mark.parametrize("told", [{}, {"line": -1}, {"line": "here"}, {"line": 10**12}])
def test_what_is_no_line_is_not_noted(
    told: dict[str, object], study: Programme, conversation: Conversation, lynne: User
) -> None:
    answer = tell(lynne, study, conversation, **told)

    assert answer.status_code == 400
    assert Presence.objects.count() == 0


def test_without_a_script_nothing_of_it_shows(
    study: Programme, conversation: Conversation, lynne: User
) -> None:
    read = signed_in(lynne).get(page("coding:text", study, conversation.pk))

    drawn = read.content.decode().partition('id="present"')[2].partition(">")[0]
    assert "hidden" in drawn
    assert f'data-since="{queries.mark_of(conversation, lynne)}"' in drawn


# --- what others code ------------------------------------------------------------------------


def test_what_others_coded_changed_and_took_off_is_told_since_the_last_look(
    study: Programme, conversation: Conversation, lynne: User, dana: User
) -> None:
    text = text_of(conversation)
    since = queries.mark_of(conversation, lynne)
    theirs = make_coding(text, "in groups", by=dana)
    own = make_coding(text, "marks the others", by=lynne)

    coded = ask(lynne, study, conversation, since)
    operations.remove_coding(coding=theirs, at=NOON, by=dana)
    removed = ask(lynne, study, conversation, coded["since"])

    assert coded["codings"] == [queries.page_coding(theirs, lynne)]
    assert removed["codings"] == [{"key": str(theirs.key), "isGone": True}]
    assert not coded["whole"]
    assert str(own.key) not in str([coded, removed])


def test_a_blind_round_tells_who_is_here_and_nothing_of_what_they_code(
    study: Programme, conversation: Conversation, lynne: User, dana: User
) -> None:
    blind = CodingRound.objects.create(programme=study, name="First", opened_at=NOON)
    blind.texts.add(conversation)
    blind.coders.add(lynne, dana)
    since = queries.mark_of(conversation, lynne)
    kept = make_coding(text_of(conversation), "in groups", by=dana)
    taken_off = make_coding(text_of(conversation), "marks the others", by=dana)
    operations.remove_coding(coding=taken_off, at=NOON, by=dana)
    tell(dana, study, conversation, line=1)

    asked, from_nowhere = (ask(lynne, study, conversation, mark) for mark in (since, "x"))
    CodingRound.objects.update(revealed_at=NOON)
    revealed = ask(lynne, study, conversation, asked["since"])

    assert [each["initials"] for each in asked["present"]] == ["DR"]
    assert (asked["codings"], from_nowhere["codings"]) == ([], [])
    assert revealed["whole"]
    assert [coding["key"] for coding in revealed["codings"]] == [str(kept.key)]


def test_a_round_that_becomes_secret_tells_the_page_all_it_may_still_hold(
    study: Programme, conversation: Conversation, lynne: User, dana: User
) -> None:
    text = text_of(conversation)
    own = make_coding(text, "marks the others", by=lynne)
    make_coding(text, "in groups", by=dana)
    since = queries.mark_of(conversation, lynne)

    blind = CodingRound.objects.create(programme=study, name="First", opened_at=NOON)
    blind.texts.add(conversation)
    blind.coders.add(lynne, dana)
    told = ask(lynne, study, conversation, since)

    assert told["whole"]
    assert [coding["key"] for coding in told["codings"]] == [str(own.key)]


def test_a_page_learns_the_lines_of_a_code_that_somebody_added(
    study: Programme, lynne: User
) -> None:
    code = Code.objects.get(programme=study, key="grp")
    foreign = Code.objects.get(programme=make_study(name="Another divide"), key="grp")
    client = signed_in(lynne)

    line = client.get(page("coding:code_line", study, code.pk))

    assert f'data-code="{code.pk}"' in line.json()["line"]
    assert client.get(page("coding:code_line", study, foreign.pk)).status_code == 404


def test_looking_costs_the_same_however_much_stands_there(
    conversation: Conversation,
    lynne: User,
    dana: User,
    django_assert_max_num_queries: Any,
) -> None:
    since = queries.mark_of(conversation, lynne)
    for words in ("in groups", "marks the others", "took me years"):
        make_coding(text_of(conversation), words, by=dana)

    with django_assert_max_num_queries(7):
        news = queries.news_of(conversation, reader=lynne, since=since, at=NOON)

    assert len(news.codings) == Coding.objects.count() == 3


def test_a_step_that_was_seen_late_is_told_and_an_old_one_is_not_told_again(
    conversation: Conversation, lynne: User, dana: User
) -> None:
    make_coding(text_of(conversation), "in groups", by=dana)
    since = queries.mark_of(conversation, lynne)

    soon, later = (
        queries.news_of(conversation, reader=lynne, since=since, at=NOON + after)
        for after in (timedelta(seconds=2), timedelta(minutes=2))
    )

    assert [coding["coder"] for coding in soon.codings] == ["DR"]
    assert later.codings == []
