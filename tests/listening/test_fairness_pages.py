"""Is this fair? On the participant's own pages, and where the hub and the coder see it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from ecotone.consent.choices import Grant
from ecotone.foundation.models import Programme, Role, User
from ecotone.listening import operations
from ecotone.listening.choices import Verdict
from ecotone.listening.models import Conversation, NotesReturn, NoteVerdict
from ecotone.register.models import Participant
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.foundation import NOON, make_member
from tests.factories.talks import make_finished, make_returned
from tests.register.pages import count_queries, text_of

pytestmark = pytest.mark.django_db
BrowserOf = Callable[[Participant], Client]
MY = reverse("listening:my")
SCRIPT = "<script>alert(1)</script>"


def fair(talk: Conversation) -> str:
    return reverse("listening:fair", args=(talk.pk,))


def about(name: str, talk: Conversation, number: int) -> str:
    return reverse(f"listening:{name}", args=(talk.pk, number))


def reading(talk: Conversation) -> str:
    return reverse("listening:conversation", args=(talk.participant.programme.slug, talk.pk))


# --- their own pages -------------------------------------------------------------------------


def test_notes_wait_on_their_page_only_once_they_were_returned(
    jane: Participant, ines: User, browser_of: BrowserOf
) -> None:
    talk = make_finished(jane, {1: "one"}, by=ines)
    browser = browser_of(jane)
    before = (text_of(browser.get(MY)), browser.get(fair(talk)).status_code)

    operations.return_notes(conversation=talk, at=NOON, by=ines)

    assert ("Is this fair?" in before[0], before[1]) == (False, 404)
    page = text_of(browser.get(MY))
    assert page.count(fair(talk)) == 2
    assert "Waits for you" in page


def test_notes_are_shown_as_notes_with_who_took_them_and_when(
    jane: Participant, ines: User, browser_of: BrowserOf
) -> None:
    talk = make_returned(jane, {1: SCRIPT}, by=ines)

    answer = browser_of(jane).get(fair(talk))

    assert answer.templates[0].name == "listening/fair.html"
    page = text_of(answer)
    assert "Ines Marsh talked with you on 2 March 2026" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "Yes, fair" in page
    assert 'class="words"' not in page


def test_one_press_calls_all_of_it_fair(
    jane: Participant, ines: User, browser_of: BrowserOf
) -> None:
    talk = make_returned(jane, {1: "one", 2: "two"}, by=ines)
    browser = browser_of(jane)

    answer = browser.post(fair(talk), follow=True)

    assert NoteVerdict.objects.filter(verdict=Verdict.FAIR).count() == 2
    assert "Fair, you said" in text_of(answer)
    assert "Yes, fair" not in text_of(browser.get(fair(talk)))


def test_a_note_is_put_right_in_their_own_words(
    jane: Participant, ines: User, browser_of: BrowserOf
) -> None:
    talk = make_returned(jane, {1: "roughly"}, by=ines)
    browser = browser_of(jane)
    form = browser.get(about("correct", talk, 1))

    answer = browser.post(about("correct", talk, 1), {"text": "Exactly.\r\nSo."}, follow=True)

    assert form.templates[0].name == "listening/fair_correct.html"
    assert "roughly" in text_of(form)
    assert talk.responses.get().draft == "Exactly.\nSo."
    assert "Put right by you" in text_of(answer)


@pytest.mark.parametrize(
    ("text", "told"), [(" ", "There are no words in it"), ("roughly", "Nothing is changed yet")]
)
def test_a_correction_that_says_nothing_new_is_shown_again(
    jane: Participant, ines: User, browser_of: BrowserOf, text: str, told: str
) -> None:
    talk = make_returned(jane, {1: "roughly"}, by=ines)

    answer = browser_of(jane).post(about("correct", talk, 1), {"text": text})

    assert answer.status_code == 422
    assert told in text_of(answer)
    assert NoteVerdict.objects.count() == 0


def test_a_note_is_taken_out_and_put_back(
    jane: Participant, ines: User, browser_of: BrowserOf
) -> None:
    talk = make_returned(jane, {1: "Unmistakable", 2: "two"}, by=ines)
    browser = browser_of(jane)

    out = text_of(browser.post(about("take_out", talk, 1), follow=True))
    hub = Client()
    hub.force_login(ines)
    read = text_of(hub.get(reading(talk)))
    back = text_of(browser.post(about("put_back", talk, 1), follow=True))

    assert "You took this out" in out
    assert "Unmistakable" not in out
    assert "Unmistakable" not in read
    assert "Taken out by them" in read
    assert "Unmistakable" in back


def test_nobody_sees_or_judges_the_notes_of_somebody_else(
    programme: Programme, jane: Participant, ines: User, browser_of: BrowserOf
) -> None:
    talk = make_returned(jane, {1: "Unmistakable"}, by=ines)
    stranger = browser_of(make_consenting(programme))

    answers = [
        stranger.get(fair(talk)),
        stranger.post(fair(talk)),
        stranger.get(about("correct", talk, 1)),
        stranger.post(about("take_out", talk, 1)),
        stranger.post(about("put_back", talk, 1)),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert NoteVerdict.objects.count() == 0


def test_a_note_that_is_not_there_and_a_yes_taken_back_lead_nowhere(
    jane: Participant, ines: User, browser_of: BrowserOf
) -> None:
    talk = make_returned(jane, {1: "one"}, by=ines)
    browser = browser_of(jane)
    missing = browser.get(about("correct", talk, 7))
    answer_grants(jane, {Grant.INTERVIEW: False})

    assert missing.status_code == 404
    assert browser.get(fair(talk)).status_code == 404


def test_the_page_of_notes_needs_the_same_queries_however_many_there_are(
    programme: Programme, jane: Participant, ines: User, browser_of: BrowserOf
) -> None:
    tom = make_consenting(programme)
    little = make_returned(jane, {1: "one"}, by=ines)
    much = make_returned(tom, dict.fromkeys(range(1, 9), "words"), by=ines)

    needed = [
        count_queries(browser_of(person), fair(talk))
        for person, talk in ((jane, little), (tom, much))
    ]

    assert needed[0] == needed[1]


# --- at the hub ------------------------------------------------------------------------------


def test_the_hub_returns_notes_and_follows_what_becomes_of_them(
    client: Client, jane: Participant, ines: User
) -> None:
    talk = make_finished(jane, {1: "one", 2: "two"}, by=ines)
    client.force_login(ines)
    told = [text_of(client.get(reading(talk)))]

    returning = reverse("listening:return_notes", args=(jane.programme.slug, talk.pk))
    told.append(text_of(client.post(returning, follow=True)))
    operations.correct_note(note=talk.responses.get(question__number=1), text="One.", at=NOON)
    operations.call_fair(conversation=talk, at=NOON)
    told.append(text_of(client.get(reading(talk))))

    assert "has not been shown them as they stand" in told[0]
    assert "no word yet" in told[1]
    assert "has put them right" in told[2]
    assert NotesReturn.objects.get().returned_by == ines


def test_a_coder_reads_where_notes_stand_but_does_not_return_them(
    client: Client, jane: Participant, ines: User
) -> None:
    talk = make_finished(jane, {1: "one"}, by=ines)
    client.force_login(make_member(jane.programme, Role.CODER))

    page = text_of(client.get(reading(talk)))
    coding = client.get(reverse("coding:text", args=(jane.programme.slug, talk.pk)))

    assert "Notes, not their own words." in page
    assert "is this fair?" not in page
    assert "coding/_notes_warning.html" in [part.name for part in coding.templates]
    assert "Not confirmed yet: not yet shown to them" in text_of(coding)


def test_confirmed_notes_are_still_marked_as_notes_for_the_coder(
    client: Client, jane: Participant, ines: User
) -> None:
    talk = make_returned(jane, {1: "one"}, by=ines)
    operations.call_fair(conversation=talk, at=NOON)
    client.force_login(make_member(jane.programme, Role.CODER))

    page = text_of(client.get(reverse("coding:text", args=(jane.programme.slug, talk.pk))))

    assert "notes, not their own words." in page
    assert "Not confirmed yet" not in page
