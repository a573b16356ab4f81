"""Figures of agreement in words and drawn: never a number without how far it may be off."""

from collections.abc import Mapping
from types import MappingProxyType

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ecotone.engine.agreement import Estimate, Kind, Note, WhyNot

register = template.Library()

WHY_NOT: Mapping[WhyNot, Promise] = MappingProxyType(
    {
        WhyNot.NOBODY_JUDGED_TOGETHER: _("no answer was read by two"),
        WhyNot.NOBODY_USED: _("nobody used the code"),
        WhyNot.NO_VARIATION: _("all say the same of every answer"),
        WhyNot.NOT_TWO_CODERS: _("for two coders only"),
        WhyNot.ONE_DOCUMENT: _("needs two texts"),
        WhyNot.TOO_FEW_SAMPLES: _("too few texts hold it"),
        WhyNot.ALWAYS_THE_SAME: _("the same in every draw"),
    }
)
NOTES: Mapping[Note, Promise] = MappingProxyType(
    {
        Note.LOPSIDED: _(
            "Marked in hardly any answer, or in nearly all. Alpha and kappa fall steeply there "
            "even where coders mostly agree: look at positive and negative agreement."
        ),
        Note.FEW_DOCUMENTS: _(
            "Fewer than ten texts: the range says little about texts still to come."
        ),
    }
)
KINDS: Mapping[Kind, Promise] = MappingProxyType(
    {
        Kind.BOUNDARY: _("other ends"),
        Kind.POLE: _("another pole"),
        Kind.CODE: _("another code"),
        Kind.MISSING: _("missing on one side"),
    }
)
WIDTH, HEIGHT, EDGE, LEAST = 132, 18, 6, -0.5


@register.filter
def figure(estimate: Estimate) -> str:
    """Write a figure to two decimals, with a minus that reads as one."""
    return "" if estimate.value is None else _number(estimate.value)


@register.filter
def low(estimate: Estimate) -> str:
    return _number(estimate.interval.low) if estimate.interval else ""


@register.filter
def high(estimate: Estimate) -> str:
    return _number(estimate.interval.high) if estimate.interval else ""


@register.filter
def why_not(estimate: Estimate) -> Promise | str:
    """Say why there is no figure, or no range."""
    reason = estimate.why_not or estimate.why_no_interval
    return WHY_NOT.get(reason, "") if reason else ""


@register.filter
def note(said: Note) -> Promise:
    return NOTES[said]


@register.filter
def kind(differs: Kind) -> Promise:
    return KINDS[differs]


@register.simple_tag
def dot_plot(estimate: Estimate) -> SafeString:
    """Draw a figure on a line from -0.5 to 1, with its range; zero is marked.

    It says no more than the numbers beside it, so it is hidden from those who hear the page.
    """
    if estimate.value is None:
        return SafeString()
    ends = estimate.interval
    span = (
        format_html(
            '<line class="dots-range" x1="{}" x2="{}" y1="9" y2="9"/>',
            _place(ends.low),
            _place(ends.high),
        )
        if ends
        else SafeString()
    )
    return format_html(
        '<svg class="dots" width="{}" height="{}" viewBox="0 0 {} {}" aria-hidden="true">'
        '<line class="dots-line" x1="{}" x2="{}" y1="9" y2="9"/>'
        '<line class="dots-zero" x1="{}" x2="{}" y1="2" y2="16"/>{}'
        '<circle class="dots-dot" cx="{}" cy="9" r="5"/></svg>',
        WIDTH,
        HEIGHT,
        WIDTH,
        HEIGHT,
        EDGE,
        WIDTH - EDGE,
        _place(0),
        _place(0),
        span,
        _place(estimate.value),
    )


def _place(value: float) -> float:
    share = (max(value, LEAST) - LEAST) / (1 - LEAST)
    return round(EDGE + share * (WIDTH - 2 * EDGE), 1)


def _number(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "\N{MINUS SIGN}")
