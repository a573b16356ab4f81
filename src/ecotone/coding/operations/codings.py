"""Marking passages. Each coder owns their codings, and every act is one step of the log."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ecotone.coding.choices import Layer, Pole, Target, Verb
from ecotone.coding.models import STATED, Code, Coding, Step
from ecotone.coding.operations.in_rounds import require_may_change, rounds_of
from ecotone.coding.operations.steps import change_of, creation_of, record_step
from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.listening.choices import Mode
from ecotone.listening.models import TextRevision
from ecotone.listening.queries import interviewer_spans, readable_revisions
from ecotone.register.models import Participant
from ecotone.register.operations.staying import hold_here


@dataclass(frozen=True, slots=True)
class Marking:
    """What one coding says, before it has a coder. Its key may be given by a browser."""

    revision: TextRevision
    start: int
    end: int
    code: Code
    pole: Pole
    target: Target = Target.SELF
    key: UUID = field(default_factory=uuid4)

    def by(self, coder: User) -> Coding:
        start, end = _trimmed(self.revision.text, self.start, self.end)
        return Coding(
            key=self.key,
            revision=self.revision,
            start=start,
            end=end,
            code=self.code,
            pole=self.pole,
            target=self.target,
            coder=coder,
        )


@transaction.atomic
def code_passage(
    *, marking: Marking, at: datetime, by: User, key: UUID | None = None
) -> Coding:
    """Mark one passage. White space at its edges is left out."""
    programme = marking.code.programme
    require(by, Action.CODE, programme)
    one_step_at_a_time(by)
    coding = marking.by(by)
    _require_may_stand(coding, programme)
    coding.round = rounds_of(by, [coding]).get(coding.revision.response.conversation_id)
    coding.save()
    step = Step(key=key or uuid4(), programme=programme, verb=Verb.CODED, by=by, at=at)
    record_step(step, [creation_of(coding)])
    audit_coding("coded a passage", coding, at=at, by=by)
    return coding


@transaction.atomic
def code_passages(
    *, programme: Programme, markings: Iterable[Marking], at: datetime, by: User
) -> list[Coding]:
    """Mark many passages as one step, all or none, in a handful of queries."""
    require(by, Action.CODE, programme)
    one_step_at_a_time(by)
    codings = [marking.by(by) for marking in markings]
    require_readable(programme, {coding.revision_id for coding in codings})
    _require_their_own_words(codings, programme)
    _require_new(codings, programme, by)
    rounds = rounds_of(by, codings)
    for coding in codings:
        coding.round = rounds.get(coding.revision.response.conversation_id)
    Coding.objects.bulk_create(codings, batch_size=500)
    step = Step(programme=programme, verb=Verb.CODED, by=by, at=at)
    record_step(step, [creation_of(coding) for coding in codings])
    audit.record_in(f"coded {len(codings)} passages", programme, at=at, by=by)
    return codings


@transaction.atomic
def change_coding(
    *, coding: Coding, to: Marking, at: datetime, by: User, key: UUID | None = None
) -> Coding:
    """Give a coding of one's own other words, code, pole or target. It stays the same one."""
    programme = coding.code.programme
    require(by, Action.CODE, programme)
    _require_own(coding, by)
    one_step_at_a_time(by)
    require_may_change(coding, by)
    changed = to.by(by)
    changed.pk = coding.pk
    _require_same_conversation(coding, changed)
    _require_may_stand(changed, programme)
    change = change_of(
        coding,
        revision_id=changed.revision_id,
        start=changed.start,
        end=changed.end,
        code_id=changed.code_id,
        pole=str(changed.pole),
        target=str(changed.target),
    )
    coding.save()
    step = Step(key=key or uuid4(), programme=programme, verb=Verb.CHANGED, by=by, at=at)
    record_step(step, [change])
    audit_coding("changed a coding", coding, at=at, by=by)
    return coding


@transaction.atomic
def remove_coding(*, coding: Coding, at: datetime, by: User, key: UUID | None = None) -> Step:
    """Take one's own code off a passage. The log keeps that it was there."""
    programme = coding.code.programme
    require(by, Action.CODE, programme)
    _require_own(coding, by)
    one_step_at_a_time(by)
    require_may_change(coding, by)
    change = change_of(coding, is_removed=True)
    coding.save(update_fields=["is_removed"])
    step = Step(key=key or uuid4(), programme=programme, verb=Verb.REMOVED, by=by, at=at)
    record_step(step, [change])
    audit_coding("removed a coding", coding, at=at, by=by)
    return step


def erase_codings(participant: Participant) -> Mapping[str, int]:
    """Forget every coding of a participant's words, with what was ever changed about it.

    What is coded blind goes uncounted: the number is said before anybody has left.
    """
    codings = Coding.objects.filter(revision__response__conversation__participant=participant)
    number = codings.seen_by(None).count()
    codings.delete()
    return {gettext_noop("coded passages"): number}


def one_step_at_a_time(coder: User) -> None:
    """Make a coder's own steps queue, so that two open tabs cannot do the same thing twice."""
    held = User.objects.select_for_update(no_key=True).filter(pk=coder.pk)
    list(held.values_list("pk"))


