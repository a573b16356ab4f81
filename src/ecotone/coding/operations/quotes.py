"""Bringing a passage into print: somebody chooses it, its speaker is asked, and decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from ecotone.coding.choices import QuoteState
from ecotone.coding.models import Coding, QuoteAnswer, QuoteCheck
from ecotone.coding.queries.quotes import (
    SpeakersQuotes,
    by_speaker,
    codings_for_print,
    quotes_meant_for_print,
)
from ecotone.consent.choices import Grant
from ecotone.consent.queries import has_granted
from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import OutboxMessage, Programme, User
from ecotone.foundation.outbox import Draft, queue_messages
from ecotone.foundation.permissions import Action, require
from ecotone.listening.models import TextRevision
from ecotone.register.models import Participant
from ecotone.register.operations import open_personal_link

TIME_TO_ANSWER = timedelta(days=14)
TIME_TO_RECALL = timedelta(minutes=30)
BATCH = "quotes"
MOST_CHARACTERS = 2_000

# --- the hub ---------------------------------------------------------------------------------


@transaction.atomic
def choose_quote(*, coding: Coding, at: datetime, by: User) -> QuoteCheck:
    """Mean a passage for print. Whoever said it finds it on their own page."""
    programme = coding.code.programme
    require(by, Action.CODE, programme)
    _refuse_unprintable(coding, programme)
    _refuse_chosen_already(coding)
    check = QuoteCheck.objects.create(coding=coding, chosen_by=by, chosen_at=at)
    _audit("chose a quote for print", check, at, by)
    return check


@transaction.atomic
def let_go_of_quote(*, check: QuoteCheck, at: datetime, by: User) -> None:
    """Mean a passage for print no longer. A no stays written: it is not asked for again."""
    require(by, Action.CODE, check.coding.code.programme)
    current = QuoteCheck.objects.select_for_update().get(pk=check.pk)
    if current.state == QuoteState.VETOED:
        raise Refused(
            _("Whoever said this does not want it in print, and that stays written here."),
            remedy=_("It is in no report. Choose other words."),
        )
    _audit("let go of a quote", current, at, by)
    current.delete()


@dataclass(frozen=True, slots=True)
class WrittenAbout:
    """Whom a message was queued for, and who has no address to write to."""

    messages: tuple[OutboxMessage, ...]
    without_address: tuple[Participant, ...]


@transaction.atomic
def write_about_quotes(*, programme: Programme, at: datetime, by: User) -> WrittenAbout:
    """Queue one message to everybody whose word is awaited, with a link to their own page.

    From now on they have fourteen days; no answer is a no.
    """
    require(by, Action.SEND, programme)
    waiting = [
        speaker
        for speaker in by_speaker(quotes_meant_for_print(programme))
        if speaker.number_waiting
    ]
    reachable = [speaker for speaker in waiting if speaker.participant.person.email]
    if not reachable:
        raise Refused(
            _("There is nobody to write to."),
            remedy=_(
                "Choose passages first, on the page of a code. Whoever has no e-mail address "
                "is given their link by hand, on their own page in the list of people."
            ),
        )
    messages = queue_messages(
        [_letter(speaker, at, by) for speaker in reachable],
        batch=f"{BATCH}:{programme.pk}:{at.isoformat()}",
        send_at=at + TIME_TO_RECALL,
        at=at,
        by=by,
    )
    _note_written(reachable, at)
    absent = [speaker.participant for speaker in waiting if speaker not in reachable]
    return WrittenAbout(tuple(messages), tuple(absent))


def _note_written(speakers: Sequence[SpeakersQuotes], at: datetime) -> None:
    asked = [
        quote.check.pk for speaker in speakers for quote in speaker.quotes if quote.is_waiting
    ]
    QuoteCheck.objects.filter(pk__in=asked).update(written_at=at, answer_by=at + TIME_TO_ANSWER)


def _letter(speaker: SpeakersQuotes, at: datetime, by: User) -> Draft:
    participant = speaker.participant
    issued = open_personal_link(participant=participant, at=at, by=by)
    with override(participant.language):
        return Draft(
            programme=participant.programme,
            regarding=participant.subject,
            recipient_label=participant.pseudonym,
            address=participant.person.email,
            subject=_("May we print this? Your sentences in %(programme)s")
            % {"programme": participant.programme},
            body=render_to_string(
                "coding/quotes.txt",
                {
                    "participant": participant,
                    "number": speaker.number_waiting,
                    "answer_by": at + TIME_TO_ANSWER,
                    "issued": issued,
                    "sender": by,
                },
            ),
            language=participant.language,
        )


# --- whoever said it -------------------------------------------------------------------------


@transaction.atomic
def approve_quote(
    *, check: QuoteCheck, at: datetime, words_read: str | None = None
) -> QuoteAnswer:
    """Let a passage be printed as it stands.

    `words_read` is the digest of what the page showed: a yes is never to other words.
    """
    answer = _answer(check, QuoteState.APPROVED, at)
    if words_read is not None and words_read != answer.words_sha256:
        raise Refused(
            _("These words have changed since you opened the page."),
            remedy=_("Read them as they stand now, and decide then."),
        )
    return answer


@transaction.atomic
def reword_quote(*, check: QuoteCheck, wording: str, at: datetime) -> QuoteAnswer:
    """Let a passage be printed in other words of its speaker's. The text itself stays."""
    words = " ".join(wording.split())
    if not words or len(words) > MOST_CHARACTERS:
        raise Refused(
            _("A wording for print has at least one word and at most 2,000 characters."),
            remedy=_("Write it shorter, or choose “Do not print this”."),
        )
    return _answer(check, QuoteState.EDITED, at, wording=words)


