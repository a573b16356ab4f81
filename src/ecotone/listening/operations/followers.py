"""What follows a text when it is derived or sent anew: rooms above register what they hold."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ecotone.engine.pseudonyms import OffsetMap
from ecotone.foundation.models import User
from ecotone.listening.models import TextRevision


@dataclass(frozen=True, slots=True)
class Succession:
    """One text takes the place of another.

    `places` maps positions in the old text to positions in the new one. When the raw words
    are the same, only names were replaced in them and everything can follow; otherwise
    somebody changed their answer, and only what stands on untouched words may.
    `by` is nobody when participants send through their own link.
    """

    old: TextRevision
    new: TextRevision
    places: OffsetMap
    at: datetime
    by: User | None

    @property
    def has_same_words(self) -> bool:
        return self.old.raw_id == self.new.raw_id


@dataclass(frozen=True, slots=True)
class Follower:
    """How one room above moves what it rests on a text, and says how much that is.

    `is_secret` says whether nobody may know yet how much rests on one.
    """

    key: str
    carry: Callable[[Succession], None]
    count: Callable[[TextRevision], int]
    is_secret: Callable[[TextRevision], bool]


_followers: dict[str, Follower] = {}


def register_follower(follower: Follower) -> None:
    """Let a room above follow texts: called in its `apps.py`."""
    _followers[follower.key] = follower


def let_everything_follow(succession: Succession) -> None:
    for follower in _followers.values():
        follower.carry(succession)


def rests_on(revision: TextRevision) -> int:
    """Count what rooms above rest on a text: nothing may remove it while that is some."""
    return sum(follower.count(revision) for follower in _followers.values())


def is_kept_secret(revision: TextRevision) -> bool:
    """Say whether nobody may be told what rests on a text, and so nobody may remove it."""
    return any(follower.is_secret(revision) for follower in _followers.values())
