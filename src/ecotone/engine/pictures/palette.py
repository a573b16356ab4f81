"""The colours, each named by its role, with the hex it has by day and by night.

Pictures never write a hex: they write ``var(--role)``, so one drawing serves both themes.
``foundation/tokens.css`` declares the same roles once, with CSS ``light-dark()``; a test
keeps the two equal, and another recomputes contrast and colour-blind distance from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from ecotone.engine.kernel import InputError

__all__ = ["FONTS", "PALETTE", "Colour", "Theme", "fill_of", "tint_of"]

Theme: TypeAlias = Literal["light", "dark"]


@dataclass(frozen=True)
class Colour:
    """One role's hex in each theme.

    >>> Colour("#FFFFFF", "#1A2129").in_theme("dark")
    '#1A2129'
    """

    light: str
    dark: str

    def in_theme(self, theme: Theme) -> str:
        return self.light if theme == "light" else self.dark


PALETTE: Mapping[str, Colour] = MappingProxyType(
    {
        "page": Colour("#FBFAF7", "#12171D"),
        "card": Colour("#FFFFFF", "#1A2129"),
        "ink": Colour("#1B2530", "#EDEFF2"),
        "muted": Colour("#55606C", "#A9B2BC"),
        "line": Colour("#D9D6CE", "#2F3943"),
        "edge": Colour("#8A929B", "#6B7683"),
        "primary": Colour("#A85A00", "#F0A050"),
        "secondary": Colour("#0E8074", "#4FC3B5"),
        "university": Colour("#3F3FB0", "#9AA8F5"),
        "broker": Colour("#1F2730", "#FFFFFF"),
        "primary-tint": Colour("#FBEBD6", "#3A2A17"),
        "secondary-tint": Colour("#D9F0EC", "#12332F"),
        "university-tint": Colour("#E4E4F8", "#262B52"),
        "broker-tint": Colour("#E9EBEE", "#2B343D"),
        "ok": Colour("#1F6B3A", "#6FCF8E"),
        "warn": Colour("#8A5A00", "#E8BE5A"),
        "bad": Colour("#A3201D", "#FF8F87"),
        "ok-tint": Colour("#DDF0E3", "#173324"),
        "warn-tint": Colour("#FCEFCF", "#3A3117"),
        "bad-tint": Colour("#FBE3E1", "#43201F"),
        "river-edge": Colour("#EFF3F4", "#161D24"),
        "river-middle": Colour("#DDE7EA", "#1D2831"),
        "accent": Colour("#3F3FB0", "#9AA8F5"),
        "accent-ink": Colour("#FFFFFF", "#12171D"),
        "highlight": Colour("#FFF3C4", "#4A431D"),
        "focus-ring": Colour("#FFD84D", "#FFD84D"),
    }
)

FONTS: Mapping[str, str] = MappingProxyType(
    {
        "sans": "'Atkinson Hyperlegible Next Variable', 'Atkinson Hyperlegible Next', "
        "'Atkinson Hyperlegible', Arial, 'Liberation Sans', sans-serif",
        "serif": "'Source Serif 4 Variable', 'Source Serif 4', Georgia, serif",
    }
)


def fill_of(role: str) -> str:
    """Return the attribute value that paints in a role's colour.

    >>> fill_of("primary")
    'var(--primary)'
    """
    if role not in PALETTE:
        known = ", ".join(PALETTE)
        raise InputError(f"There is no colour called {role!r}. Choose one of {known}.")
    return f"var(--{role})"


def tint_of(role: str) -> str:
    """Return the pale ground that belongs to a sector's colour.

    >>> tint_of("secondary")
    'var(--secondary-tint)'
    """
    return fill_of(f"{role}-tint")
