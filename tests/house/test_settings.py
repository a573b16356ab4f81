"""What an installation can be told is written down, and nothing else is."""

import re

from tests.house.sources import PACKAGE, ROOT, strings_in, tree_of

SETTING = re.compile(r"\bECOTONE_[A-Z][A-Z_]*\b")


def test_every_setting_is_described_and_every_described_setting_exists() -> None:
    read = {
        name
        for name in strings_in(tree_of(PACKAGE / "config" / "settings.py"))
        if SETTING.fullmatch(name)
    }
    described = set(
        SETTING.findall((ROOT / "docs/reference/settings.md").read_text(encoding="utf-8"))
    )

    assert sorted(read) == sorted(described)
