"""A link that leads nowhere is named."""

from pathlib import Path

import pytest

from tools import docs


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(docs, "ROOT", tmp_path)
    (tmp_path / "how.md").write_text("# How it's done, in short\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "link",
    [
        "[how](how.md)",
        "[how](how.md#how-its-done-in-short)",
        "[far](https://example.org/none.md)",
        "`[an example](none.md)`",
        "```\n[an example](none.md)\n```",
    ],
)
def test_a_link_that_leads_somewhere_is_not_mentioned(house: Path, link: str) -> None:
    (house / "README.md").write_text(f"{link}\n", encoding="utf-8")

    assert docs.broken_links(house / "README.md") == []


@pytest.mark.parametrize("target", ["none.md", "how.md#why", "pictures/none.png"])
def test_a_link_that_leads_nowhere_is_named(house: Path, target: str) -> None:
    (house / "README.md").write_text(f"Read [this]({target}).\n", encoding="utf-8")

    assert docs.broken_links(house / "README.md") == [f"README.md: {target} leads nowhere"]
