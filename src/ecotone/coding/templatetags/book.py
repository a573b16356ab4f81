"""Drawing the codebook beside a text, in Python: hundreds of codes are on every page."""

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

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
RETIRED = SafeString(' data-retired="yes"')


@register.simple_tag(takes_context=True)
def book_lines(context: RequestContext, family: Family) -> SafeString:
    """Write one line for each code of a family, with all that the palette knows of it."""
    address = reverse("coding:code", args=(context["programme"].slug, "KEY"))
    entries = (family.head, *family.members)
    return format_html_join("", "{}", ((_line(entry, address),) for entry in entries))


def _line(entry: CodeEntry, address: str) -> SafeString:
    code = entry.code
    uses = ((pole, number, pole.label) for pole, number in entry.uses_by_pole)
    return format_html(
        LINE,
        hue=entry.hue,
        whole="" if entry.depth else " book-whole",
        pk=code.pk,
        name=code.name,
        above=" \u203a ".join(entry.above),
        others=" ".join(code.other_names),
        advice=entry.advice,
        not_for=code.not_for,
        total=entry.total,
        retired=RETIRED if code.is_retired else "",
        address=address.replace("KEY", code.key),
        shown=code.name if entry.depth else _("the family as a whole"),
        uses=format_html_join("", USE, uses),
    )
