"""A participant's own pages: what is next, one question a page, checking, sending."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from ecotone.consent.choices import Grant
from ecotone.foundation.models import Programme
from ecotone.listening.choices import InstrumentKind
from ecotone.listening.models import Conversation, Question, Response, TextRevision
from ecotone.register.models import Participant
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.listening import make_conversation, make_sent
from tests.factories.register import make_participant
from tests.register.pages import count_queries, text_of

pytestmark = pytest.mark.django_db
BrowserOf = Callable[[Participant], Client]
MY, WORDS = reverse("listening:my"), reverse("listening:words")
START = reverse("listening:start")
QUESTIONS = reverse("listening:questions", args=("interview",))
CHECK = reverse("listening:check", args=("interview",))
SEND = reverse("listening:send", args=("interview",))
SCRIPT = "<script>alert(1)</script> & <b>bold</b>"
AS_TEXT = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;bold&lt;/b&gt;"


def question(number: int, kind: str = "interview") -> str:
    return reverse("listening:question", args=(kind, number))


# --- what is next ----------------------------------------------------------------------------


def test_consent_comes_first_and_the_questions_cannot_start_yet(
    programme: Programme, browser_of: BrowserOf
) -> None:
    page = text_of(browser_of(make_participant(programme)).get(MY))

    assert f'href="{START}">Begin' in page
    assert page.count("Opens with a yes") == 3
    assert QUESTIONS not in page


def test_a_link_leads_to_the_first_question_of_all_that_is_still_open(
    programme: Programme, browser_of: BrowserOf
) -> None:
    new, asked, begun = (
        make_participant(programme),
        make_consenting(programme),
        make_consenting(programme),
    )
    refusing = make_consenting(programme, Grant.MATCHING)
    make_conversation(begun, {1: "words"})

    led_to = [
        browser_of(person).get(START)["Location"] for person in (new, asked, begun, refusing)
    ]

    assert led_to == [reverse("consent:first"), question(1), MY, MY]


def test_the_cursor_stands_in_the_very_first_box_and_in_no_other(
    programme: Programme, browser_of: BrowserOf
) -> None:
    client = browser_of(make_consenting(programme))

    pages = [text_of(client.get(question(number))) for number in (1, 2)]

    assert ["autofocus" in page for page in pages] == [True, False]


def test_the_next_thing_is_the_first_open_question_then_checking_then_nothing(
    programme: Programme, browser_of: BrowserOf
) -> None:
    jane = make_consenting(programme)
    client = browser_of(jane)
    offered = [text_of(client.get(MY))]

    make_conversation(jane, dict.fromkeys(range(1, 9), "words"))
    offered.append(text_of(client.get(MY)))
    make_sent(jane, {})
    offered.append(text_of(client.get(MY)))

    assert "Answer question 1 of 8" in offered[0]
    assert f'href="{CHECK}"' in offered[1]
    assert "Nothing is waiting for you" in offered[2]


def test_whoever_has_sent_everything_is_led_to_what_is_still_open_about_consent(
    programme: Programme, browser_of: BrowserOf
) -> None:
    jane = make_consenting(programme)
    tom = make_participant(programme)
    answer_grants(tom, {Grant.INTERVIEW: True})
    for person in (jane, tom):
        make_sent(person, {1: "words"})

    pages = [text_of(browser_of(person).get(MY)) for person in (jane, tom)]

    assert ["Nothing is waiting for you" in page for page in pages] == [True, False]
    assert ["Say what else you allow" in page for page in pages] == [False, True]


def test_every_page_of_questions_needs_the_same_queries_however_much_is_answered(
    programme: Programme, browser_of: BrowserOf
) -> None:
    little, much = make_consenting(programme), make_consenting(programme)
    make_sent(little, {1: "words"})
    make_sent(much, dict.fromkeys(range(1, 9), "words"))
    first, second = browser_of(little), browser_of(much)

    for page in (MY, QUESTIONS, question(1), CHECK, WORDS):
        assert count_queries(first, page) == count_queries(second, page) <= 16


# --- one question a page ---------------------------------------------------------------------


def test_a_question_is_put_in_the_words_of_the_sector_with_hint_and_probes(
    programme: Programme, browser_of: BrowserOf
) -> None:
    jane = make_consenting(programme, sector="university")
    seventh = Question.objects.get(
        instrument__programme=programme, instrument__kind="interview", number=7
    )

    page = text_of(browser_of(jane).get(question(7)))

    assert "Question 7 of 8" in page
    for words in (seventh.wording_by_sector["university"], seventh.hint, *seventh.probes):
        assert words in page
    assert seventh.text not in page


def test_saving_keeps_the_words_and_goes_on_to_the_next_question(
    programme: Programme, browser_of: BrowserOf
) -> None:
    client = browser_of(make_consenting(programme))

    onwards = [
        client.post(question(1), {"text": " as it stands \r\n"})["Location"],
        client.post(question(8), {"text": "last"})["Location"],
        client.post(question(2) + "?then=check", {"text": "changed"})["Location"],
    ]

    assert onwards == [question(2), CHECK, CHECK]
    drafts = Response.objects.order_by("question__number").values_list("draft", flat=True)
    assert list(drafts) == [" as it stands \n", "changed", "last"]


def test_looking_at_a_question_stores_nothing(
    programme: Programme, browser_of: BrowserOf
) -> None:
    client = browser_of(make_consenting(programme))

    pages = [client.get(page).status_code for page in (MY, QUESTIONS, question(1), CHECK)]

    assert pages == [200, 200, 200, 200]
    assert Conversation.objects.count() == 0


def test_skipping_keeps_what_was_typed_but_leaves_the_question_out(
    programme: Programme, browser_of: BrowserOf
) -> None:
    client = browser_of(make_consenting(programme))

    client.post(question(1), {"text": "rather not", "skip": "1"})

    response = Response.objects.get()
    assert (response.draft, response.is_skipped, response.answer) == ("rather not", True, "")
    assert "Skipped" in text_of(client.get(QUESTIONS))


def test_a_script_saves_without_leaving_the_page_and_is_told_the_time(
    programme: Programme, browser_of: BrowserOf
) -> None:
    client = browser_of(make_consenting(programme))

    answer = client.post(
        question(1), {"text": "typing"}, headers={"accept": "application/json"}
    )

    assert json.loads(answer.content)["saved"].startswith("Saved ")
    assert Response.objects.get().draft == "typing"


def test_two_devices_are_shown_both_texts_and_the_second_save_decides(
    programme: Programme, browser_of: BrowserOf
) -> None:
    client = browser_of(make_consenting(programme))
    phone, laptop = client.get(question(1)), client.get(question(1))
    client.post(question(1), _sheet_of(phone) | {"text": "from the phone"})

    both = client.post(question(1), _sheet_of(laptop) | {"text": "from the laptop"})
    told = client.post(
        question(1),
        _sheet_of(laptop) | {"text": "from the laptop"},
        headers={"accept": "application/json"},
    )
    kept_meanwhile = Response.objects.get().draft
    client.post(question(1), _sheet_of(both) | {"text": "of both"})

    assert (both.status_code, told.status_code) == (409, 409)
    assert "from the phone" in text_of(both)
    assert "from the laptop" in text_of(both)
    assert json.loads(told.content)["other"] == "from the phone"
    assert kept_meanwhile == "from the phone"
    assert Response.objects.get().draft == "of both"


def _sheet_of(page: object) -> dict[str, object]:
    form = page.context["form"]  # type: ignore[attr-defined]  # what Django's test client adds
    return {name: form.initial[name] for name in ("sheet", "turn", "started_from")}


@pytest.mark.parametrize(
    ("choice", "kept"),
    [("here", "laptop"), ("other", "phone"), ("both", "phone\n\nlaptop")],
)
def test_of_two_texts_the_one_they_choose_is_kept_without_scripts_too(
    programme: Programme, browser_of: BrowserOf, choice: str, kept: str
) -> None:
    client = browser_of(make_consenting(programme))
    phone, laptop = client.get(question(1)), client.get(question(1))
    client.post(question(1), _sheet_of(phone) | {"text": "phone"})
    both = client.post(question(1), _sheet_of(laptop) | {"text": "laptop"})

    answer = client.post(question(1), _sheet_of(both) | {"text": "laptop", "keep": choice})

    assert answer["Location"] == question(1)
    assert Response.objects.get().draft == kept


def test_an_answer_of_two_hundred_thousand_characters_is_kept_whole(
    programme: Programme, browser_of: BrowserOf
) -> None:
    client, long = browser_of(make_consenting(programme)), "Prävention 👩🏽‍🏫 " * 13_334

    client.post(question(1), {"text": long})

    assert len(long) > 200_000
    assert Response.objects.get().draft == long


def test_an_endless_answer_is_shown_again_with_the_limit_and_not_cut(
    programme: Programme, browser_of: BrowserOf
) -> None:
    client, endless = browser_of(make_consenting(programme)), "x" * 1_000_001

    answer = client.post(question(1), {"text": endless})
    told = client.post(question(1), {"text": endless}, headers={"accept": "application/json"})

    assert (answer.status_code, told.status_code) == (422, 422)
    assert endless in text_of(answer)
    assert "1000000 are the most that can be kept" in json.loads(told.content)["problem"]
    assert "maxlength" not in text_of(answer)
    assert Response.objects.count() == 0


@pytest.mark.parametrize("page", [question(9), question(1, "gossip")])
def test_a_question_that_does_not_exist_is_not_found(
    programme: Programme, browser_of: BrowserOf, page: str
) -> None:
    assert browser_of(make_consenting(programme)).get(page).status_code == 404


# --- checking and sending --------------------------------------------------------------------


def test_answers_are_checked_with_a_way_to_change_each(
    programme: Programme, browser_of: BrowserOf
) -> None:
    jane = make_consenting(programme)
    make_conversation(jane, {1: "one", 2: SCRIPT})

    page = text_of(browser_of(jane).get(CHECK))

    assert f"{question(1)}?then=check" in page
    assert "You have answered 2 of 8" in page
    assert AS_TEXT in page
    assert "<script>alert" not in page


def test_sending_freezes_the_answers_and_tells_what_happens_to_them(
    programme: Programme, browser_of: BrowserOf
) -> None:
    jane = make_consenting(programme)
    make_conversation(jane, {1: "one"})
    client = browser_of(jane)

    answer = client.post(SEND, follow=True)

    assert [revision.text for revision in TextRevision.objects.all()] == ["one"]
    assert "Sent. You can still change an answer" in text_of(answer)
    assert "What happens to my words" in text_of(answer)
    assert "This is what you sent" in text_of(client.get(CHECK))
    assert client.get(SEND).status_code == 405


def test_there_is_nothing_to_send_before_the_first_word(
    programme: Programme, browser_of: BrowserOf
) -> None:
    client = browser_of(make_consenting(programme))

    assert client.post(SEND)["Location"] == QUESTIONS
    assert "There is nothing to send yet" in text_of(client.get(CHECK))


def test_an_answer_emptied_after_sending_is_said_to_be_taken_back(
    programme: Programme, browser_of: BrowserOf
) -> None:
    jane = make_consenting(programme)
    make_sent(jane, {1: "one", 2: "two"})
    make_conversation(jane, {1: ""})

    assert "You take this answer back" in text_of(browser_of(jane).get(CHECK))


def test_what_happens_to_words_is_told_by_what_was_allowed(
    programme: Programme, browser_of: BrowserOf
) -> None:
    open_handed = make_consenting(programme)
    reserved = make_consenting(programme, Grant.INTERVIEW)

    pages = [text_of(browser_of(person).get(WORDS)) for person in (open_handed, reserved)]

    assert ["may suggest that you meet" in page for page in pages] == [True, False]
    assert ["Nothing of yours appears in print" in page for page in pages] == [False, True]


def test_nobody_is_said_to_read_words_whose_yes_was_taken_back(
    programme: Programme, browser_of: BrowserOf
) -> None:
    jane = make_consenting(programme)
    make_sent(jane, {1: "words"})
    client = browser_of(jane)
    answer_grants(jane, {Grant.INTERVIEW: False})

    page = text_of(client.get(WORDS))

    assert "is kept word for word" not in page
    assert "Anything you sent before is out of sight" in page


# --- leave and doors -------------------------------------------------------------------------


def test_words_disappear_from_every_page_of_mine_with_the_leave_to_ask(
    programme: Programme, browser_of: BrowserOf
) -> None:
    jane = make_consenting(programme)
    make_sent(jane, {1: "Unmistakable"})
    client = browser_of(jane)
    answer_grants(jane, {Grant.INTERVIEW: False})

    pages = [client.get(page, follow=True) for page in (MY, QUESTIONS, question(1), CHECK)]
    attempt = client.post(question(2), {"text": "more"})

    assert [page.status_code for page in pages] == [200] * 4
    assert not any("Unmistakable" in text_of(page) for page in pages)
    assert attempt["Location"] == reverse("consent:mine")
    assert Response.objects.count() == 1


@pytest.mark.parametrize("page", [MY, WORDS, QUESTIONS, question(1), CHECK])
def test_without_a_personal_link_the_pages_stay_shut(client: Client, page: str) -> None:
    assert client.get(page).status_code == 403


def test_nobody_reads_or_writes_the_answers_of_somebody_else(
    programme: Programme, browser_of: BrowserOf
) -> None:
    jane, tom = make_consenting(programme), make_consenting(programme)
    make_conversation(jane, {1: "Unmistakable"})
    client = browser_of(tom)

    seen = text_of(client.get(question(1)))
    client.post(question(1), {"text": "of Tom"})

    assert "Unmistakable" not in seen
    drafts = {r.conversation.participant: r.draft for r in Response.objects.all()}
    assert drafts == {jane: "Unmistakable", tom: "of Tom"}


def test_the_seven_questions_after_a_day_have_pages_of_their_own(
    programme: Programme, browser_of: BrowserOf
) -> None:
    jane = make_consenting(programme)
    client = browser_of(jane)

    client.post(question(7, "reflection"), {"text": "more about assessment"})

    conversation = Conversation.objects.get()
    assert conversation.instrument.kind == InstrumentKind.REFLECTION
    assert "Question 7 of 7" in text_of(client.get(question(7, "reflection")))
