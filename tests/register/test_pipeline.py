"""Who stands where in the pipeline, since when, and what brings them on."""

from datetime import timedelta

import pytest
from django.test import Client

from ecotone.foundation.models import Programme, Role, User
from ecotone.register import operations, queries
from ecotone.register.choices import Answer, ContactKind, Reply
from ecotone.register.exports import board
from ecotone.register.models import Participant, SavedFilter
from tests.factories.desk import make_sent_batch
from tests.factories.foundation import NOON, make_member
from tests.factories.register import (
    make_answer,
    make_invitation,
    make_newcomer,
    make_participant,
    make_register,
)
from tests.register.pages import address, count_queries, text_of

pytestmark = pytest.mark.django_db

TEN_DAYS_LATER = NOON + timedelta(days=10)


def standing(participant: Participant, *, days: int = 0) -> queries.Standing:
    everybody = queries.standings_in(participant.programme, at=NOON + timedelta(days=days))
    return next(one for one in everybody if one.participant == participant.pk)


def next_step(participant: Participant, *, days: int = 0) -> str:
    participant = queries.participant_with_key(participant.programme, participant.key)
    step = board.next_step_of(participant, standing(participant, days=days))
    return str(step.label) if step else ""


def test_the_stages_come_in_the_order_of_the_loop() -> None:
    assert [stage.key for stage in queries.stages()] == [
        "invited",
        "consented",
        "heard",
        "coded",
        "matched",
    ]


def test_somebody_in_the_register_waits_to_be_invited(ada: Participant) -> None:
    found = standing(ada, days=10)

    assert (found.stage, found.reply, found.days_waiting(TEN_DAYS_LATER)) == (
        queries.NOT_YET,
        Reply.NOT_ASKED,
        10,
    )
    assert next_step(ada) == "Invite"


def test_an_invitation_is_a_letter_still_to_write(ada: Participant, broker: User) -> None:
    make_invitation(ada, broker)

    assert (standing(ada).stage, next_step(ada)) == ("invited", "Write to them")


def test_whoever_may_still_reply_can_be_written_to_again(
    ada: Participant, broker: User
) -> None:
    make_sent_batch([ada], broker)

    assert (standing(ada, days=14).reply, next_step(ada, days=14)) == (
        Reply.WAITING,
        "Write again",
    )


def test_after_the_day_to_reply_by_the_broker_phones(ada: Participant, broker: User) -> None:
    make_sent_batch([ada], broker)

    assert (standing(ada, days=15).reply, next_step(ada, days=15)) == (
        Reply.NO_REPLY,
        "Phone them",
    )


def test_without_a_letter_patience_ends_after_two_weeks(ada: Participant, broker: User) -> None:
    make_invitation(ada, broker)

    replies = [standing(ada, days=days).reply for days in (14, 15)]

    assert replies == [Reply.WAITING, Reply.NO_REPLY]


def test_a_yes_leads_to_consent_and_a_no_to_nothing(programme: Programme, broker: User) -> None:
    said_yes, said_no = make_participant(programme), make_participant(programme)
    for one, answer in ((said_yes, Answer.ACCEPTED), (said_no, Answer.DECLINED)):
        make_invitation(one, broker)
        make_answer(one, answer)

    assert (next_step(said_yes), next_step(said_no)) == ("Ask for consent", "")


def test_the_one_who_waits_longest_stands_first(programme: Programme) -> None:
    people = [make_participant(programme) for _ in range(3)]
    for one, days in zip(people, (1, 9, 4), strict=True):
        registered = NOON - timedelta(days=days)
        Participant.objects.filter(pk=one.pk).update(registered_at=registered)

    order = [one.participant for one in queries.standings_in(programme, at=NOON)]

    assert order == [people[1].pk, people[2].pk, people[0].pk]


def test_whoever_withdrew_stands_nowhere(ada: Participant) -> None:
    Participant.objects.filter(pk=ada.pk).update(withdrawn_at=NOON)

    assert queries.standings_in(ada.programme, at=NOON) == []


def test_no_number_of_people_asks_more_of_the_database(
    client: Client, programme: Programme, broker: User
) -> None:
    needed = []

    for more in (1, 8):
        for _ in range(more):
            one = make_participant(programme)
            make_invitation(one, broker)
            operations.log_contact(
                participant=one,
                kind=ContactKind.CALL,
                on=NOON.date(),
                note="",
                at=NOON,
                by=broker,
            )
        needed.append(
            [
                count_queries(client, address("register:pipeline", programme) + view)
                for view in ("", "?view=table")
            ]
        )

    assert needed[0] == needed[1]
    assert max(needed[0]) <= 20


# --- the pages -------------------------------------------------------------------------------


@pytest.mark.usefixtures("broker")
def test_an_empty_pipeline_says_where_to_begin(client: Client, programme: Programme) -> None:
    page = text_of(client.get(address("register:pipeline", programme)))

    assert "Nobody is on the way yet" in page
    assert address("register:add", programme) in page


