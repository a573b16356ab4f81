"""Drawing coded text. In Python, because one space too many would shift every position."""

from datetime import datetime
from html import escape

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ecotone.coding.queries import BehindCode, Paragraph, Quote, Run
from ecotone.engine.searching import Excerpt

register = template.Library()


@register.simple_tag
def coded(paragraph: Paragraph) -> SafeString:
    """Write a paragraph's text, marked where it is coded, with nothing before or between."""
    return mark_safe("".join(_drawn(run) for run in paragraph.runs))  # noqa: S308  # each is escaped


@register.simple_tag
def in_context(behind: BehindCode) -> SafeString:
    """Write a passage between the words around it."""
    return format_html(
        '<span class="muted">{}</span><mark class="coded in-context-mark">{}</mark>'
        '<span class="muted">{}</span>',
        behind.before,
        behind.passage.text,
        behind.after,
    )


@register.simple_tag
def excerpt(shown: Excerpt) -> SafeString:
    """Write part of a text with what was found in it marked, and dots where it is cut."""
    runs = format_html_join("", "{}", ((_found_or_not(run),) for run in shown.runs))
    return format_html(
        "{}{}{}",
        "\u2026 " if shown.begins_inside else "",
        runs,
        " \u2026" if shown.ends_inside else "",
    )


@register.inclusion_tag("coding/_quote_state.html")
def quote_state(quote: Quote, now: datetime) -> dict[str, object]:
    """Say where a passage meant for print stands, and how long it has been waiting."""
    return {
        "quote": quote,
        "is_silent": quote.is_silent(at=now),
        "days": quote.waiting_for(at=now).days,
    }


def _found_or_not(run: tuple[str, bool]) -> str:
    text, is_found = run
    return format_html('<mark class="found">{}</mark>', text) if is_found else text


def _drawn(run: Run) -> str:
    if not run.notes:
        return escape(run.text)
    notes = " ".join(str(note.key) for note in run.notes)
    return f'<mark class="coded {_colours(run)}" data-notes="{notes}">{escape(run.text)}</mark>'


def _colours(run: Run) -> str:
    """Tint by the first note; where notes overlap, underline by the last."""
    tint = f"hue-{run.notes[0].entry.hue}"
    over = f" over over-{run.notes[-1].entry.hue}" if len(run.notes) > 1 else ""
    return tint + over
