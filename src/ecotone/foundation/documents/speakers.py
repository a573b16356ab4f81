"""Finding who speaks in a written-down conversation, and when, from how its lines begin.

Understood are “Jane: words”, “[00:01:12] Jane: words”, “Jane (00:12): words”, “JANE  words” and
“Jane<tab>words”, and what meeting programs export: a line with speaker and time, or a line of
two times and one with the speaker, and then the words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ecotone.foundation.documents.conversations import SpokenTurn, SpokenWords, joined

TIME = re.compile(
    r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>\d{1,2})(?:[.,](?P<part>\d{1,3}))?"
)
_TIME = r"[\[(]?(?:\d{1,2}:)?\d{1,3}:\d{1,2}(?:[.,]\d{1,3})?[\])]?"
_LETTER = r"[\w.'\u2019&\-/]"
_LABEL = (
    rf"\[?(?P<label>[^\W\d_]{_LETTER}*(?:,?[ \u00a0]{_LETTER}+){{0,5}}"
    r"(?: \([^\W\d_][^():]{0,30}\))?)\]?"
)

WITH_COLON = re.compile(
    rf"(?P<before>{_TIME}\s*)?{_LABEL}\s*(?P<after>{_TIME})?\s?[:\uff1a](?:\s+|$)(?P<words>.*)"
)
WITH_TIME = re.compile(rf"(?P<label>\S.{{0,58}}?)(?P<gap>[\s,\-\u2013]+)(?P<after>{_TIME})")
TWO_TIMES = re.compile(rf"(?P<after>{_TIME})\s*-->\s*{_TIME}")
WITH_GAP = re.compile(rf"{_LABEL}(?P<gap>\t+| {{2,}})(?P<words>\S.*)")

MOST_LETTERS = 60
PARTICLES = frozenset(
    {
        "al",
        "ap",
        "bin",
        "da",
        "de",
        "del",
        "den",
        "der",
        "di",
        "du",
        "el",
        "la",
        "le",
        "of",
        "the",
        "van",
        "von",
        "y",
    }
)
# What transcribers write in small letters for somebody they do not name.
ROLES = frozenset(
    {
        "facilitator",
        "int",
        "interviewee",
        "interviewer",
        "moderator",
        "participant",
        "researcher",
        "respondent",
        "speaker",
        "student",
        "teacher",
    }
)


@dataclass(slots=True)
class _Said:
    """A turn while its lines are gathered."""

    speaker: str
    from_ms: int | None
    lines: list[str] = field(default_factory=list)


def turns_in_text(text: str, *, between_lines: str = "\n") -> tuple[SpokenTurn, ...]:
    """Cut a text into turns. Lines that name nobody belong to the turn before them."""
    lines = [line.strip() for line in text.splitlines()]
    return joined(_turns(_gathered(lines), between_lines))


def _turns(said: Iterable[_Said], between_lines: str) -> Iterator[SpokenTurn]:
    for turn in said:
        words = between_lines.join(turn.lines).strip()
        if words:
            yield SpokenTurn(turn.speaker, (SpokenWords(words, turn.from_ms),))


def _gathered(lines: list[str]) -> list[_Said]:
    said = [_Said("", None)]
    recurring = _recurring_before_tab(lines)
    timed: int | None = None
    for line in lines:
        if found := TWO_TIMES.fullmatch(line):
            timed = milliseconds(found["after"])
        elif timed is not None and line:
            said.append(_Said(line[:MOST_LETTERS], timed))  # the line after two times
            timed = None
        elif turn := _begun(line, recurring):
            said.append(turn)
        else:
            said[-1].lines.append(line)
    return said


def _begun(line: str, recurring: frozenset[str]) -> _Said | None:
    """Return the turn that begins on this line, if one does."""
    if found := WITH_COLON.fullmatch(line):
        time = found["before"] or found["after"]
        if is_label(found["label"]):
            return _Said(found["label"], milliseconds(time), [found["words"]])
    found = WITH_TIME.fullmatch(line)
    if found and (is_label(found["label"]) or len(found["gap"]) > 1):
        return _Said(found["label"], milliseconds(found["after"]))
    found = WITH_GAP.fullmatch(line)
    if found and (_is_shouted(found) or ("\t" in found["gap"] and found["label"] in recurring)):
        return _Said(found["label"], None, [found["words"]])
    return None


def _recurring_before_tab(lines: list[str]) -> frozenset[str]:
    """Collect what stands before a tab more than once: a name in a table of turns."""
    found = [match["label"] for line in lines if (match := WITH_GAP.fullmatch(line))]
    return frozenset(
        label for label, times in Counter(found).items() if times > 1 and is_label(label)
    )


def _is_shouted(found: re.Match[str]) -> bool:
    return len(found["label"]) > 1 and found["label"].isupper()


def is_label(words: str) -> bool:
    """Tell “Jane Eyre” and “Speaker 1” from a sentence that happens to hold a colon."""
    first, *rest = words.split()
    if len(words) > MOST_LETTERS:
        return False
    if first.lower() in ROLES:
        return all(word[0].isdigit() or word[0].isupper() for word in rest)
    return first[0].isupper() and all(
        not word[0].isalpha() or word[0].isupper() or word in PARTICLES for word in rest
    )


def milliseconds(time: str | None) -> int | None:
    """Read “1:02:03.5”, “62:03” or “[00:12]”.

    >>> milliseconds("[1:02:03.5]")
    3723500
    """
    found = TIME.search(time or "")
    if found is None:
        return None
    minutes = int(found["hours"] or 0) * 60 + int(found["minutes"])
    return (minutes * 60 + int(found["seconds"])) * 1000 + int(
        (found["part"] or "0").ljust(3, "0")
    )
