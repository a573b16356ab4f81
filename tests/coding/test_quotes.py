"""Quotes before print: nothing without a yes to these very words, and silence is a no."""

from datetime import timedelta

import pytest

from ecotone.coding import operations
from ecotone.coding.choices import QuoteState
from ecotone.coding.models import Coding, QuoteAnswer, QuoteCheck
from ecotone.coding.queries import publishable_quotes, quotes_meant_for_print, quotes_of
from ecotone.coding.queries.quotes import in_sentences
from ecotone.consent.choices import Grant
from ecotone.consent.operations import withdraw_grant, withdraw_participant
from ecotone.consent.queries import uses_of
from ecotone.foundation import outbox
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import AuditEvent, MessageState, OutboxMessage, Programme, Role
from ecotone.listening.choices import Mode
from ecotone.listening.models import Conversation
from ecotone.listening.operations import save_answer, send_answers
from ecotone.register.models import PersonalLink
from tests.factories.coding import make_coder, make_coding, make_speaker, make_study
from tests.factories.foundation import NOON, make_member
from tests.factories.quotes import PASSAGE, SAID, make_author, make_chosen, make_printable
from tests.factories.register import make_link

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=20)


@pytest.fixture
def programme() -> Programme:
    return make_study()


def printed(programme: Programme) -> list[str]:
    return [quote.printed for quote in publishable_quotes(programme)]


def test_a_passage_is_not_printed_before_its_speaker_says_yes(programme: Programme) -> None:
    check = make_chosen(make_author(programme), make_coder(programme))

    before = printed(programme)
    operations.approve_quote(check=check, at=LATER)

    assert (before, printed(programme)) == ([], [PASSAGE])


def test_a_veto_takes_a_passage_out_of_print_at_once(programme: Programme) -> None:
    check = make_chosen(make_author(programme), make_coder(programme))
    operations.approve_quote(check=check, at=NOON)

    operations.veto_quote(check=check, at=LATER)

    assert printed(programme) == []
    assert list(QuoteAnswer.objects.order_by("pk").values_list("state", flat=True)) == [
        QuoteState.APPROVED,
        QuoteState.VETOED,
    ]


def test_own_wording_is_printed_and_the_text_stays_as_it_was(programme: Programme) -> None:
    check = make_chosen(make_author(programme), make_coder(programme))

    operations.reword_quote(check=check, wording="They find  their own\nfaults.", at=LATER)

    assert printed(programme) == ["They find their own faults."]
    check.coding.revision.refresh_from_db()
    assert check.coding.revision.text == SAID
    assert check.coding.revision.passage(check.coding.start, check.coding.end) == PASSAGE


def test_a_listed_name_in_own_wording_is_replaced(programme: Programme) -> None:
    other = make_speaker(programme, pseudonym="Dorian")
    other.person.name = "Wilhelmina Planted"
    other.person.save()
    check = make_chosen(make_author(programme), make_coder(programme))

    operations.reword_quote(check=check, wording="Wilhelmina Planted showed me.", at=LATER)

    assert printed(programme) == ["Dorian showed me."]


@pytest.mark.parametrize("grant", [Grant.PUBLICATION, Grant.QUOTED, Grant.INTERVIEW])
def test_a_grant_taken_back_takes_a_quote_out_of_print(
    programme: Programme, grant: Grant
) -> None:
    author = make_author(programme)
    operations.approve_quote(check=make_chosen(author, make_coder(programme)), at=NOON)

    withdraw_grant(participant=author, grant=grant, at=LATER, by=None)

    assert printed(programme) == []


def test_taking_back_print_says_beforehand_how_many_quotes_go(programme: Programme) -> None:
    author = make_author(programme)
    make_chosen(author, make_coder(programme))

    assert "1 quote meant for print" in uses_of(author, Grant.PUBLICATION)


def test_a_yes_holds_for_these_words_only(programme: Programme) -> None:
    author, coder = make_author(programme), make_coder(programme)
    check = make_chosen(author, coder)
    operations.approve_quote(check=check, at=NOON)
    said = Conversation.objects.get(participant=author)
    question = said.instrument.questions.get(number=2)

    changed = SAID.replace("the fault", "every fault")
    save_answer(conversation=said, question=question, text=changed, at=LATER, by=None)
    send_answers(conversation=said, at=LATER, by=None)

    assert printed(programme) == []


def test_a_code_taken_off_takes_its_quote_along(programme: Programme) -> None:
    coder = make_coder(programme)
    check = make_chosen(make_author(programme), coder)
    operations.approve_quote(check=check, at=NOON)

    operations.remove_coding(coding=check.coding, at=LATER, by=coder)

    assert printed(programme) == []


def test_silence_is_a_no_and_a_late_yes_still_counts(programme: Programme) -> None:
    author, broker = make_author(programme), make_member(programme, Role.BROKER)
    check = make_chosen(author, broker)
    author.person.email = "hazel@school.example"
    author.person.save()
    operations.write_about_quotes(programme=programme, at=NOON, by=broker)

    (quote,) = quotes_meant_for_print(programme)
    silent = quote.is_silent(at=LATER), quote.is_silent(at=NOON + timedelta(days=13))
    operations.approve_quote(check=check, at=LATER)

    assert silent == (True, False)
    assert printed(programme) == [PASSAGE]


# --- choosing --------------------------------------------------------------------------------


