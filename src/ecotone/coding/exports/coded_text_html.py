"""A coded text as one file of HTML that opens and prints anywhere, with nothing beside it."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from ecotone.coding.exports.coded_text import Sheet
from ecotone.foundation.languages import current_language

STYLE = Path(__file__).parent.parent / "data" / "coded_text.css"


def coded_text_html(sheet: Sheet) -> str:
    style = format_html("<style>{}</style>", mark_safe(STYLE.read_text(encoding="utf-8")))  # noqa: S308  # a file of ours
    parts = {"sheet": sheet, "style": style, "language": current_language()}
    return render_to_string("coding/coded_text.html", parts)
