"""In which element a variable's value is written: that of its kind, if it is such a value."""

import re
from datetime import date, datetime
from typing import Final

from ecotone.engine.refiqda.project import ValueKind

__all__ = ["element_for"]

_PATTERNS: Final = {
    ValueKind.BOOLEAN: re.compile("true|false|0|1"),
    ValueKind.INTEGER: re.compile("[+-]?[0-9]+"),
    ValueKind.FLOAT: re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    ValueKind.DATE: re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    ValueKind.DATE_TIME: re.compile(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\.[0-9]{1,6})?(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])?"
    ),
}


def element_for(kind: ValueKind, value: str) -> str:
    """Return the element's name; words that are no value of their kind are text.

    >>> element_for(ValueKind.INTEGER, "7"), element_for(ValueKind.INTEGER, "about 7")
    ('IntegerValue', 'TextValue')
    """
    return f"{kind}Value" if _is_value(kind, value) else "TextValue"


def _is_value(kind: ValueKind, value: str) -> bool:
    pattern = _PATTERNS.get(kind)
    if pattern is None or not pattern.fullmatch(value):
        return False
    try:
        if kind is ValueKind.DATE:
            date.fromisoformat(value)
        if kind is ValueKind.DATE_TIME:
            datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
