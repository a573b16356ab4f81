"""What a step changed about the wording of a code, word by word."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotone.coding.models import Change
from ecotone.coding.queries.taxonomy import starter_practices

WORDING: Mapping[str, Promise] = {
    "name": _("Name"),
    "definition": _("Definition"),
    "use_for": _("Use for"),
    "not_for": _("Not for"),
    "example": _("Example"),
    "other_names": _("Other names"),
    "hue": _("Colour"),
    "practice": _("Is the same as"),
}


class Fate(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stayed, went or came."""

    fate: Fate
    text: str


@dataclass(frozen=True, slots=True)
class Rewording:
    """One field of one code, as its words stood before and stand after."""

    code: str
    label: str
    stretches: tuple[Stretch, ...]


def rewordings(change: Change) -> Iterator[Rewording]:
    """Tell what a change did to the wording of a code; nothing for one that came or went."""
    if "is_removed" in change.after:
        return
    for field, label in WORDING.items():
        if field in change.after:
            before, after = (
                _in_words(field, side[field]) for side in (change.before, change.after)
            )
            yield Rewording(str(change.code), str(label), tuple(compared(before, after)))


def compared(before: str, after: str) -> Iterator[Stretch]:
    """Compare two wordings word by word, and what stands between the words as well."""
    old, new = (re.findall(r"\w+|\W+", text) for text in (before, after))
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Stretch(Fate.KEPT, "".join(old[a:b]))
            continue
        yield from _said(Fate.GONE, old[a:b])
        yield from _said(Fate.NEW, new[c:d])


def _said(fate: Fate, words: Iterable[str]) -> Iterator[Stretch]:
    if text := "".join(words):
        yield Stretch(fate, text)


def _in_words(field: str, value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if field == "hue":
        return (
            gettext("colour %(number)d") % {"number": value} if value else gettext("automatic")
        )
    practice = starter_practices().get(str(value)) if field == "practice" else None
    return practice.name if practice else str(value)
