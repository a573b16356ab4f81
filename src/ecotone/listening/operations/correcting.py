"""Putting a slip of the pen right, in words the hub wrote down for somebody."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.engine.pseudonyms import Mention, OffsetMap, Segment
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import User
from ecotone.foundation.permissions import Action, require
from ecotone.listening.choices import Mode
from ecotone.listening.models import RawText, TextRevision, Turn
from ecotone.listening.operations.aliases import listed_names
from ecotone.listening.operations.followers import Succession, let_everything_follow
from ecotone.listening.operations.freezing import derive, with_plain_line_ends
from ecotone.listening.operations.hiding import hidden_before
from ecotone.listening.queries import readable_revisions
from ecotone.register.operations import record_about
from ecotone.register.operations.staying import hold_here

MOST_CHARACTERS = 500


@transaction.atomic
def correct_words(  # a correction is these six facts
    *, revision: TextRevision, start: int, end: int, words: str, at: datetime, by: User
) -> TextRevision:
    """Write other words in the place of the span [start, end) of a text.

    The text before stays, with whatever rests on the words that were changed; everything
    else moves along, to the character. The raw text is corrected with it.
    """
    conversation = revision.response.conversation
    programme = conversation.participant.programme
    require(by, Action.CODE, programme)
    hold_here({conversation.participant_id})
    _require_newest(revision)
    _require_copied(Mode(conversation.mode))
    edit = _edit(revision, start, end, words)
    raw = _corrected(revision, edit, with_plain_line_ends(words), at)
    kept = [_shifted(mention, edit) for mention in hidden_before(revision)]
    corrected = derive(raw, listed_names(programme, at), at, kept=kept)
    let_everything_follow(
        Succession(revision, corrected, _places(revision, edit, corrected), at, by)
    )
    record_about("corrected words", conversation.participant, at=at, by=by)
    return corrected


# --- what may be corrected -------------------------------------------------------------------


def _require_newest(revision: TextRevision) -> None:
    programme = revision.response.conversation.participant.programme
    if not readable_revisions(programme).filter(pk=revision.pk).exists():
        raise Refused(
            _("This text was corrected or taken back since the page was opened."),
            remedy=_("Load the page again; your words were not lost: copy them first."),
        )


def _require_copied(mode: Mode) -> None:
    if not mode.is_copied:
        raise Refused(
            _("These words are not the hub\u2019s to correct."),
            remedy=_(
                "What somebody wrote themselves they change on their own page, and notes go "
                "back to the person they are about."
            ),
        )


def _edit(revision: TextRevision, start: int, end: int, words: str) -> Segment:
    """Return which span of the raw text becomes how long; never one with a name in it."""
    if not 0 <= start <= end <= len(revision.text):
        raise Refused(
            _("The passage reaches beyond the text."),
            remedy=_("Load the page again and select the words once more."),
        )
    if "\0" in words or len(words) > MOST_CHARACTERS:
        raise Refused(
            _("The new words are no correction of a slip: there are more than %(most)d.")
            % {"most": MOST_CHARACTERS},
            remedy=_("Correct one passage after the other."),
        )
    if revision.passage(start, end) == words:
        raise Refused(
            _("Nothing is changed yet."), remedy=_("Write the words as they should be.")
        )
    back = OffsetMap.from_lists(revision.offset_map).inverse()
    if back.touches(start, end):
        raise Refused(
            _("A name is hidden among these words."),
            remedy=_("Leave it out of what you select, and correct the words beside it."),
        )
    return Segment(*back.span(start, end), len(with_plain_line_ends(words)))


# --- carrying it out -------------------------------------------------------------------------


def _corrected(revision: TextRevision, edit: Segment, words: str, at: datetime) -> RawText:
    before, response = revision.raw, revision.response
    text = before.text[: edit.start] + words + before.text[edit.end :]
    if not text.strip():
        raise Refused(
            _("Nothing would be left of the text."),
            remedy=_("To take a text out altogether, undo its bringing."),
        )
    raw = RawText.objects.create(response=response, text=text, arrived_at=at)
    response.draft, response.saved_at = text, at
    response.save(update_fields=["draft", "saved_at"])
    _copy_turns(before, raw, OffsetMap((edit,)))
    return raw


def _copy_turns(before: RawText, after: RawText, places: OffsetMap) -> None:
    turns = list(Turn.objects.filter(raw=before).order_by("position"))
    for turn in turns:
        turn.pk, turn.raw = None, after
        turn.start, turn.end = places.span(turn.start, turn.end)
        turn.cues = [[*places.span(start, end), *times] for start, end, *times in turn.cues]
        if turn.start == turn.end:
            raise Refused(
                _("Somebody\u2019s whole turn would be gone."),
                remedy=_("Leave at least a word of it."),
            )
    Turn.objects.bulk_create(turns, batch_size=500)


def _shifted(mention: Mention, edit: Segment) -> Mention:
    start, end = OffsetMap((edit,)).span(mention.start, mention.end)
    return replace(mention, start=start, end=end)


def _places(before: TextRevision, edit: Segment, after: TextRevision) -> OffsetMap:
    """Lead from the old text by way of the two raw ones to the new text."""
    to_raw = OffsetMap.from_lists(before.offset_map).inverse()
    to_text = OffsetMap.from_lists(after.offset_map)
    return to_raw.then(OffsetMap((edit,))).then(to_text)
