"""Writing to several people at once: a letter each, in their language, with their link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.languages import speaking
from ecotone.foundation.models import OutboxMessage, Programme, User
from ecotone.foundation.outbox import Draft, queue_messages
from ecotone.foundation.permissions import Action, require
from ecotone.register import queries
from ecotone.register.choices import Answer, Criterion
from ecotone.register.models import (
    Invitation,
    InvitationBatch,
    InvitationLetter,
    Participant,
    PersonalLink,
)
from ecotone.register.operations.invitations import invite
from ecotone.register.operations.links import open_personal_link
from ecotone.register.operations.staying import hold_here

MOST_LETTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPlan:
    """What is the same in every letter of a batch."""

    reply_by: date
    minutes: int
    own_words: str = ""
    send_at: datetime


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why people are asked in whose invitation was not written down before."""

    criterion: Criterion
    evidence: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as it will be read; without an address the link's place is shown."""

    subject: str
    body: str
    language: str


@transaction.atomic
def queue_invitations(
    *,
    participants: Sequence[Participant],
    plan: LetterPlan,
    grounds: Grounds | None,
    at: datetime,
    by: User,
) -> InvitationBatch:
    """Put one letter for each into the outbox. Until they go they are recalled as one act.

    `grounds` are needed when somebody's invitation has not been written down yet.
    """
    (programme,) = {participant.programme for participant in participants}
    require(by, Action.SEND, programme)
    hold_here([participant.pk for participant in participants])
    _check(participants, plan, programme, at)
    for participant in participants:
        if not hasattr(participant, "invitation"):
            _invite(participant, grounds, at=at, by=by)
    batch = InvitationBatch.objects.create(
        programme=programme,
        made_by=by,
        made_at=at,
        send_at=plan.send_at,
        reply_by=plan.reply_by,
        minutes=plan.minutes,
        own_words=plan.own_words.strip(),
    )
    InvitationLetter.objects.bulk_create(
        InvitationLetter(batch=batch, participant=one, language=one.language)
        for one in participants
    )
    queue_messages(
        [_draft(one, plan, at=at, by=by) for one in participants],
        batch=batch.outbox_batch,
        send_at=plan.send_at,
        at=at,
        by=by,
    )
    audit.record(
        "queued invitations",
        f"batch:{batch.outbox_batch}",
        programme=programme,
        actor=audit.actor_key(by),
        at=at,
        reason=str(len(participants)),
    )
    return batch


def _check(
    participants: Sequence[Participant], plan: LetterPlan, programme: Programme, at: datetime
) -> None:
    able = queries.addressees_with_ids(programme, [one.pk for one in participants]).able
    if len(able) != len(participants):
        raise Refused(
            _("Somebody here cannot be written to any more."),
            remedy=_("Choose again: people who have answered since are left out there."),
        )
    if len(participants) > MOST_LETTERS:
        raise Refused(
            _("These are %(count)d letters; one batch holds %(most)d.")
            % {"count": len(participants), "most": MOST_LETTERS},
            remedy=_("Choose fewer people, and send the others as a second batch."),
        )
    if plan.send_at < at or plan.reply_by <= queries.calendar_of(programme).today(plan.send_at):
        raise Refused(
            _("The letters would leave after the day to reply by, or in the past."),
            remedy=_("Choose a later day to reply by, or an earlier time to send."),
        )


def _invite(
    participant: Participant, grounds: Grounds | None, *, at: datetime, by: User
) -> None:
    if grounds is None:
        raise Refused(
            _("%(person)s has not been invited yet.") % {"person": participant},
            remedy=_("Say by which criterion they are asked, and what shows it."),
        )
    invite(
        participant=participant,
        criterion=grounds.criterion,
        evidence=grounds.evidence,
        at=at,
        by=by,
    )


def _draft(participant: Participant, plan: LetterPlan, *, at: datetime, by: User) -> Draft:
    issued = open_personal_link(participant=participant, at=at, by=by)
    letter = write_letter(participant=participant, plan=plan, sender=by, address=issued.address)
    return draft_of(letter, participant, sender=by)


def draft_of(letter: Letter, participant: Participant, *, sender: User) -> Draft:
    return Draft(
        programme=participant.programme,
        regarding=participant.subject,
        recipient_label=participant.pseudonym,
        address=participant.person.email,
        subject=letter.subject,
        body=letter.body,
        sender=sender,
        language=letter.language,
    )


def write_letter(
    *, participant: Participant, plan: LetterPlan, sender: User, address: str
) -> Letter:
    """Write an invitation in the language of whoever will read it."""
    return _written("register/invitation.txt", participant, plan, sender, address)


def write_reminder(
    *, participant: Participant, plan: LetterPlan, sender: User, address: str
) -> Letter:
    return _written("register/reminder.txt", participant, plan, sender, address)


def _written(
    template: str, participant: Participant, plan: LetterPlan, sender: User, address: str
) -> Letter:
    """Render a letter whose first line is its subject."""
    with speaking(participant.language):
        text = render_to_string(
            template,
            {
                "participant": participant,
                "programme": participant.programme,
                "plan": plan,
                "reply_by": date_format(plan.reply_by, "l j F"),
                "sender": sender,
                "address": address,
            },
        )
    subject, _line, body = text.strip().partition("\n")
    return Letter(subject=subject, body=body.strip() + "\n", language=participant.language)


@transaction.atomic
def undo_letter(message: OutboxMessage) -> None:
    """Undo all that was done for a letter that was taken back; the outbox asked for leave.

    The link in it never reached anybody, and an invitation that was written down only for
    this letter was none, unless a link was made by hand since: then they were asked in person.
    """
    letter = InvitationLetter.objects.filter(
        batch__key=message.batch.removeprefix("invitations:"),
        participant__key=message.regarding.removeprefix("participant:"),
    ).first()
    if letter is None:
        return
    made_for_it = {"participant": letter.participant_id}
    made_at = letter.batch.made_at
    links = PersonalLink.objects.filter(**made_for_it, is_printed=False)
    links.filter(created_at=made_at).delete()
    if not links.filter(created_at__gt=made_at).exists():
        Invitation.objects.filter(
            **made_for_it, invited_at=made_at, answer=Answer.WAITING
        ).delete()
    letter.delete()
