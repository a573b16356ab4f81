"""Drawing the codebook beside a text, in Python: hundreds of codes are on every page."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ecotone.coding.choices import Pole
from ecotone.coding.queries import CodeEntry, Family

register = template.Library()

LINE = (
    '<li class="book-line hue-{hue}{whole}" data-code="{pk}" data-hue="{hue}" '
    'data-name="{name}" data-above="{above}" data-other-names="{others}" '
    'data-advice="{advice}" data-not-for="{not_for}" data-uses="{total}"{retired}>'
    '<button type="button" class="pin"><kbd>…</kbd>'
    '<span class="visually-hidden"></span></button>'
    '<span class="swatch" aria-hidden="true"></span> <a href="{address}">{shown}</a> '
    '<span class="uses number muted">{uses}</span></li>'
)
USE = '<span class="use use-{}">{}<span class="visually-hidden"> {}</span></span> '
RETIRED = ' data-retired="yes"'


@register.simple_tag(takes_context=True)
def book_lines(context: RequestContext, family: Family) -> SafeString:
    """Write one line for each code of a family, with all that the palette knows of it."""
    book = _Book(
        address=reverse("coding:code", args=(context["programme"].slug, "KEY")),
        poles={pole: escape(str(pole.label)) for pole in Pole},
        whole=escape(_("the family as a whole")),
    )
    drawn = map(book.line, (family.head, *family.members))
    return mark_safe("".join(drawn))  # noqa: S308  # each part of each line is escaped


@dataclass(frozen=True, slots=True)
class _Book:
    """What all lines share: translated and looked up once, not once a code."""

    address: str
    poles: Mapping[Pole, str]
    whole: str

    def line(self, entry: CodeEntry) -> str:
        code, name = entry.code, escape(entry.code.name)
        uses = entry.uses_by_pole
        return LINE.format(
            hue=entry.hue,
            whole="" if entry.depth else " book-whole",
            pk=code.pk,
            name=name,
            above=escape(" \u203a ".join(entry.above)),
            others=escape(" ".join(code.other_names)),
            advice=escape(entry.advice),
            not_for=escape(code.not_for),
            total=entry.total,
            retired=RETIRED if code.is_retired else "",
            address=escape(self.address.replace("KEY", code.key)),
            shown=name if entry.depth else self.whole,
            uses="".join(USE.format(pole, number, self.poles[pole]) for pole, number in uses),
        )
