"""The schools register of England (GIAS), and its list of who carries on from whom.

The file is published in Windows-1252, with a code and a name column for most facts, "Not
applicable" where there is none, and days as DD-MM-YYYY. Columns come and go between years, so
only those named here are asked for. The names of head teachers stand in it too; they are
never read.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ecotone.foundation.imports import Column
from ecotone.register.imports.public import cells
from ecotone.register.imports.public.grid import degrees_from_grid
from ecotone.register.operations import ListedFacts, SuccessionFacts

ENCODINGS = ("utf-8-sig", "cp1252")

SCHOOL_COLUMNS = (
    Column(key="number", title=_("URN"), synonyms=("URN",), is_required=True),
    Column(key="name", title=_("Name"), synonyms=("EstablishmentName",), is_required=True),
    Column(key="kind", title=_("Kind"), synonyms=("TypeOfEstablishment (name)",)),
    Column(key="status", title=_("Status"), synonyms=("EstablishmentStatus (name)",)),
    Column(key="phase", title=_("Phase"), synonyms=("PhaseOfEducation (name)",)),
    Column(key="lowest_age", title=_("From age"), synonyms=("StatutoryLowAge",)),
    Column(key="highest_age", title=_("To age"), synonyms=("StatutoryHighAge",)),
    Column(key="ukprn", title=_("UKPRN"), synonyms=("UKPRN",)),
    Column(key="place", title=_("Town"), synonyms=("Town",)),
    Column(key="postcode", title=_("Postcode"), synonyms=("Postcode",)),
    Column(key="authority", title=_("Local authority"), synonyms=("LA (name)",)),
    Column(key="opened_on", title=_("Opened"), synonyms=("OpenDate",)),
    Column(key="closed_on", title=_("Closed"), synonyms=("CloseDate",)),
    Column(key="easting", title=_("Easting"), synonyms=("Easting",)),
    Column(key="northing", title=_("Northing"), synonyms=("Northing",)),
)
LINK_COLUMNS = (
    Column(key="number", title=_("URN"), synonyms=("URN",), is_required=True),
    Column(key="other", title=_("URN of the other"), synonyms=("LinkURN",), is_required=True),
    Column(key="kind", title=_("Kind of link"), synonyms=("LinkType",), is_required=True),
    Column(key="since", title=_("Since"), synonyms=("LinkEstablishedDate",)),
)

CLOSED = "closed"
PRIMARY, SECONDARY = "primary", "secondary"
SECTOR_OF_PHASE = {
    "nursery": PRIMARY,
    "primary": PRIMARY,
    "middle deemed primary": PRIMARY,
    "secondary": SECONDARY,
    "middle deemed secondary": SECONDARY,
    "16 plus": SECONDARY,
}
TRANSFER_AGE = 11  # when children in England move on to secondary school


def school_of(row: Mapping[str, str]) -> ListedFacts:
    """Read one school; a column that this year's file does not have is empty.

    Raises
    ------
    UnreadableCell
        Naming the column.
    """
    lowest, highest = (
        cells.whole_number(row, "lowest_age"),
        cells.whole_number(row, "highest_age"),
    )
    phase = cells.text(row, "phase")
    latitude, longitude = _position(row)
    return ListedFacts(
        number=cells.needed(row, "number"),
        name=cells.needed(row, "name"),
        ukprn=cells.text(row, "ukprn"),
        kind=cells.text(row, "kind"),
        phase=phase,
        lowest_age=lowest,
        highest_age=highest,
        sector_key=likely_sector(phase, lowest, highest),
        place=cells.text(row, "place"),
        postcode=cells.text(row, "postcode"),
        authority=cells.text(row, "authority"),
        latitude=latitude,
        longitude=longitude,
        is_open=cells.text(row, "status").casefold() != CLOSED,
        opened_on=cells.day(row, "opened_on"),
        closed_on=cells.day(row, "closed_on"),
    )


def likely_sector(phase: str, lowest: int | None, highest: int | None) -> str:
    """Guess in which sector a school's people work; nothing where it spans both."""
    told = SECTOR_OF_PHASE.get(phase.casefold())
    if told is not None:
        return told
    if highest is not None and highest <= TRANSFER_AGE:
        return PRIMARY
    if lowest is not None and lowest >= TRANSFER_AGE:
        return SECONDARY
    return ""


def succession_of(row: Mapping[str, str]) -> SuccessionFacts | None:
    """Read who carries on from whom; nothing where a line tells of another kind of link.

    Each succession stands in the file twice, "Successor - merged" on the one side and
    "Predecessor - merged" on the other; both read the same.
    """
    number, other = cells.needed(row, "number"), cells.needed(row, "other")
    side, _dash, kind = cells.needed(row, "kind").casefold().partition("-")
    since = cells.day(row, "since")
    if side.strip() == "successor":
        return SuccessionFacts(number, other, kind.strip(), since)
    if side.strip() == "predecessor":
        return SuccessionFacts(other, number, kind.strip(), since)
    return None


def _position(row: Mapping[str, str]) -> tuple[float | None, float | None]:
    """Read where a school stands; the register writes 0 where it does not know."""
    easting, northing = cells.whole_number(row, "easting"), cells.whole_number(row, "northing")
    if not easting or not northing:
        return None, None
    return degrees_from_grid(easting, northing)
