"""Writing down what one thinks while reading, and taking it back. Each step can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ecotone.coding.choices import MemoKind, Verb
from ecotone.coding.models import Change, Coding, Memo, MemoAddress, Step
from ecotone.coding.operations.codings import one_step_at_a_time
from ecotone.coding.operations.steps import change_of, creation_of, record_step
from ecotone.coding.queries import MemoSubject, people_addressed, readable_codings
from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.listening.models import Conversation
from ecotone.listening.queries import readable_revisions
from ecotone.register.models import Participant
from ecotone.register.operations.staying import hold_here

LONGEST = 4000


@dataclass(frozen=True, slots=True)
class MemoWords:
    """What a memo says, and in what spirit."""

    kind: MemoKind
    words: str


@transaction.atomic
def write_memo(
    *,
    about: MemoSubject,
    says: MemoWords,
    at: datetime,
    by: User,
) -> Memo:
    """Put a memo on a passage, a code, a text or a person. `@initials` speaks to a coder."""
    require(by, Action.CODE, _programme_of(about))
    one_step_at_a_time(by)
    _require_words(says)
    memo = _memo_about(about, says, at=at, by=by)
    _require_readable(memo)
    _store(memo)
    _record(Verb.NOTED, [creation_of(memo)], memo=memo, at=at, by=by)
    _audit("wrote a memo", memo, at=at, by=by)
    return memo


@transaction.atomic
def reword_memo(*, memo: Memo, says: MemoWords, at: datetime, by: User) -> Memo:
    """Set another memo in the place of one's own. Undoing puts the first one back."""
    require(by, Action.CODE, memo.programme)
    _require_own(memo, by)
    one_step_at_a_time(by)
    _require_words(says)
    _require_readable(memo)
    reworded = _memo_about(memo.about, says, at=at, by=by)
    reworded.in_place_of = memo
    _store(reworded)
    changes = [_taking_away(memo), creation_of(reworded)]
    _record(Verb.CHANGED, changes, memo=reworded, at=at, by=by)
    _audit("reworded a memo", reworded, at=at, by=by)
    return reworded


@transaction.atomic
def remove_memo(*, memo: Memo, at: datetime, by: User) -> Step:
    """Take one's own memo away. Undo brings it back."""
    require(by, Action.CODE, memo.programme)
    _require_own(memo, by)
    one_step_at_a_time(by)
    step = _record(Verb.REMOVED, [_taking_away(memo)], memo=memo, at=at, by=by)
    _audit("removed a memo", memo, at=at, by=by)
    return step


@transaction.atomic
def put_memo_away(*, memo: Memo, at: datetime, by: User) -> None:
    """Be done with a memo that speaks to oneself. It stays where it is, and waits no longer."""
    require(by, Action.CODE, memo.programme)
    MemoAddress.objects.filter(memo=memo, to=by, done_at=None).update(done_at=at)
    _audit("was done with a memo", memo, at=at, by=by)


def erase_memos(participant: Participant) -> Mapping[str, int]:
    """Forget what coders thought of a person, of their texts and of their passages.

    What was written blind goes uncounted, like the codings it belongs to.
    """
    conversation = "coding__revision__response__conversation__participant"
    memos = Memo.objects.filter(
        Q(participant=participant)
        | Q(conversation__participant=participant)
        | Q(**{conversation: participant})
    )
    number = memos.filter(is_removed=False).seen_by(None).count()
    memos.delete()
    return {gettext_noop("memos"): number}


# --- shared steps ----------------------------------------------------------------------------


def _programme_of(about: MemoSubject) -> Programme:
    match about:
        case Coding():
            return about.code.programme
        case Conversation():
            return about.participant.programme
        case _:
            return about.programme


def _memo_about(about: MemoSubject, says: MemoWords, *, at: datetime, by: User) -> Memo:
    return Memo(
        programme=_programme_of(about),
        author=by,
        written_at=at,
        kind=says.kind,
        words=says.words.strip(),
        **{type(about).__name__.lower(): about},
    )


def _store(memo: Memo) -> None:
    memo.save(force_insert=True)
    addressed = people_addressed(memo.programme, memo.words).exclude(pk=memo.author_id)
    MemoAddress.objects.bulk_create(MemoAddress(memo=memo, to=coder) for coder in addressed)


def _taking_away(memo: Memo) -> Change:
    change = change_of(memo, is_removed=True)
    memo.save(update_fields=["is_removed"])
    return change


def _record(verb: Verb, changes: list[Change], *, memo: Memo, at: datetime, by: User) -> Step:
    return record_step(Step(programme=memo.programme, verb=verb, by=by, at=at), changes)


def _require_words(says: MemoWords) -> None:
    if not says.words.strip():
        raise Refused(_("The memo is empty."), remedy=_("Write at least one word."))
    if len(says.words) > LONGEST:
        raise Refused(
            _("The memo is longer than %(n)d characters.") % {"n": LONGEST},
            remedy=_("Say the first thing here, and the rest in a second memo."),
        )


def _require_own(memo: Memo, by: User) -> None:
    if memo.author_id != by.pk:
        raise Refused(
            _("This memo was written by %(author)s.") % {"author": memo.author},
            remedy=_("Write one of your own beside it, and say @%(initials)s in it.")
            % {"initials": memo.author.initials},
        )
    if memo.is_removed:
        raise Refused(
            _("This memo is not here any more."), remedy=_("Load the page and look again.")
        )


def _require_readable(memo: Memo) -> None:
    """Ask consent once more: it may have been taken back since the page was opened."""
    speaker = memo.speaker
    if speaker is None:
        return
    hold_here({speaker.pk})
    readable = readable_revisions(memo.programme)
    is_there = readable.filter(response__conversation__participant=speaker).exists()
    if memo.coding is not None:
        seen = readable_codings(memo.programme, memo.author)
        is_there = seen.filter(pk=memo.coding.pk).exists()
    if not is_there:
        raise Refused(
            _("What this memo is about may not be read any more."),
            remedy=_("It was taken off or taken back. Go back to the list of texts."),
        )


def _audit(verb: str, memo: Memo, *, at: datetime, by: User) -> None:
    audit.record(
        verb,
        f"memo:{memo.key}",
        programme=memo.programme,
        actor=audit.actor_key(by),
        at=at,
    )
