"""Codes a passage calls to mind, from the reader's own codings alone. Never codings."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Max, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecotone.coding.choices import Layer
from ecotone.coding.models import Code, CodingQuerySet, Step
from ecotone.coding.queries.codebook import CodeEntry, laid_out
from ecotone.coding.queries.passages import readable_codings
from ecotone.engine.suggesting import EarlierWork, Silence, Worked, learn, suggest
from ecotone.foundation.models import Programme, User
from ecotone.listening.models import TextRevision

CODERS_REMEMBERED = 16
State = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class CodeSuggestion:
    """A code, from 0 to 1 how near it is, and the words shared with `passages` earlier ones."""

    entry: CodeEntry
    score: float
    shared: tuple[str, ...]
    passages: int


@dataclass(frozen=True, slots=True)
class CodeSuggestions:
    """What is suggested for some words, on how many codings it rests, or why nothing is."""

    words: str
    suggestions: tuple[CodeSuggestion, ...]
    rests_on: int
    abstains: str


def suggestions_for(
    revision: TextRevision, start: int, end: int, *, programme: Programme, reader: User
) -> CodeSuggestions:
    """Suggest codes that this reader gave to like passages, and not yet to these words.

    What is learnt is kept until the reader codes again, or any of what it was learnt from may
    no longer be read.
    """
    own = _own_codings(programme, reader)
    earlier = _earlier_work(programme, reader)
    entries = _offered(programme)
    here = own.filter(revision=revision, start__lt=end, end__gt=start)
    said_already = set(here.values_list("code", flat=True))
    not_offered = {code for code in earlier.codes if code not in entries}
    words = revision.passage(start, end)
    found = suggest(earlier, words, leaving_out=said_already | not_offered)
    return CodeSuggestions(
        words=words,
        suggestions=tuple(
            CodeSuggestion(entries[one.code], one.score, one.shared, one.passages)
            for one in found.suggestions
        ),
        rests_on=found.rests_on,
        abstains=_why(found.silence, found.rests_on),
    )


def _own_codings(programme: Programme, reader: User) -> CodingQuerySet:
    return readable_codings(programme, reader).filter(coder=reader, layer=Layer.CODER)


def _state(programme: Programme, reader: User) -> State:
    """Say by a few numbers what there is to learn from: other codings, other numbers."""
    sums = {field: Sum(field) for field in ("id", "revision", "start", "end", "code")}
    own = _own_codings(programme, reader).order_by()
    counted = own.aggregate(number=Count("pk"), **sums)
    steps = Step.objects.filter(programme=programme, by=reader)
    return (steps.aggregate(newest=Max("pk"))["newest"], *counted.values())


@lru_cache(maxsize=CODERS_REMEMBERED)
def _memory_of(_programme: Programme, _reader: User) -> dict[State, EarlierWork]:
    """Hold what was learnt last from one coder, in this process alone."""
    return {}


def _earlier_work(programme: Programme, reader: User) -> EarlierWork:
    memory, state = _memory_of(programme, reader), _state(programme, reader)
    earlier = memory.get(state)
    if earlier is None:
        before = next(iter(list(memory.values())), None)
        earlier = learn(_worked(programme, reader), before=before)
        memory.clear()
        memory[state] = earlier
    return earlier


def _worked(programme: Programme, reader: User) -> Iterator[Worked]:
    """Cut the passages out here: the database would go through a whole text for each."""
    own = _own_codings(programme, reader)
    held = TextRevision.objects.filter(pk__in=own.order_by().values("revision"))
    texts = dict(held.values_list("pk", "text"))
    rows = own.order_by("pk").values_list("revision", "start", "end", "code")
    for text, start, end, code in rows:
        yield Worked(texts[text][start:end], code)


def _offered(programme: Programme) -> dict[Hashable, CodeEntry]:
    codes = Code.objects.in_book(programme).order_by("position", "pk")
    return {entry.code.pk: entry for entry in laid_out(codes, {}) if not entry.code.is_retired}


def _why(silence: Silence | None, rests_on: int) -> str:
    match silence:
        case Silence.LITTLE_WORK:
            return ngettext(
                "You have coded %(number)s passage here. That is too little to learn from.",
                "You have coded %(number)s passages here. That is too little to learn from.",
                rests_on,
            ) % {"number": rests_on}
        case Silence.FEW_WORDS:
            return _("There are too few words here to go by.")
        case Silence.NOTHING_LIKE_IT:
            return _("None of the passages you coded is like this one.")
        case None:
            return ""
