"""The reciprocity ledger: what each sector gave and what it got, from one line outwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ecotone.engine.kernel import InputError
from ecotone.engine.pictures.lettering import lettering, shorten, width_of
from ecotone.engine.pictures.palette import fill_of, tint_of
from ecotone.engine.pictures.svg import element, link, number

__all__ = [
    "Account",
    "LedgerFinding",
    "LedgerRow",
    "LedgerWords",
    "draw_ledger",
    "ledger_finding",
    "ledger_rows",
]

_WIDTH, _ZERO, _SIZE = 420.0, 250.0, 15.0
_BAR, _LONGEST, _PITCH = 24.0, 110.0, 46.0
_OFF_ZERO, _TO_WORDS, _LABEL_ROOM = 2.0, 8.0, 84.0
_LABEL_LINE = 22.0


@dataclass(frozen=True)
class Account:
    """What one bank or sector gave and got, and the pages that show it."""

    label: str
    colour: str
    gave: int
    got: int
    gave_href: str = ""
    got_href: str = ""

    def __post_init__(self) -> None:
        if min(self.gave, self.got) < 0:
            raise InputError(f"{self.label} cannot have given or got less than nothing.")


def _gave(count: int) -> str:
    return f"gave {count:,}"


def _got(count: int) -> str:
    return f"got {count:,}"


@dataclass(frozen=True)
class LedgerWords:
    """Phrases for a number, in the reader's language."""

    gave: Callable[[int], str] = _gave
    got: Callable[[int], str] = _got


@dataclass(frozen=True)
class LedgerRow:
    """One row of the table twin; the balance is what was given beyond what was got."""

    label: str
    gave: int
    got: int
    balance: int


@dataclass(frozen=True)
class LedgerFinding:
    """Who gave more, who got more, who is even: names for the caller's sentence."""

    gave_more: tuple[str, ...]
    got_more: tuple[str, ...]
    even: tuple[str, ...]


def ledger_rows(accounts: Sequence[Account]) -> tuple[LedgerRow, ...]:
    """Return the ledger as rows.

    >>> ledger_rows([Account("Schools", "secondary", gave=5, got=3)])[0].balance
    2
    """
    return tuple(LedgerRow(a.label, a.gave, a.got, a.gave - a.got) for a in accounts)


def ledger_finding(accounts: Sequence[Account]) -> LedgerFinding:
    """Sort the accounts by the direction of their balance.

    >>> ledger_finding([Account("Schools", "secondary", gave=5, got=3)]).gave_more
    ('Schools',)
    """
    rows = ledger_rows(accounts)
    return LedgerFinding(
        gave_more=tuple(row.label for row in rows if row.balance > 0),
        got_more=tuple(row.label for row in rows if row.balance < 0),
        even=tuple(row.label for row in rows if row.balance == 0),
    )


@dataclass(frozen=True)
class _Frame:
    """What all bars share: how long one unit is, and how rows follow each other."""

    unit: float
    pitch: float
    label_above: bool
    words: LedgerWords


def draw_ledger(
    accounts: Sequence[Account], *, finding: str, words: LedgerWords | None = None
) -> str:
    """Draw what was given to the right of a line and what was got to its left.

    Parameters
    ----------
    accounts
        Top to bottom.
    finding
        One sentence that says what the picture shows; it becomes the picture's name.
    words
        Phrases in the reader's language.

    Examples
    --------
    >>> draw_ledger([], finding="Nothing yet").startswith('<svg class="picture"')
    True
    """
    frame = _frame(accounts, words or LedgerWords())
    height = max(1, len(accounts)) * frame.pitch
    zero = element(
        "path",
        d=f"M{number(_ZERO)} 0V{number(height - 8)}",
        stroke=fill_of("edge"),
        stroke_width=1,
    )
    has_links = any(account.gave_href or account.got_href for account in accounts)
    opening: dict[str, str | float] = {"class": "picture"}
    return element(
        "svg",
        *(_row(account, frame, top=i * frame.pitch) for i, account in enumerate(accounts)),
        zero,
        **opening,
        viewBox=f"0 0 {number(_WIDTH)} {number(height)}",
        width="100%",
        role="group" if has_links else "img",  # an image may not hold links
        aria_label=finding,
    )


def _frame(accounts: Sequence[Account], words: LedgerWords) -> _Frame:
    """Shorten the bars until the words of every language fit beside them."""
    label_above = any(width_of(a.label, size=_SIZE) > _LABEL_ROOM for a in accounts)
    label = 0.0 if label_above else _LABEL_ROOM
    beside = _OFF_ZERO + _TO_WORDS
    gave = [width_of(words.gave(a.gave), size=_SIZE, face="bold") for a in accounts]
    got = [width_of(words.got(a.got), size=_SIZE) for a in accounts]
    right = _WIDTH - _ZERO - beside - max(gave, default=0.0)
    left = _ZERO - label - beside - max(got, default=0.0)
    most = max((count for a in accounts for count in (a.gave, a.got)), default=1)
    longest = max(0.0, min(_LONGEST, left, right))
    pitch = _PITCH + (_LABEL_LINE if label_above else 0.0)
    return _Frame(longest / max(1, most), pitch, label_above, words)


def _row(account: Account, frame: _Frame, *, top: float) -> str:
    bar_top = top + 6 + (_LABEL_LINE if frame.label_above else 0.0)
    room = _WIDTH if frame.label_above else _LABEL_ROOM
    label = lettering(
        shorten(account.label, room=room, size=_SIZE),
        x=0,
        y=(top + 18) if frame.label_above else bar_top + 17,
        font_size=_SIZE,
        fill=fill_of("ink"),
    )
    return label + _gave_bar(account, frame, bar_top) + _got_bar(account, frame, bar_top)


def _gave_bar(account: Account, frame: _Frame, top: float) -> str:
    length, said = account.gave * frame.unit, frame.words.gave(account.gave)
    bar = element(
        "rect",
        x=_ZERO + _OFF_ZERO,
        y=top,
        width=length,
        height=_BAR,
        fill=fill_of(account.colour),
    )
    end = _ZERO + _OFF_ZERO + length + _TO_WORDS
    words = _count(said, x=end, y=top + 17, text_anchor="start", font_weight=700)
    return _bar_link(account, said, bar + words, href=account.gave_href)


def _got_bar(account: Account, frame: _Frame, top: float) -> str:
    length, said = account.got * frame.unit, frame.words.got(account.got)
    start = _ZERO - _OFF_ZERO - length
    bar = element(
        "rect",
        x=start,
        y=top + 0.5,
        width=length,
        height=_BAR - 1,
        fill=tint_of(account.colour),
        stroke=fill_of(account.colour) if account.got else "none",
    )
    words = _count(said, x=start - _TO_WORDS, y=top + 17, text_anchor="end")
    return _bar_link(account, said, bar + words, href=account.got_href)


def _count(said: str, **attributes: str | float) -> str:
    return lettering(said, font_size=_SIZE, fill=fill_of("ink"), **attributes)


def _bar_link(account: Account, said: str, drawing: str, *, href: str) -> str:
    spoken = f"{account.label}: {said}"
    return link(drawing, href=href, label=spoken)
