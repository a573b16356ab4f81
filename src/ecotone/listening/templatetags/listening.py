"""How listening writes times of a recording."""

from django import template

register = template.Library()


@register.filter
def clock(milliseconds: int | None) -> str:
    """Write a time as a player shows it: 0:04, 12:30, 1:02:03."""
    if milliseconds is None:
        return ""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
