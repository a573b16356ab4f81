"""The paper pictures are drawn on: SVG as text, every word escaped, every number short."""

import re
from html import escape

from ecotone.engine.kernel import InputError
from ecotone.engine.pictures.palette import FONTS, PALETTE, Theme

__all__ = ["element", "escaped", "link", "number", "standalone"]

# XML 1.0 has no way to write these, not even escaped; one would make the whole file unreadable.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SCHEME = re.compile(r"[^/?#:]*:")
_SAFE_SCHEMES = ("http:", "https:")
_MARGIN = 24.0


def number(value: float) -> str:
    """Write a coordinate with at most two decimals, so that bytes do not hang on rounding.

    >>> number(12.0), number(0.126), number(-0.001)
    ('12', '0.13', '0')
    """
    shortest = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shortest == "-0" else shortest


def escaped(words: str) -> str:
    """Make anybody's words safe inside an element or a quoted attribute.

    >>> escaped('<script>"')
    '&lt;script&gt;&quot;'
    """
    return escape(_NOT_IN_XML.sub("", words))


def element(name: str, *children: str, **attributes: str | float) -> str:
    """Write one element; children are SVG already, attribute values are escaped here.

    Underscores in attribute names become hyphens.

    >>> element("circle", r=7, stroke_width=1.5)
    '<circle r="7" stroke-width="1.5"/>'
    >>> element("text", "Tom", x=1)
    '<text x="1">Tom</text>'
    """
    written = "".join(
        f' {key.replace("_", "-")}="{_attribute(value)}"' for key, value in attributes.items()
    )
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def _attribute(value: str | float) -> str:
    return escaped(value) if isinstance(value, str) else number(value)


def link(*children: str, href: str, label: str) -> str:
    """Make a drawing clickable and give it one spoken name; without an address only group it.

    The name is the link's label. The same words as a tooltip sit in a hidden group inside:
    on the link itself a screen reader would read them a second time, as its description.

    >>> link("<path/>", href="/heather/", label="Heather").split("<g")[0]
    '<a href="/heather/" aria-label="Heather">'
    >>> link("<path/>", href="", label="Heather").split("<title")[0]
    '<g role="img" aria-label="Heather"><g aria-hidden="true">'
    """
    tooltip = element("title", escaped(label))
    drawing = element("g", tooltip, *children, aria_hidden="true")
    if not href:
        return element("g", drawing, role="img", aria_label=label)
    scheme = _SCHEME.match(href)
    if scheme and scheme.group().lower() not in _SAFE_SCHEMES:
        raise InputError(f"A picture links to pages only, not to {href!r}.")
    return element("a", drawing, href=href, aria_label=label)


def standalone(svg: str, theme: Theme) -> str:
    """Make a drawing a file of its own: real colours, a ground, a size, and no dead links.

    Parameters
    ----------
    svg
        What one of the draw functions returned.
    theme
        Which of the two palettes to bake in.

    Examples
    --------
    >>> small = '<svg viewBox="0 0 8 4" width="100%"><path fill="var(--page)"/></svg>'
    >>> for line in standalone(small, "light").replace("><", ">|<").split("|"):
    ...     print(line.rstrip())
    <?xml version="1.0" encoding="UTF-8"?>
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="-24 -24 56 52" width="56" height="52">
    <rect x="-24" y="-24" width="56" height="52" fill="#FFFFFF"/>
    <path fill="#FBFAF7"/>
    </svg>
    """
    head, body = svg.split(">", 1)
    width, height = _size(head)
    sheet: dict[str, str | float] = {
        "x": -_MARGIN,
        "y": -_MARGIN,
        "width": width + 2 * _MARGIN,
        "height": height + 2 * _MARGIN,
    }
    ground = element("rect", **sheet, fill=PALETTE["card"].in_theme(theme))
    inside = ground + _baked(_without_links(body), theme)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_opening(head, sheet)}{inside}\n'


def _size(head: str) -> tuple[float, float]:
    found = re.search(r' viewBox="0 0 ([\d.]+) ([\d.]+)"', head)
    if found is None:
        raise InputError("Only a picture drawn here, with its viewBox, can be saved alone.")
    return float(found.group(1)), float(found.group(2))


def _opening(head: str, sheet: dict[str, str | float]) -> str:
    box = " ".join(map(_attribute, sheet.values()))
    size = f'width="{_attribute(sheet["width"])}" height="{_attribute(sheet["height"])}"'
    kept = re.sub(r' (class|viewBox|width|height)="[^"]*"', "", head).removeprefix("<svg")
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {size}{kept}>'


def _baked(body: str, theme: Theme) -> str:
    for role, colour in PALETTE.items():
        body = body.replace(f'"var(--{role})"', f'"{colour.in_theme(theme)}"')
    for name, stack in FONTS.items():
        body = body.replace(f'"var(--{name})"', f'"{stack}"')
    return body


def _without_links(body: str) -> str:
    """Keep the names but not the addresses: from a file on a desk they lead nowhere."""
    body = re.sub(r'<a href="[^"]*"', '<g role="img"', body)
    return body.replace("</a>", "</g>")
