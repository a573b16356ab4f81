"""A coded text as PDF, tagged for those who listen to it (PDF/UA-1), alike on every machine."""

import json
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from django.utils.translation import gettext as _

from ecotone.coding.exports.coded_text import Sheet
from ecotone.foundation.languages import current_language

LAYOUT = Path(__file__).parent.parent / "data" / "coded_text.typ"
FOR_LISTENING: Final = "ua-1"


def coded_text_pdf(sheet: Sheet, *, at: datetime) -> bytes:
    """Set a sheet by our layout.

    Words travel beside the layout as data and are never read as markup. A sign that no font
    here has (an emoji, a script of another continent) may not stand in a PDF that is to be
    listened to; then it is one of the other kind, and says so.
    """
    import typst  # noqa: PLC0415  # eighty megabytes that few calls need

    try:
        return _set(sheet, at, FOR_LISTENING)
    except typst.TypstError:
        return _set(_with_signs_missing(sheet), at, None)


def _set(sheet: Sheet, at: datetime, standard: Literal["ua-1"] | None) -> bytes:
    """Set in the font that typst brings; for what it lacks, in those of the machine."""
    import typst  # noqa: PLC0415

    said = asdict(sheet) | {"language": current_language()}
    made = typst.compile(
        LAYOUT,
        format="pdf",
        sys_inputs={"sheet": json.dumps(said, ensure_ascii=False)},
        pdf_standards=standard,
        timestamp=int(at.timestamp()),
    )
    return bytes(made)


def _with_signs_missing(sheet: Sheet) -> Sheet:
    told = _("Some signs of this text have no font here. The HTML file holds all of them.")
    return replace(sheet, warnings=(*sheet.warnings, told))
