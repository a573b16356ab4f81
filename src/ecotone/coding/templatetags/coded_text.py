"""Drawing a coded text for paper. In Python, so that no space slips between its words."""

from collections.abc import Iterator

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from ecotone.coding.exports.coded_text import SheetParagraph
from ecotone.coding.queries import Piece

register = template.Library()


@register.simple_tag
def bracketed(paragraph: SheetParagraph) -> SafeString:
    """Write a paragraph with a numbered bracket at both ends of each passage."""
    drawn = (part for piece in paragraph.pieces for part in _drawn(piece))
    return mark_safe("".join(drawn))  # noqa: S308  # each part is escaped


def _drawn(piece: Piece) -> Iterator[str]:
    for number in piece.opens:
        yield format_html('<span class="bracket">[{}&nbsp;</span>', number)
    words = format_html("<mark>{}</mark>", piece.text) if piece.is_coded else piece.text
    yield conditional_escape(words)
    for number in piece.closes:
        yield format_html('<span class="bracket">&nbsp;{}]</span>', number)
