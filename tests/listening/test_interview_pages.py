"""The interviewer's pages: choosing the way, reading consent back, the desk, paper."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from ecotone.consent.choices import Grant
from ecotone.foundation.models import AuditEvent, Programme, Role, User
from ecotone.listening import operations
from ecotone.listening.choices import InstrumentKind, Mode
from ecotone.listening.models import Conversation, Response, TextRevision
from ecotone.register.models import Participant
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.foundation import make_member
from tests.factories.listening import make_sent
from tests.factories.register import make_register
from tests.factories.talks import make_returned, make_talk
from tests.listening.desk import desk, opened
from tests.register.pages import address, count_queries, text_of

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
AS_JSON = {"accept": "application/json"}


@pytest.fixture
def ines(ines: User, client: Client) -> User:
    client.force_login(ines)
    return ines


def drafts(talk: Conversation) -> list[str]:
    held = talk.responses.order_by("question__number")
    return [response.draft for response in held if response.draft]


# --- choosing the way ------------------------------------------------------------------------


@pytest.mark.usefixtures("ines")
def test_the_ways_to_hear_somebody_are_offered_with_the_paper_to_print(
    client: Client, programme: Programme, jane: Participant
) -> None:
    answer = client.get(address("listening:hear", programme, jane), {"kind": "reflection"})

    assert answer.templates[0].name == "listening/live_ways.html"
    page = text_of(answer)
    for way in ("Talk now", "Type in a paper one", "Write up notes", "Bring a text"):
        assert way in page
    for kind in InstrumentKind.values:
        assert reverse("listening:paper_form", args=(programme.slug, kind)) in page


@pytest.mark.usefixtures("ines")
def test_somebody_without_leave_is_not_offered_a_talk_but_the_consent_page(
    client: Client, programme: Programme
) -> None:
    silent = make_consenting(programme, Grant.QUOTED)

    page = text_of(client.get(address("listening:hear", programme, silent)))
    talk = text_of(client.get(address("listening:talk", programme, silent)))

    assert "Consent comes first" in page
    assert address("consent:record", programme, silent) in page
    assert "Talk now" not in page
    assert "Begin the talk" not in talk


def test_a_programme_without_questions_sends_to_the_list(client: Client) -> None:
    programme = make_register()
    jane = make_consenting(programme)
    client.force_login(make_member(programme, Role.INTERVIEWER))

    assert "There are no questions yet" in text_of(
        client.get(address("listening:hear", programme, jane))
    )


def test_what_was_begun_can_be_gone_on_with(
    client: Client, programme: Programme, jane: Participant, ines: User
) -> None:
    talk = make_talk(jane, {1: "a note"}, by=ines)

    assert desk(talk) in text_of(client.get(address("listening:hear", programme, jane)))


# --- reading consent back --------------------------------------------------------------------


@pytest.mark.usefixtures("ines")
def test_consent_is_read_back_grant_by_grant_with_day_and_wording(
    client: Client, programme: Programme, jane: Participant
) -> None:
    answer_grants(jane, {Grant.AUDIO: False})

    answer = client.get(address("listening:talk", programme, jane))

    assert answer.templates[0].name == "listening/live_consent.html"
    read = [(each.grant, each.is_given) for each in answer.context["grants"]]
    assert read == [(grant, grant != Grant.AUDIO) for grant in Grant]
    page = text_of(answer)
    assert "since 2 March 2026, wording 1" in page
    assert "No recorder: take notes only." in page


@pytest.mark.usefixtures("ines")
def test_no_talk_begins_before_consent_was_confirmed(
    client: Client, programme: Programme, jane: Participant
) -> None:
    answer = client.post(address("listening:talk", programme, jane), {"kind": "interview"})

    assert answer.status_code == 422
    assert "Read the seven back first" in text_of(answer)
    assert Conversation.objects.count() == 0


@pytest.mark.parametrize("kind", InstrumentKind.values)
def test_a_confirmed_talk_opens_the_desk_with_that_sectors_wording(
    client: Client, programme: Programme, jane: Participant, ines: User, kind: str
) -> None:
    answer = client.post(
        address("listening:talk", programme, jane),
        {"kind": kind, "confirmed": "on"},
        follow=True,
    )

    talk = Conversation.objects.get()
    assert (talk.instrument.kind, talk.mode, talk.asked_by) == (kind, Mode.LIVE, ines)
    assert answer.templates[0].name == "listening/live.html"
    asked = talk.instrument.questions.order_by("number")
    page = text_of(answer)
    assert all(question.worded_for("primary", "en").text in page for question in asked)
    assert AuditEvent.objects.filter(verb__startswith="read back").count() == 1


# --- the desk --------------------------------------------------------------------------------


def test_the_whole_page_is_kept_by_its_button_and_shown_as_text(
    client: Client, jane: Participant, ines: User
) -> None:
    talk = make_talk(jane, {}, by=ines)
    page = opened(client, talk) | {"q1-text": SCRIPT, "q3-text": "three\r\nlines"}

    answer = client.post(desk(talk), page, follow=True)

    assert drafts(talk) == [SCRIPT, "three\nlines"]
    assert "&lt;script&gt;alert(1)" in text_of(answer)
    assert Response.objects.count() == 2


def test_one_note_saves_itself_and_the_page_says_when(
    client: Client, jane: Participant, ines: User
) -> None:
    talk = make_talk(jane, {}, by=ines)
    fields = opened(client, talk)
    one = {name: value for name, value in fields.items() if name.startswith("q2-")}

    answer = client.post(desk(talk), one | {"q2-text": "two", "q2-turn": "2"}, headers=AS_JSON)

    assert json.loads(answer.content)["saved"].startswith("Saved ")
    assert drafts(talk) == ["two"]


def test_a_note_can_be_emptied_again(client: Client, jane: Participant, ines: User) -> None:
    talk = make_talk(jane, {}, by=ines)
    fields = opened(client, talk)

    client.post(desk(talk), fields | {"q2-text": "two", "q2-turn": "2"}, headers=AS_JSON)
    client.post(desk(talk), fields | {"q2-text": "", "q2-turn": "3"}, headers=AS_JSON)

    assert drafts(talk) == []


def test_two_pages_never_overwrite_each_other_unseen(
    client: Client, jane: Participant, ines: User
) -> None:
    talk = make_talk(jane, {}, by=ines)
    here, there = opened(client, talk), opened(client, talk)
    client.post(desk(talk), there | {"q1-text": "written there"})

    quiet = client.post(desk(talk), here | {"q1-text": "written here"}, headers=AS_JSON)
    shown = client.post(desk(talk), here | {"q1-text": "written here", "q2-text": "two"})

    assert (quiet.status_code, shown.status_code) == (409, 409)
    assert "Changed on another page" in json.loads(quiet.content)["problem"]
    assert "written there" in text_of(shown)
    assert "written here" in text_of(shown)
    assert drafts(talk) == ["written there", "two"]


def test_a_question_ticked_as_skipped_is_marked(
    client: Client, jane: Participant, ines: User
) -> None:
    talk = make_talk(jane, {1: "one"}, by=ines)

    client.post(desk(talk), opened(client, talk) | {"q4-skipped": "on", "finish": "1"})

    assert talk.responses.get(question__number=4).is_skipped
    reading = reverse("listening:conversation", args=(jane.programme.slug, talk.pk))
    assert "Skipped" in text_of(client.get(reading))


def test_finish_takes_what_was_typed_last_along_and_offers_the_return(
    client: Client, jane: Participant, ines: User
) -> None:
    talk = make_talk(jane, {}, by=ines)

    answer = client.post(
        desk(talk),
        opened(client, talk) | {"q1-text": "the last word", "finish": "1"},
        follow=True,
    )

    assert TextRevision.objects.get().text == "the last word"
    page = text_of(answer)
    assert "Notes, not their own words." in page
    assert f"Ask {jane}: is this fair?" in page


def test_a_note_that_is_too_long_is_kept_on_the_page_and_refused_with_the_limit(
    client: Client, jane: Participant, ines: User
) -> None:
    talk = make_talk(jane, {}, by=ines)
    page = opened(client, talk) | {"q1-text": "x" * 1_000_001}

    shown = client.post(desk(talk), page)
    quiet = client.post(desk(talk), page, headers=AS_JSON)

    assert (shown.status_code, quiet.status_code) == (422, 422)
    assert "x" * 1_000_001 in text_of(shown)
    assert "1000000" in json.loads(quiet.content)["problem"]
    assert drafts(talk) == []


def test_a_settled_note_is_shown_closed(client: Client, jane: Participant, ines: User) -> None:
    talk = make_returned(jane, {1: "roughly", 2: "two"}, by=ines)
    operations.take_note_out(note=talk.responses.get(question__number=1), at=talk.started_at)

    page = text_of(client.get(desk(talk)))

    assert "This note is settled: taken out by them" in page
    assert 'name="q1-text"' not in page
    assert 'name="q2-text"' in page


@pytest.mark.usefixtures("ines")
def test_nobody_opens_the_desk_of_somebody_else_or_of_what_somebody_wrote_alone(
    client: Client, programme: Programme, jane: Participant
) -> None:
    other = make_member(programme, Role.INTERVIEWER, name="Robin Brook")
    theirs = make_talk(jane, {1: "Unmistakable"}, by=other)
    make_sent(jane, {1: "alone"})
    alone = jane.conversations.get(mode=Mode.WRITTEN)

    answers = [client.get(desk(theirs)), client.get(desk(alone))]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not any("Unmistakable" in text_of(answer) for answer in answers)


def test_the_desk_closes_when_the_yes_is_taken_back(
    client: Client, jane: Participant, ines: User
) -> None:
    talk = make_talk(jane, {1: "Unmistakable"}, by=ines)
    answer_grants(jane, {Grant.INTERVIEW: False})

    answer = client.get(desk(talk), follow=True)

    assert "Unmistakable" not in text_of(answer)
    assert "These words may not be read" in text_of(answer)


def test_the_desk_needs_the_same_queries_however_much_is_noted(
    client: Client, programme: Programme, jane: Participant, ines: User
) -> None:
    little = make_talk(jane, {1: "one"}, by=ines)
    much = make_talk(make_consenting(programme), dict.fromkeys(range(1, 9), "words"), by=ines)

    needed = [count_queries(client, desk(talk)) for talk in (little, much)]

    assert needed[0] == needed[1] <= 14


def test_a_coder_asks_nobody(client: Client, programme: Programme, jane: Participant) -> None:
    client.force_login(make_member(programme, Role.CODER))

    answers = [
        client.get(address(f"listening:{name}", programme, jane))
        for name in ("hear", "talk", "write_up")
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
