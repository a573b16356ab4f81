"""What a codebook says of a code, as the one description other programs have room for."""

import re
from collections.abc import Iterator
from typing import Any

from ecotone.coding.models import Code

LABELS = {
    "use_for": "Use for",
    "not_for": "Not for",
    "example": "Example",
    "other_names": "Also called",
    "source": "Source",
}
_FIELDS = {label: field for field, label in LABELS.items()}
_BLOCK = re.compile(rf"(?:^|\n\n)({'|'.join(_FIELDS)}): ")
_BETWEEN_NAMES = " | "


def described(code: Code) -> str:
    """Write definition, use and example below each other, each under its name."""
    said = {field: getattr(code, field) for field in LABELS}
    said["other_names"] = _BETWEEN_NAMES.join(code.other_names)
    labelled = (f"{LABELS[field]}: {words}" for field, words in said.items() if words)
    return "\n\n".join(part for part in (code.definition, *labelled) if part)


def wording_in(description: str) -> dict[str, Any]:
    """Read back what `described` wrote; any other description is a definition."""
    definition, *rest = _BLOCK.split(description)
    said: dict[str, Any] = {"definition": definition, "other_names": []}
    said |= dict(_labelled(rest))
    if isinstance(said["other_names"], str):
        said["other_names"] = said["other_names"].split(_BETWEEN_NAMES)
    return {"use_for": "", "not_for": "", "example": "", "source": ""} | said


def _labelled(rest: list[str]) -> Iterator[tuple[str, str]]:
    for label, words in zip(rest[::2], rest[1::2], strict=True):
        yield _FIELDS[label], words
