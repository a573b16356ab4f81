"""The codebook's history: its versions, every step of it, and the book as it stood once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Max, Prefetch, QuerySet

from ecotone.coding.choices import BOOK_VERBS
from ecotone.coding.models import Change, Code, Step
from ecotone.coding.queries.codebook import CodeEntry, laid_out
from ecotone.coding.queries.passages import readable_codings
from ecotone.coding.queries.rewording import Rewording, rewordings
from ecotone.foundation.models import Programme, User


@dataclass(frozen=True, slots=True)
class BookVersion:
    """How often the codebook was changed, and the newest step of it: 0 and 0 for a new one."""

    number: int
    step: int


@dataclass(frozen=True, slots=True)
class BookStep:
    """One step of the codebook's history, as a page tells it.

    `codes` stand in the order of the step: what it was about first. `places` names the
    families that codes were moved to. `passages` counts those the reader may see.
    """

    step: Step
    number: int
    codes: tuple[Change, ...]
    places: Mapping[int, str]
    passages: int

    @property
    def rewordings(self) -> list[Rewording]:
        return [told for change in self.codes for told in rewordings(change)]

    @property
    def may_be_undone(self) -> bool:
        return not self.step.is_undo and not self.is_undone

    @property
    def is_undone(self) -> bool:
        return hasattr(self.step, "undone_by")


def book_version(programme: Programme) -> BookVersion:
    newest = book_steps(programme).order_by().aggregate(number=Count("pk"), step=Max("pk"))
    return BookVersion(newest["number"], newest["step"] or 0)


def book_steps(programme: Programme) -> QuerySet[Step]:
    """Return what was ever done to the codebook, newest first."""
    return Step.objects.filter(programme=programme, verb__in=BOOK_VERBS).order_by("-pk")


def number_of(step: Step) -> int:
    """Return the number of the version that a step made."""
    return Step.objects.filter(
        programme=step.programme_id, verb__in=BOOK_VERBS, pk__lte=step.pk
    ).count()


def told_steps(
    programme: Programme, steps: QuerySet[Step], *, reader: User | None, newest: int
) -> list[BookStep]:
    """Tell steps that follow each other, the first being the version of this number.

    A step that undid another is told by what it undid.
    """
    about = Change.objects.filter(code__isnull=False).select_related("code").order_by("pk")
    listed = list(
        steps.select_related("by", "undoes__by", "undone_by__by").prefetch_related(
            Prefetch("changes", about), Prefetch("undoes__changes", about)
        )
    )
    passages = _passages_moved(programme, listed, reader)
    places = _places(listed)
    return [
        BookStep(
            step=step,
            number=newest - number,
            codes=tuple(_told(step).changes.all()),
            places=places,
            passages=passages.get(_told(step).pk, 0),
        )
        for number, step in enumerate(listed)
    ]


def last_change_since(codes: Collection[Code], seen: int) -> Change | None:
    """Return the newest change to one of these codes after a step; order alone is none."""
    later = Change.objects.filter(code__in=codes, step__gt=seen).order_by("-pk")
    changes = later.select_related("step__by", "code")
    return next((change for change in changes if set(change.after) != {"position"}), None)


def rewordings_since(code: Code, seen: int) -> list[Rewording]:
    """Return what others made of the wording of a code after a step, oldest first."""
    later = Change.objects.filter(code=code, step__gt=seen).select_related("code")
    return [told for change in later.order_by("pk") for told in rewordings(change)]


def codebook_as_of(step: Step) -> list[CodeEntry]:
    """Return the codebook as it stood after a step: today's with the later steps taken back."""
    codes = {code.pk: code for code in Code.objects.filter(programme=step.programme_id)}
    later = Change.objects.filter(step__programme=step.programme_id, step__gt=step.pk)
    for code, before in (
        later.filter(code__isnull=False).order_by("-pk").values_list("code", "before")
    ):
        for field, value in before.items():
            setattr(codes[code], field, value)
    stood = [code for code in codes.values() if not code.is_removed]
    stood.sort(key=lambda code: (code.position, code.pk))
    return laid_out(stood, {})


# --- shared steps ----------------------------------------------------------------------------


def _told(step: Step) -> Step:
    return step.undoes if step.is_undo and step.undoes else step


def _passages_moved(
    programme: Programme, steps: Iterable[Step], reader: User | None
) -> Mapping[int, int]:
    """Count what came under another code, of what this reader may know of."""
    moved = Change.objects.filter(
        step__in={_told(step).pk for step in steps},
        coding__in=readable_codings(programme, reader),
        after__has_key="code_id",
    )
    return dict(moved.values_list("step").annotate(Count("pk")).order_by())


def _places(steps: Iterable[Step]) -> Mapping[int, str]:
    changes = [change for step in steps for change in _told(step).changes.all()]
    parents = {change.after.get("parent_id") for change in changes} - {None}
    return dict(Code.objects.filter(pk__in=parents).values_list("pk", "name"))
