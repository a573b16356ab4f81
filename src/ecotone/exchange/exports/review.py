"""The list at the side of the review page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ecotone.exchange.models import Match
from ecotone.exchange.queries.bridges import Side


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """A match in the list: who, and in a few words what about."""

    match: Match
    summary: str


@dataclass(frozen=True, slots=True)
class QueueGroup:
    title: str
    entries: tuple[QueueEntry, ...]


@dataclass(frozen=True, slots=True)
class OpenAsk:
    """An ask nobody meets, and the page with its words."""

    side: Side
    practice: str
    address: str


def queue_of(matches: Iterable[Match], practices: Mapping[str, str]) -> tuple[QueueGroup, ...]:
    listed = tuple(matches)
    return (
        _group(_("Two-way"), (match for match in listed if match.is_two_way), practices),
        _group(_("One-way"), (match for match in listed if not match.is_two_way), practices),
    )


def open_asks(
    unmet: Iterable[Side], practices: Mapping[str, str], address_of: Callable[[Side, str], str]
) -> tuple[OpenAsk, ...]:
    return tuple(
        OpenAsk(side, practices[side.practices[0]], address_of(side, "asks")) for side in unmet
    )


def _group(title: str, matches: Iterable[Match], practices: Mapping[str, str]) -> QueueGroup:
    return QueueGroup(title, tuple(QueueEntry(m, _summary(m, practices)) for m in matches))


def _summary(match: Match, practices: Mapping[str, str]) -> str:
    if not match.is_suggested:
        return match.get_state_display()
    return f" {match.arrow} ".join(practices[key] for key in match.main_practices)
