"""Everything held about one person as one file: a page to read and print, and JSON beside it.

It is made in memory and handed over at once; no copy of it lies anywhere.
"""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ecotone.register.models import Participant

STYLE = Path(__file__).parent.parent / "data" / "bundle.css"
MOST_COLUMNS, CELL = 4, 200  # what a table on a sheet of paper can hold
LONG = 90  # characters: from here on something is words to read, not a value beside its name


def bundle_of(
    participant: Participant, everything: Mapping[str, object], *, at: datetime
) -> bytes:
    """Return a zip with `everything.html`, which needs nothing else, and `everything.json`."""
    written = io.BytesIO()
    about = {"about": participant.pseudonym, "written": at.isoformat(" ", "minutes")}
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        told = json.dumps({**about, **everything}, ensure_ascii=False, indent=2)
        file.writestr("everything.json", told)
        file.writestr("everything.html", _page(participant, everything, at))
    return written.getvalue()


def _page(participant: Participant, everything: Mapping[str, object], at: datetime) -> str:
    return render_to_string(
        "consent/everything_file.html",
        {
            "participant": participant,
            "at": at,
            "style": mark_safe(f"<style>{STYLE.read_text(encoding='utf-8')}</style>"),  # noqa: S308  # our own file
            "sections": [(_title(name), drawn(told)) for name, told in everything.items()],
        },
    )


def drawn(told: object) -> SafeString:
    """Draw what was told as nested lists. What is empty is left out."""
    if isinstance(told, Mapping):
        return _drawn_facts(told)
    if isinstance(told, Sequence) and not isinstance(told, str):
        return _drawn_list(told)
    if isinstance(told, bool):
        return format_html("{}", "yes" if told else "no")
    words = str(told)
    if len(words) > LONG or "\n" in words:
        return format_html("<blockquote>{}</blockquote>", words)
    return format_html("{}", words)


def _drawn_facts(told: Mapping[str, object]) -> SafeString:
    facts = [
        (_width(shown := drawn(fact)), _title(name), shown)
        for name, fact in told.items()
        if not is_empty(fact)
    ]
    lines = format_html_join("", '<div class="{}"><dt>{}</dt><dd>{}</dd></div>', facts)
    return format_html("<dl>{}</dl>", lines)


def _width(shown: SafeString) -> str:
    """Give words and lists the whole width of the page, below their name."""
    return "wide" if shown.startswith("<") else "beside"


def _drawn_list(told: Sequence[object]) -> SafeString:
    entries = [entry for entry in told if not is_empty(entry)]
    if entries and all(map(_is_short, entries)):
        return format_html("{}", ", ".join(map(str, entries)))
    rows = [entry for entry in entries if isinstance(entry, Mapping)]
    if len(rows) == len(entries) and (columns := _columns(rows)):
        return _drawn_table(rows, columns)
    items = format_html_join("", "<li>{}</li>", ((drawn(entry),) for entry in entries))
    return format_html("<ul>{}</ul>", items)


def _columns(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Name the columns where a list is best read as a table: few, and short to read."""
    filled = {name: None for row in rows for name, fact in row.items() if not is_empty(fact)}
    is_flat = all(_fits(row.get(name, "")) for row in rows for name in filled)
    return list(filled) if is_flat and len(filled) <= MOST_COLUMNS else []


def _drawn_table(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> SafeString:
    heads = format_html_join(
        "", '<th scope="col">{}</th>', ((_title(name),) for name in columns)
    )
    lines = [
        format_html_join("", "<td>{}</td>", ((drawn(row.get(name) or ""),) for name in columns))
        for row in rows
    ]
    body = format_html_join("", "<tr>{}</tr>", ((line,) for line in lines))
    return format_html(
        "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", heads, body
    )


def _fits(told: object) -> bool:
    return not isinstance(told, Mapping | list) and len(str(told)) <= CELL


def _is_short(told: object) -> bool:
    return not isinstance(told, Mapping | list) and len(str(told)) <= LONG


def is_empty(told: object) -> bool:
    if isinstance(told, Mapping):
        return all(map(is_empty, told.values()))
    return told is None or told in ("", [])


def _title(name: str) -> str:
    return name[:1].upper() + name[1:]
