"""The institutions that award degrees in the UK, in the table the DfE publishes."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ecotone.foundation.imports import Column
from ecotone.register.imports.public import cells
from ecotone.register.operations import ListedFacts

UNIVERSITY_COLUMNS = (
    Column(key="number", title=_("Id"), synonyms=("dfe_id",), is_required=True),
    Column(key="name", title=_("Name"), synonyms=("name",), is_required=True),
    Column(key="also", title=_("Also called"), synonyms=("match_synonyms",)),
    Column(key="short", title=_("Short names"), synonyms=("suggestion_synonyms",)),
    Column(key="ukprn", title=_("UKPRN"), synonyms=("ukprn",)),
    Column(key="postcode", title=_("Postcode"), synonyms=("postcode",)),
    Column(key="closed", title=_("Closed in"), synonyms=("closed",)),
)
UNIVERSITY = "university"


def university_of(row: Mapping[str, str]) -> ListedFacts:
    """Read one institution with the other names it goes by.

    Raises
    ------
    UnreadableCell
        Naming the column.
    """
    return ListedFacts(
        number=cells.needed(row, "number"),
        name=cells.needed(row, "name"),
        other_names=(*_names(row, "also"), *_names(row, "short")),
        ukprn=cells.text(row, "ukprn"),
        sector_key=UNIVERSITY,
        postcode=cells.text(row, "postcode"),
        is_open=not cells.text(row, "closed"),
    )


def _names(row: Mapping[str, str], column: str) -> list[str]:
    return [name.strip() for name in row.get(column, "").split("|") if name.strip()]
