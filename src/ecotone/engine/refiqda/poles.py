"""How pole and target travel in a standard that knows neither: as a note anybody can read.

Decision 18 says why. One note for each pair of pole and target is shared by all codings that
have it; it is known again by its words, since other programs give notes new identities.
"""

import re
from typing import Final
from uuid import UUID, uuid5

from ecotone.engine.refiqda.project import Note

__all__ = ["POLES", "TARGETS", "pole_and_target", "pole_note"]

POLES: Final = ("gives", "asks", "barrier", "observation")
TARGETS: Final = ("self", "own_sector", "colleagues", "students")

_OURS: Final = UUID("5f0c9a52-54a5-5b0e-8d0a-6a1f2f6c7d18")  # the root of our own identities
_ABOUT: Final = {target: target.replace("_", " ") for target in TARGETS}
_TARGETS: Final = {about: target for target, about in _ABOUT.items()}
_WORDS: Final = re.compile(
    rf"\s*Pole: ({'|'.join(POLES)})\. About: ({'|'.join(_TARGETS)})\.\s*", re.IGNORECASE
)


def pole_note(pole: str, target: str) -> Note:
    """Return the note that says a pole and a target; the same pair gives the same note.

    >>> pole_note("gives", "own_sector").text
    'Pole: gives. About: own sector.'
    """
    about = _ABOUT[target]
    words = f"Pole: {pole}. About: {about}."
    return Note(str(uuid5(_OURS, words)), words, name=f"{pole}, {about}")


def pole_and_target(words: str) -> tuple[str, str] | None:
    """Read a pole and a target from a note's words; None when it is any other note.

    >>> pole_and_target("Pole: asks. About: self.")
    ('asks', 'self')
    >>> pole_and_target("She asks about poles.") is None
    True
    """
    found = _WORDS.fullmatch(words)
    if found is None:
        return None
    return found[1].lower(), _TARGETS[found[2].lower()]
