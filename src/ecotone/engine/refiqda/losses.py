"""What a package held that could not be kept, or could be only by changing it."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = ["MOST_TOLD", "Loss", "LossKind", "Losses"]

MOST_TOLD: Final = 200  # of one kind; the last of them says how many more there are


class LossKind(StrEnum):
    """What became of it. Each is a name for programs; `Loss.sentence` is for people."""

    # --- selections and codings that do not come in
    EMPTY_SELECTION = "empty_selection"
    REVERSED_SELECTION = "reversed_selection"
    OUTSIDE_TEXT = "outside_text"
    NO_POSITION = "no_position"
    TEXT_MISSING = "text_missing"
    SOURCE_WITHOUT_TEXT = "source_without_text"
    UNKNOWN_CODE = "unknown_code"
    NOT_OF_TEXT = "not_of_text"

    # --- what comes in changed
    SPLIT_CHARACTER = "split_character"
    SECOND_IDENTITY = "second_identity"
    NO_IDENTITY = "no_identity"
    UNKNOWN_REFERENCE = "unknown_reference"
    UNREADABLE_VALUE = "unreadable_value"
    ODD_CHARACTERS = "odd_characters"
    OTHER_ENCODING = "other_encoding"
    TEXT_CHANGED = "text_changed"

    # --- what has no place with us
    NO_PLACE = "no_place"
    FILE_NOT_READ = "file_not_read"
    GRAPH = "graph"

    # --- what of ours has no place in the standard
    ROUND = "round"
    WEIGHT = "weight"
    CONSENT = "consent"
    CODEBOOK_VERSION = "codebook_version"
    POLE = "pole"


_SENTENCES: Final = {
    LossKind.EMPTY_SELECTION: "{what} covers no character and was left out",
    LossKind.REVERSED_SELECTION: "{what} ends before it starts and was left out",
    LossKind.OUTSIDE_TEXT: "{what} reaches beyond the text and was left out",
    LossKind.NO_POSITION: "{what} does not say where it stands and was left out",
    LossKind.TEXT_MISSING: "{what} was left out, because the text is missing",
    LossKind.SOURCE_WITHOUT_TEXT: "{what} came without its text; bring the text and read again",
    LossKind.UNKNOWN_CODE: "{what} names a code that is not there, and was left out",
    LossKind.NOT_OF_TEXT: "{what} marks a picture, a page or a recording, and was left out",
    LossKind.SPLIT_CHARACTER: "{what} began or ended inside a character and has all of it now",
    LossKind.SECOND_IDENTITY: "{what} had the identity of another and was given its own",
    LossKind.NO_IDENTITY: "{what} had no valid identity and was given one",
    LossKind.UNKNOWN_REFERENCE: "{what} is referred to but not there; the reference goes",
    LossKind.UNREADABLE_VALUE: "{what} cannot be read and was left empty",
    LossKind.ODD_CHARACTERS: "{what} held characters that cannot be read or written; "
    "a replacement sign stands for each",
    LossKind.OTHER_ENCODING: "{what} is not in UTF-8 and was read as Windows-1252",
    LossKind.TEXT_CHANGED: "{what} was changed so that every program counts alike",
    LossKind.NO_PLACE: "{what} has no place here and was left out",
    LossKind.FILE_NOT_READ: "{what} is not carried over",
    LossKind.GRAPH: "{what} is a drawing and was left out",
    LossKind.ROUND: "{what}: the standard knows no coding rounds; who coded is kept",
    LossKind.WEIGHT: "{what}: the standard knows no weights",
    LossKind.CONSENT: "{what}: the standard knows no consent; mind it when you pass this on",
    LossKind.CODEBOOK_VERSION: "{what}: the standard keeps the present codebook only",
    LossKind.POLE: "{what}: only half of pole and target was said, and half cannot travel",
}


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing lost or changed on the way, or `count` of them that are told together.

    `what` and `where` name things in the project's own words; `where` may be "".
    """

    kind: LossKind
    what: str
    where: str = ""
    count: int = 1

    @property
    def sentence(self) -> str:
        """Say it in English.

        >>> Loss(LossKind.GRAPH, "“Map”", "the project").sentence
        'In the project: “Map” is a drawing and was left out.'
        """
        place = f"In {self.where}: " if self.where else ""
        said = _SENTENCES[self.kind].format(what=self.what)
        return f"{place}{said}." if place else f"{said[0].upper()}{said[1:]}."


class Losses:
    """Gathers losses in the order they are met, and counts on where they become too many."""

    def __init__(self) -> None:
        self._told: list[Loss] = []
        self._met: Counter[LossKind] = Counter()

    def add(self, kind: LossKind, what: str, where: str = "") -> None:
        self._met[kind] += 1
        if self._met[kind] <= MOST_TOLD:
            self._told.append(Loss(kind, what, where))

    def all(self) -> tuple[Loss, ...]:
        """Return them, and one more for each kind that was met too often to tell."""
        more = (
            Loss(kind, f"each of {met - MOST_TOLD} more", count=met - MOST_TOLD)
            for kind, met in self._met.items()
            if met > MOST_TOLD
        )
        return (*self._told, *more)