def require_codable(coding: Coding, programme: Programme) -> None:
    """Refuse a code that is in use no more, and words that nobody may code, whoever asks."""
    require_readable(programme, {coding.revision_id})
    _require_in_use(coding.code)
    _require_their_own_words([coding], programme)


def _require_may_stand(coding: Coding, programme: Programme) -> None:
    require_codable(coding, programme)
    _require_apart(coding)


def _require_own(coding: Coding, by: User) -> None:
    if coding.coder_id != by.pk or coding.layer != Layer.CODER:
        raise Refused(
            _("This code was put here by %(coder)s.") % {"coder": coding.coder},
            remedy=_("Every coder takes off their own codes only. Talk it over."),
        )
    if coding.is_removed:
        raise Refused(
            _("This code is off the passage already."), remedy=_("Load the page again.")
        )


def _require_same_conversation(coding: Coding, changed: Coding) -> None:
    """Keep a coding with the round of its text: it is seen and submitted with that."""
    here = coding.revision.response.conversation_id
    if changed.revision.response.conversation_id != here:
        raise Refused(
            _("This code is on words of another text."),
            remedy=_("Take it off there, and put one on the words here."),
        )


def _require_in_use(code: Code) -> None:
    """Ask the database: somebody may have changed the codebook since the page was opened."""
    held = Code.objects.select_for_update(no_key=True)  # from a merge, until this is stored
    code.refresh_from_db(fields=["is_retired", "is_removed"], from_queryset=held)
    if code.is_retired or code.is_removed:
        raise Refused(
            _("“%(code)s” is given to no new passages any more.") % {"code": code},
            remedy=_(
                "Choose another code. The codebook\u2019s history says what became of it."
            ),
        )


def require_readable(programme: Programme, revisions: set[int]) -> None:
    """Ask consent once more: it may have been taken back since the page was opened."""
    hold_in_place(revisions)
    readable = readable_revisions(programme).values_list("pk", flat=True)
    if revisions - _found(readable, revisions):
        raise Refused(
            _("This text may not be coded any more."),
            remedy=_("It was corrected or taken back. Go back to the list of texts."),
        )


def hold_in_place(revisions: Collection[int]) -> None:
    """Have no text derived anew, and its speaker stay, before what is put on it is stored."""
    texts = TextRevision.objects.filter(pk__in=revisions)
    speakers = texts.values_list("response__conversation__participant", flat=True)
    hold_here(set(speakers))


def _found(readable: QuerySet[TextRevision, int], wanted: set[int]) -> set[int]:
    """Ask for one by its key, for many by reading all: a database takes only so many keys."""
    return set(readable.filter(pk__in=wanted) if len(wanted) == 1 else readable)


def _require_their_own_words(codings: list[Coding], programme: Programme) -> None:
    """Refuse to code what an interviewer asked: it is nobody's give and nobody's ask."""
    if len(codings) == 1:  # known to be readable by now, and asked for at every step of a coder
        texts = TextRevision.objects.filter(pk=codings[0].revision_id)
    else:
        texts = readable_revisions(programme)
    texts = texts.filter(response__conversation__mode=Mode.TRANSCRIPT)
    asked = interviewer_spans(texts)
    for coding in codings:
        spans = asked.get(coding.revision_id, [])
        if any(start < coding.end and coding.start < end for start, end in spans):
            raise Refused(
                _("These are the interviewer\u2019s words."),
                remedy=_("Choose words of the participant: theirs are the ones in black."),
            )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    if not 0 <= start <= end <= len(text):
        raise Refused(
            _("The passage reaches beyond the text."),
            remedy=_("Load the page again and select the words once more."),
        )
    words = text[start:end]
    if not words.strip():
        raise Refused(_("The passage is empty."), remedy=_("Select at least one word."))
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def _require_new(codings: list[Coding], programme: Programme, coder: User) -> None:
    """Refuse what is there already: the same coder, span, code, pole and target."""
    held = Coding.objects.in_programme(programme).filter(coder=coder, layer=Layer.CODER)
    seen = set(held.values_list(*STATED))
    for coding in codings:
        if coding.statement in seen:
            raise _there_already(coding)
        seen.add(coding.statement)


def _there_already(coding: Coding) -> Refused:
    return Refused(
        _("You have put “%(code)s” on these words already.") % {"code": coding.code},
        remedy=_("Choose other words, another code or another pole."),
    )


def _require_apart(coding: Coding) -> None:
    """Refuse to say the same of overlapping words twice: that is one passage, grown."""
    overlapping = Coding.objects.filter(
        revision=coding.revision_id,
        code=coding.code_id,
        pole=coding.pole,
        target=coding.target,
        coder=coding.coder_id,
        layer=Layer.CODER,
        is_removed=False,
        start__lt=coding.end,
        end__gt=coding.start,
    ).exclude(pk=coding.pk)
    spans = set(overlapping.values_list("start", "end"))
    if (coding.start, coding.end) in spans:
        raise _there_already(coding)
    if spans:
        raise Refused(
            _("Some of these words carry “%(code)s” from you already.") % {"code": coding.code},
            remedy=_("Grow or shrink that passage, or choose words beside it."),
        )


def audit_coding(verb: str, coding: Coding, *, at: datetime, by: User | None) -> None:
    audit.record(
        verb,
        f"coding:{coding.key}",
        programme=coding.code.programme,
        actor=audit.actor_key(by),
        at=at,
    )