def test_a_no_stands_apart_and_no_reply_has_its_own_heading(
    client: Client, programme: Programme, broker: User, ada: Participant
) -> None:
    silent = make_participant(programme)
    for one in (ada, silent):
        make_invitation(one, broker)
    make_answer(ada, Answer.DECLINED)

    page = text_of(client.get(address("register:pipeline", programme)))

    assert "no reply · 1" in page
    assert "1 person said no" in page
    assert address("register:person", programme, ada) not in page


@pytest.mark.usefixtures("broker", "ada")
def test_what_is_not_built_is_said_to_be_still_to_come(
    client: Client, programme: Programme
) -> None:
    page = text_of(client.get(address("register:pipeline", programme)))

    assert page.count("Not counted yet: still to come.") == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sector=university", ["Noor"]),
        ("stage=to-invite", ["Ada", "Noor"]),
        ("stage=invited", ["Bea"]),
        ("organisation=HILLcrest", ["Ada", "Bea"]),
        ("language=cy", ["Noor"]),
        ("reply=NO_REPLY", ["Bea"]),
        ("longer_than=99999999", ["Ada", "Bea", "Noor"]),
        ("sector=nonsense", ["Ada", "Bea", "Noor"]),
        ("stage=to-invite&language=en", ["Ada"]),
    ],
)
def test_every_filter_is_a_place(
    query: str,
    found: list[str],
    client: Client,
    programme: Programme,
    broker: User,
    ada: Participant,
) -> None:
    bea = make_participant(programme, make_newcomer(pseudonym="Bea"))
    make_invitation(bea, broker)
    noor = make_participant(programme, make_newcomer(sector="university", pseudonym="Noor"))
    Participant.objects.filter(pk=noor.pk).update(organisation=None, language="cy")

    page = text_of(client.get(address("register:pipeline", programme) + f"?view=table&{query}"))

    shown = [name for name in (ada.pseudonym, "Bea", "Noor") if f">{name}</a>" in page]
    assert shown == found


@pytest.mark.usefixtures("broker", "ada")
def test_a_filter_that_finds_nobody_says_so(client: Client, programme: Programme) -> None:
    page = client.get(address("register:pipeline", programme) + "?view=table&stage=heard")

    assert "Nobody answers to all of this" in text_of(page)


def test_the_file_holds_what_the_table_shows(
    client: Client, programme: Programme, broker: User, ada: Participant
) -> None:
    make_invitation(ada, broker)
    type(ada.organisation).objects.update(name="=HYPERLINK(1)")

    answer = client.get(address("register:pipeline_csv", programme) + "?stage=invited")

    heading, row = answer.content.decode("utf-8-sig").splitlines()
    assert heading.startswith("person,sector,organisation,language,stage,since,days,reply")
    assert row.startswith("Ada,primary,'=HYPERLINK(1),en,invited,2026-03-02,")
    assert "school.example" not in row


@pytest.mark.usefixtures("ada")
def test_a_filter_is_kept_under_a_name_and_forgotten(
    client: Client, programme: Programme, broker: User
) -> None:
    kept = {"name": "Hillcrest", "query": "organisation=hill"}

    client.post(address("register:keep_filter", programme), kept)
    page = text_of(client.get(address("register:pipeline", programme)))

    saved = SavedFilter.objects.get(user=broker)
    assert '?organisation=hill"' in page
    assert ">Hillcrest</a>" in page

    forget = address("register:keep_filter", programme).replace("keep", f"forget/{saved.pk}")
    client.post(forget)
    assert SavedFilter.objects.count() == 0


@pytest.mark.usefixtures("broker")
def test_a_filter_without_a_name_is_not_kept(client: Client, programme: Programme) -> None:
    page = client.post(
        address("register:keep_filter", programme), {"query": "stage=heard"}, follow=True
    )

    assert "Give it one." in text_of(page)
    assert SavedFilter.objects.count() == 0


@pytest.mark.usefixtures("broker")
def test_a_filter_of_somebody_else_is_not_there(client: Client, programme: Programme) -> None:
    other = make_member(programme, Role.BROKER)
    saved = operations.save_filter(
        programme=programme, name="Mine", query="stage=heard", at=NOON, by=other
    )

    page = text_of(client.get(address("register:pipeline", programme)))
    forget = address("register:keep_filter", programme).replace("keep", f"forget/{saved.pk}")

    assert "Mine" not in page
    assert client.post(forget).status_code == 404


# --- the strip at the head of People ----------------------------------------------------------


def test_the_strip_and_its_table_tell_the_same(
    client: Client, programme: Programme, broker: User, ada: Participant
) -> None:
    make_invitation(make_participant(programme), broker)

    picture = text_of(client.get(address("register:people", programme)))
    table = text_of(client.get(address("register:people", programme) + "?view=table"))

    for spoken in ("to invite: 1 person, Primary", "invited: 1 person, Primary"):
        assert f'aria-label="{spoken}"' in picture
    for stage in ("to-invite", "invited"):
        assert f'?stage={stage}&amp;sector=primary&amp;view=table">1</a>' in table
    assert "still to come" in table
    assert ada.pseudonym in table


@pytest.mark.usefixtures("broker")
def test_a_programme_without_people_has_no_strip_to_read() -> None:
    programme = make_register(name="Another")

    assert queries.standings_in(programme, at=NOON) == []
