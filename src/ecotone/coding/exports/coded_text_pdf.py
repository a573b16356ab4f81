"""A coded text as PDF, tagged for those who listen to it (PDF/UA-1), alike on every machine."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from ecotone.coding.exports.coded_text import Sheet
from ecotone.foundation.languages import current_language

LAYOUT = Path(__file__).parent.parent / "data" / "coded_text.typ"


def coded_text_pdf(sheet: Sheet, *, at: datetime) -> bytes:
    """Set a sheet by our layout.

    Words travel beside the layout as data and are never read as markup. The fonts are those
    that typst brings, so that nothing depends on what a server has.
    """
    import typst  # noqa: PLC0415  # eighty megabytes that few calls need

    said = asdict(sheet) | {"language": current_language()}
    made = typst.compile(
        LAYOUT,
        format="pdf",
        sys_inputs={"sheet": json.dumps(said, ensure_ascii=False)},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )
    return bytes(made)
