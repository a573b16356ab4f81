"""The eight colours of families as numbers: what goes to paper and to other programs."""

from typing import Final

# The pages have the same ones, for light paper, in `coding.css`.
COLOURS: Final = (
    "#0d1480",
    "#c23400",
    "#00786a",
    "#8314cc",
    "#095959",
    "#a6000b",
    "#4a53c8",
    "#590018",
)
