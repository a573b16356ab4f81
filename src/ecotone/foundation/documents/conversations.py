"""What a conversation is once it is read: turns of speakers, with times where there are any."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class SpokenWords:
    """What one cue says, or all of a turn without times.

    Attributes
    ----------
    text
        At least one character that is no white space.
    from_ms, to_ms
        When it is said, in milliseconds from the start of the recording, if the file tells.
        Some files tell only when a turn begins.
    """

    text: str
    from_ms: int | None = None
    to_ms: int | None = None


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """What one speaker says before another does. The label is empty when nobody is named."""

    speaker: str
    words: tuple[SpokenWords, ...]

    @property
    def text(self) -> str:
        return " ".join(said.text for said in self.words)

    @property
    def from_ms(self) -> int | None:
        return self.words[0].from_ms

    @property
    def to_ms(self) -> int | None:
        return self.words[-1].to_ms

    @property
    def word_count(self) -> int:
        return sum(len(said.text.split()) for said in self.words)


@dataclass(frozen=True, slots=True)
class SpokenConversation:
    """All turns of a file, in their order; two turns in a row have different speakers."""

    turns: tuple[SpokenTurn, ...]

    @property
    def speakers(self) -> list[str]:
        """The labels as they first appear; the empty one is for words nobody is named for."""
        return list(dict.fromkeys(turn.speaker for turn in self.turns))

    @property
    def names_somebody(self) -> bool:
        return any(turn.speaker for turn in self.turns)


def joined(turns: Iterable[SpokenTurn]) -> tuple[SpokenTurn, ...]:
    """Make one turn of whatever one speaker says without a break."""
    return tuple(
        SpokenTurn(speaker, tuple(said for turn in same for said in turn.words))
        for speaker, same in groupby(turns, key=lambda turn: turn.speaker)
    )
