"""Drawing a text side by side: its words, what differs in them, a column for each coder.

A stripe's place is drawn in characters, and the browser stretches it over the height of the
paragraph; so no script and no style of its own is needed.
"""

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ecotone.coding.models import Coding
from ecotone.coding.queries import words_of
from ecotone.coding.queries.side_by_side import (
    Column,
    PairedAnswer,
    PairedParagraph,
    Piece,
    Side,
    Stripe,
)

register = template.Library()

LANE, WIDTH = 8, 5  # how far stripes of one column stand apart, and how broad one is

LINE = (
    '<div class="paired"><span class="line-number" aria-hidden="true">¶ {}</span>'
    '<p class="said{}">{}</p>{}</div>'
)
SIDE = (
    '<div class="side"><svg class="side-stripes" width="{width}" viewBox="0 0 {width} {length}"'
    ' preserveAspectRatio="none" aria-hidden="true">{stripes}</svg>{names}</div>'
)
STRIPE = '<rect class="hue-{}{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>'
NAME = "<li>{}: {}, {}: “{}”</li>"


@register.simple_tag
def paired_lines(answer: PairedAnswer) -> SafeString:
    """Write the paragraphs of an answer, each between its number and its columns."""
    return format_html_join("", "{}", ((_line(each),) for each in answer.paragraphs))


@register.simple_tag
def says(coding: Coding) -> SafeString:
    """Write what a coding says of its words: code, pole and whom it is about."""
    about = "" if coding.target == "self" else f" · {coding.get_target_display()}"
    return format_html(
        '<span class="strong">{}</span> <span class="pole pole-{}">{}</span>{}',
        coding.code.name,
        coding.pole,
        coding.get_pole_display(),
        about,
    )


@register.filter
def said_words(coding: Coding) -> str:
    return words_of(coding)


def _line(paragraph: PairedParagraph) -> SafeString:
    words = format_html_join("", "{}", ((_words(piece),) for piece in paragraph.pieces))
    if paragraph.is_asked:
        asked = format_html('<span class="visually-hidden">{} </span>', _("Interviewer:"))
        return format_html(LINE, paragraph.number, " asked", asked + words, "")
    sides = format_html_join("", "{}", ((_side(side),) for side in paragraph.sides))
    return format_html(LINE, paragraph.number, "", words, sides)


def _words(piece: Piece) -> SafeString | str:
    if piece.is_chosen:
        return format_html('<mark class="differs differs-chosen">{}</mark>', piece.text)
    if piece.is_open:
        return format_html('<mark class="differs differs-open">{}</mark>', piece.text)
    if piece.is_settled:
        return format_html('<mark class="differs differs-settled">{}</mark>', piece.text)
    return conditional_escape(piece.text)


def _side(side: Side) -> SafeString:
    stripes = format_html_join(
        "",
        STRIPE,
        (_drawn(stripe) for stripe in side.stripes),
    )
    return format_html(
        SIDE,
        width=side.lanes * LANE,
        length=side.length or 1,
        stripes=stripes,
        names=_names(side),
    )


def _drawn(stripe: Stripe) -> tuple[object, ...]:
    coding, chosen = stripe.coding, " is-chosen" if stripe.is_chosen else ""
    says = f"{coding.code.name} · {coding.get_pole_display()}"
    place = stripe.lane * LANE, stripe.start, WIDTH, stripe.length
    return (stripe.hue, chosen, *place, says)


def _names(side: Side) -> SafeString | str:
    """Name the codings that begin here, for those who listen to the page."""
    if not side.beginning:
        return ""
    whose = _whose(side.column)
    named = (
        (whose, coding.code.name, coding.get_pole_display(), words_of(coding))
        for coding in (stripe.coding for stripe in side.beginning)
    )
    names = format_html_join("", NAME, named)
    return format_html('<ul class="visually-hidden">{}</ul>', names)


def _whose(column: Column) -> str:
    return column.coder.name if column.coder else _("settled")
