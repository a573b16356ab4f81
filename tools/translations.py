"""The catalogues of translations: gathered from the sources, and compiled for the pages.

translations.py gather    bring src/ecotone/locale/*/LC_MESSAGES/django.po up to date
translations.py compile   make the .mo files that the pages read
translations.py missing   list what has no translation yet, file by file
"""

import io
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "ecotone"
LOCALES = SOURCES / "locale"
WIDTH = 96
# How the sources mark what is said, and which of a call's words are which.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def gathered() -> Catalog:
    """Read every sentence that the sources say to people, with where it stands."""
    catalog = Catalog(project="Ecotone", charset="utf-8")
    for path, place in _spoken():
        for line, said, comments, context in extract("python", path, keywords=KEYWORDS):
            del line  # it would change with every edit above
            catalog.add(said, locations=[(place, 0)], auto_comments=comments, context=context)
    return catalog


def _spoken() -> Iterator[tuple[io.BytesIO, str]]:
    """Yield Python files as they are, and templates with only what is said left standing."""
    from django.utils.translation.template import templatize

    for path in sorted(SOURCES.rglob("*")):
        place = path.relative_to(SOURCES).as_posix()
        if path.suffix == ".py" and "/migrations/" not in f"/{place}":
            yield io.BytesIO(path.read_bytes()), place
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            said = templatize(path.read_text(encoding="utf-8"), origin=place)
            # Within brackets the indentation of a page means nothing to Python.
            yield io.BytesIO(f"({said})".encode()), place


def catalogues() -> dict[str, Path]:
    """Find the catalogue of each language."""
    found = sorted(LOCALES.glob("*/LC_MESSAGES/django.po"))
    return {path.parent.parent.name: path for path in found}


def read(language: str, path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def gather() -> None:
    template = gathered()
    for language, path in catalogues().items():
        catalog = read(language, path)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        path.write_bytes(_header_of(path) + _body_of(catalog))


def _header_of(path: Path) -> bytes:
    """Keep the head of the file as it is: what tools write there changes with every run."""
    head, _blank, _rest = path.read_bytes().partition(b"\n\n")
    return head + b"\n\n"


def _body_of(catalog: Catalog) -> bytes:
    body = io.BytesIO()
    write_po(
        body, catalog, width=WIDTH, sort_output=True, include_lineno=False, omit_header=True
    )
    return body.getvalue()


def compile_all() -> None:
    for language, path in catalogues().items():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(language, path))


def untranslated(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id and not _is_translated(message)]


def _is_translated(message: Message) -> bool:
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(said)


def tell_missing() -> None:
    for language, path in catalogues().items():
        missing = untranslated(read(language, path))
        print(f"{language}: {len(missing)} without translation")
        places = Counter(place for message in missing for place, _line in message.locations)
        for place, number in sorted(places.items()):
            print(f"  {number:4}  {place}")


VERBS = {"gather": gather, "compile": compile_all, "missing": tell_missing}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecotone.config.settings")
    VERBS[sys.argv[1]]()