@transaction.atomic
def veto_quote(*, check: QuoteCheck, at: datetime) -> QuoteAnswer:
    """Keep a passage out of print, from this moment on."""
    return _answer(check, QuoteState.VETOED, at)


def _answer(
    check: QuoteCheck, state: QuoteState, at: datetime, *, wording: str = ""
) -> QuoteAnswer:
    current = QuoteCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
    coding = current.coding
    digest = TextRevision.digest(coding.revision.passage(coding.start, coding.end))
    current.state, current.own_wording, current.words_sha256 = state, wording, digest
    current.save(update_fields=["state", "own_wording", "words_sha256"])
    answer = QuoteAnswer.objects.create(
        check_of=current, state=state, own_wording=wording, words_sha256=digest, answered_at=at
    )
    _audit(_DONE[state], current, at, None)
    return answer


_DONE = {
    QuoteState.APPROVED: "let a quote be printed",
    QuoteState.EDITED: "reworded a quote for print",
    QuoteState.VETOED: "kept a quote out of print",
}


# --- shared steps ----------------------------------------------------------------------------


def _refuse_unprintable(coding: Coding, programme: Programme) -> None:
    if codings_for_print(programme).filter(pk=coding.pk).exists():
        return
    conversation = coding.revision.response.conversation
    person = conversation.participant
    if not conversation.is_verbatim:
        raise Refused(
            _("These are somebody's notes of what %(person)s said, not their own words.")
            % {"person": person},
            remedy=_("Notes are never printed as quotes. Choose words they wrote themselves."),
        )
    if not has_granted(person, Grant.PUBLICATION) or not has_granted(person, Grant.QUOTED):
        raise Refused(
            _("%(person)s does not allow their words in print.") % {"person": person},
            remedy=_("Choose somebody else's words; what each person allows is under Consent."),
        )
    raise Refused(
        _("This code is off the passage, or its text was corrected or taken back."),
        remedy=_("Load the page again."),
    )


def _refuse_chosen_already(coding: Coding) -> None:
    """Ask nobody twice about the same words because two coders marked them."""
    same = QuoteCheck.objects.filter(
        coding__revision=coding.revision_id,
        coding__start=coding.start,
        coding__end=coding.end,
        coding__is_removed=False,
    )
    if same.exists():
        raise Refused(
            _("These words have been chosen for print already."),
            remedy=_("Look at them in the list of quotes."),
        )


def _audit(verb: str, check: QuoteCheck, at: datetime, by: User | None) -> None:
    participant = check.coding.revision.response.conversation.participant
    audit.record(
        verb,
        f"quote:{check.key}",
        programme=participant.programme,
        actor=audit.actor_key(by, participant_key=participant.key),
        at=at,
    )