def test_notes_are_never_meant_for_print(programme: Programme) -> None:
    author, coder = make_author(programme), make_coder(programme)
    coding = make_printable(author, coder)
    Conversation.objects.filter(participant=author).update(mode=Mode.NOTES)

    with pytest.raises(Refused, match="not their own words"):
        operations.choose_quote(coding=Coding.objects.get(pk=coding.pk), at=NOON, by=coder)


def test_words_of_somebody_who_allows_no_print_are_not_chosen(programme: Programme) -> None:
    coder = make_coder(programme)
    coding = make_printable(make_speaker(programme, Grant.QUOTED, pseudonym="Hazel"), coder)

    with pytest.raises(Refused, match="Hazel does not allow their words in print"):
        operations.choose_quote(coding=coding, at=NOON, by=coder)


def test_nobody_is_asked_twice_about_the_same_words(programme: Programme) -> None:
    author, coder = make_author(programme), make_coder(programme)
    check = make_chosen(author, coder)
    second = make_coding(
        check.coding.revision, PASSAGE, by=make_coder(programme, name="Colm B")
    )

    with pytest.raises(Refused, match="chosen for print already"):
        operations.choose_quote(coding=second, at=NOON, by=coder)


def test_what_was_chosen_by_mistake_is_let_go_but_a_no_stays(programme: Programme) -> None:
    coder = make_coder(programme)
    check = make_chosen(make_author(programme), coder)
    operations.veto_quote(check=check, at=NOON)

    with pytest.raises(Refused, match="stays written here"):
        operations.let_go_of_quote(check=check, at=LATER, by=coder)
    operations.approve_quote(check=check, at=LATER)
    operations.let_go_of_quote(check=check, at=LATER, by=coder)

    assert QuoteCheck.objects.count() == 0


def test_a_viewer_chooses_nothing_and_a_coder_writes_to_nobody(programme: Programme) -> None:
    coder, viewer = make_coder(programme), make_member(programme, Role.VIEWER)
    coding = make_printable(make_author(programme), coder)

    with pytest.raises(NotYours):
        operations.choose_quote(coding=coding, at=NOON, by=viewer)
    with pytest.raises(NotYours):
        operations.write_about_quotes(programme=programme, at=NOON, by=coder)


# --- writing to people -----------------------------------------------------------------------


def test_one_message_for_each_person_carries_one_link(programme: Programme) -> None:
    author, broker = make_author(programme), make_member(programme, Role.BROKER)
    unreachable = make_author(programme, pseudonym="Dorian")
    make_chosen(author, broker)
    make_chosen(unreachable, broker)
    unreachable.person.email = ""
    unreachable.person.save()
    make_link(author)

    written = operations.write_about_quotes(programme=programme, at=NOON, by=broker)

    (message,) = written.messages
    assert message.body.count("/my/") == 1
    assert "It is 1 passage." in message.body
    assert "If you do nothing, nothing is printed." in message.body
    assert [str(person) for person in written.without_address] == ["Dorian"]
    assert PersonalLink.objects.filter(participant=author, revoked_at=None).count() == 1


def test_a_message_nobody_needs_any_more_does_not_leave(programme: Programme) -> None:
    author, broker = make_author(programme), make_member(programme, Role.BROKER)
    check = make_chosen(author, broker)
    author.person.email = "hazel@school.example"
    author.person.save()
    operations.write_about_quotes(programme=programme, at=NOON, by=broker)
    operations.veto_quote(check=check, at=NOON)

    outbox.send_due(at=LATER)

    assert OutboxMessage.objects.get().state == MessageState.RECALLED


def test_with_nobody_waiting_nothing_is_written(programme: Programme) -> None:
    broker = make_member(programme, Role.BROKER)

    with pytest.raises(Refused, match="nobody to write to"):
        operations.write_about_quotes(programme=programme, at=NOON, by=broker)


# --- in context ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        (PASSAGE, "I was new then. ", " It took a year."),
        ("find the fault", "I was new then. I let them ", " themselves. It took a year."),
        ("I was new then.", "", " I let them find the fault themselves."),
        ("Now it works.", "It took a year. ", ""),
        (SAID, "", ""),
    ],
)
def test_a_passage_stands_between_the_sentences_around_it(
    words: str, before: str, after: str
) -> None:
    start = SAID.index(words)

    assert in_sentences(SAID, start, start + len(words)) == (before, words, after)


def test_leaving_takes_quotes_along_and_the_trail_names_keys_only(programme: Programme) -> None:
    author = make_author(programme)
    check = make_chosen(author, make_coder(programme))
    operations.reword_quote(check=check, wording="Said otherwise.", at=NOON)

    withdraw_participant(participant=author, at=LATER, by=None)

    assert (QuoteCheck.objects.count(), QuoteAnswer.objects.count()) == (0, 0)
    said = AuditEvent.objects.filter(subject=f"quote:{check.key}")
    assert {event.verb for event in said} == {
        "chose a quote for print",
        "reworded a quote for print",
    }
    assert {event.reason for event in said} == {""}


def test_two_people_see_each_their_own(programme: Programme) -> None:
    coder = make_coder(programme)
    hazel, dorian = make_author(programme), make_author(programme, pseudonym="Dorian")
    check = make_chosen(hazel, coder)

    assert [quote.check for quote in quotes_of(hazel)] == [check]
    assert quotes_of(dorian) == []
