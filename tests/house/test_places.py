"""No file knows the machine it was written on, or the host a package came from."""

import re
from pathlib import Path

import pytest

from tests.house.sources import our_files, place

# Spelled in pieces, so that this file keeps the rule it guards.
REGISTRIES = (
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "npmjs" + ".org",
    "npmjs" + ".com",
    "debian" + ".org",
    "jsdelivr" + ".net",
    "unpkg" + ".com",
    "cloudflare" + ".com",
    "googleapis" + ".com",
)
FOLDERS = ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/opt/py" + "pi", "/opt/whe" + "els")
# A folder counts where a path begins: "/net" + FOLDERS[0] or an address is something else.
FORBIDDEN = re.compile(
    "|".join(
        [*map(re.escape, REGISTRIES), *(rf"(?<![\w.~*:/-]){folder}" for folder in FOLDERS)]
    )
)


def test_no_file_names_a_registry_or_a_folder_of_one_machine() -> None:
    named = [found for path in our_files() for found in places_named_in(path)]

    assert named == []


def places_named_in(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return []
    lines = enumerate(text.splitlines(), 1)
    return [
        f"{place(path, number)} names {it[0]}"
        for number, line in lines
        if (it := FORBIDDEN.search(line))
    ]


@pytest.mark.parametrize("named", [f"https://files.{REGISTRIES[1]}/x", f"cd {FOLDERS[0]}main"])
def test_a_registry_or_a_folder_is_noticed(named: str) -> None:
    assert FORBIDDEN.search(named)


@pytest.mark.parametrize("innocent", ["/programmes/play/people", "team" + FOLDERS[0] + "plan"])
def test_an_address_on_our_pages_is_not_mistaken_for_a_folder(innocent: str) -> None:
    assert not FORBIDDEN.search(innocent)


def test_the_lock_of_the_front_end_holds_no_address_of_a_package() -> None:
    lock = next(path for path in our_files() if path.name == "package-lock.json")

    assert '"resolved"' not in lock.read_text(encoding="utf-8")
