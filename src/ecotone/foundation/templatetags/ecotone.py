"""Marks and icons, drawn into the page so that they take its colours."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import segno
from django import template
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ecotone.engine.pictures import inline_mark

register = template.Library()


@register.simple_tag
def mark(shape: str, sector: str, size: int = 14) -> SafeString:
    """Draw a sector's mark in its colour. It is silent: say the sector in words too."""
    return mark_safe(inline_mark(shape, sector, size=size))  # noqa: S308  # the engine escapes


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one of the bundled icons in the colour of the text around it."""
    return _icon(name)


@register.simple_tag
def qr(address: str, label: str) -> SafeString:
    """Draw an address as a code to scan: black on white in every theme, or cameras give up."""
    code = segno.make(address, error="m", micro=False)
    drawing = code.svg_inline(border=4, omitsize=True, light="#fff", svgclass="qr")
    named = format_html('<svg role="img" aria-label="{}"', label)
    return mark_safe(drawing.replace("<svg", named, 1))  # noqa: S308  # squares, and an escaped label


@cache
def _icon(name: str) -> SafeString:
    path = f"vendor/icons/{name}.svg"
    found = finders.find(path)
    if found is None:
        with staticfiles_storage.open(path) as file:
            drawing: str = file.read().decode()
    else:
        drawing = Path(found).read_text(encoding="utf-8")
    body = drawing[drawing.index("<svg") :].replace("<svg", '<svg aria-hidden="true"', 1)
    return mark_safe(body)  # noqa: S308  # a file of ours, not of a visitor


@register.simple_block_tag
def page_head(content: str, title: str, lede: str = "") -> SafeString:
    """Begin a page: its name, one sentence about it, and what can be done here, if anything."""
    parts = {"title": title, "lede": lede, "aside": content.strip() and mark_safe(content)}  # noqa: S308  # rendered already
    return render_to_string("foundation/_head.html", parts)


@register.inclusion_tag("foundation/_filter.html")
def filter_bar(
    form: object, *, count: int, everybody: str, view: str = ""
) -> dict[str, object]:
    """Ask which people a list shows. `form.kept` says whether anything is left out."""
    return {"form": form, "count": count, "everybody": everybody, "view": view}


@register.inclusion_tag("foundation/_pager.html", takes_context=True)
def pager(context: Context, page: object) -> dict[str, object]:
    """Show where we are in a long list, keeping the filters of the address."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    return {"page": page, "query": query.urlencode()}


@register.filter
def cell(values: Mapping[str, str], column: str) -> str:
    """Return what stands in a column whose name the page learns only now."""
    return values.get(column, "")
