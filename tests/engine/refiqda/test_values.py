"""A value is written as its kind only where it is one."""

import pytest

from ecotone.engine.refiqda import ValueKind
from ecotone.engine.refiqda.values import element_for


@pytest.mark.parametrize(
    ("kind", "value", "element"),
    [
        (ValueKind.TEXT, "7", "TextValue"),
        (ValueKind.BOOLEAN, "true", "BooleanValue"),
        (ValueKind.BOOLEAN, "yes", "TextValue"),
        (ValueKind.INTEGER, "-7", "IntegerValue"),
        (ValueKind.INTEGER, "\u0667", "TextValue"),
        (ValueKind.FLOAT, "7.5", "FloatValue"),
        (ValueKind.FLOAT, "7e5", "TextValue"),
        (ValueKind.DATE, "2026-01-05", "DateValue"),
        (ValueKind.DATE, "2026-02-30", "TextValue"),
        (ValueKind.DATE_TIME, "2026-01-05T09:00:00Z", "DateTimeValue"),
        (ValueKind.DATE_TIME, "2026-01-05T25:00:00Z", "TextValue"),
    ],
)
def test_each_value_has_its_element(kind: ValueKind, value: str, element: str) -> None:
    assert element_for(kind, value) == element
