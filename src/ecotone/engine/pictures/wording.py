"""The words on the divide; the caller brings them in the reader's language."""

from collections.abc import Callable
from dataclasses import dataclass

from ecotone.engine.pictures.divide import Bank

__all__ = ["ENGLISH", "DivideWords"]


def _passages(count: int) -> str:
    return "1 passage" if count == 1 else f"{count} passages"


def _gives(name: str, practice: str, count: int) -> str:
    return f"{name} gives {practice}: {_passages(count)}"


def _asks(name: str, practice: str, count: int) -> str:
    return f"{name} asks for {practice}: {_passages(count)}"


def _unmet(name: str, practice: str, count: int) -> str:
    return f"No bridge yet: {_asks(name, practice, count)}"


@dataclass(frozen=True)
class DivideWords:
    """Headings, and sentences for the links.

    Parameters
    ----------
    left_gives, right_asks, right_gives, left_asks
        Headings of the two decks.
    bridged, broker
        What stands beside the diamond, mid-river and in the key.
    no_bridge
        What stands at a broken stub.
    bare
        What a deck says that has nothing to show.
    width_note
        What a ribbon's width means.
    gives, asks, unmet
        Sentences for (name, practice, number of passages).
    """

    left_gives: str = "Schools give"
    right_asks: str = "The university asks"
    right_gives: str = "The university gives"
    left_asks: str = "Schools ask"
    bridged: str = "bridged by the hub, both ways"
    broker: str = "Broker"
    no_bridge: str = "no bridge yet"
    bare: str = "Nothing crosses here yet"
    width_note: str = "Ribbon width = number of coded passages behind it"
    gives: Callable[[str, str, int], str] = _gives
    asks: Callable[[str, str, int], str] = _asks
    unmet: Callable[[str, str, int], str] = _unmet

    def headings(self, giving: Bank) -> tuple[str, str]:
        """Return the words over the left and the right end of a deck."""
        if giving == "left":
            return self.left_gives, self.right_asks
        return self.left_asks, self.right_gives


ENGLISH = DivideWords()
