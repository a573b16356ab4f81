"""Everything the house answers to somebody who only looks, freed of what changes by itself."""

import io
import re
from collections.abc import Collection, Iterator, Mapping
from itertools import product
from zipfile import ZipFile

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from ecotone.foundation.models import Role
from ecotone.foundation.permissions import ALLOWED, Action
from tests.house.addresses import STAND_IN, parts_of
from tests.house.authorisation import TABLE, Door

Filling = Mapping[str, Collection[object]]
Asking = Mapping[str, Collection[str]]

ENDLESS = "text/event-stream"
BY_ITSELF = re.compile(
    r"""name="csrfmiddlewaretoken"\s+value="[^"]*"   # a new one for each page
    | \b(nonce|data-rendered)="[^"]*"
    | name="(sheet|started_from)"\s+value="[^"]*"    # drawn for each page of questions
    | \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*\S*        # when a file was written
    """,
    re.VERBOSE,
)
WHEN_WRITTEN = "docProps/core.xml"


def names_for(*roles: Role) -> list[str]:
    """Return the addresses inside a programme that these roles may open."""
    return [
        name
        for name, row in TABLE.items()
        if isinstance(row, Action) and ALLOWED[row] & {*roles}
    ]


def names_of_participants() -> list[str]:
    return [name for name, row in TABLE.items() if row == Door.PARTICIPANT]


def addresses_of(name: str, filling: Filling, asking: Asking) -> Iterator[str]:
    """Write an address with everything its parts and its question can be filled in with.

    A part is looked up with its room before it, with its kind, then alone: `key` is not the
    same everywhere.
    """
    room, kinds = name.partition(":")[0], parts_of(name)
    values = []
    for part, kind in kinds.items():
        known = (f"{room}:{part}", f"{kind} {part}", part)
        values.append(next((filling[by] for by in known if by in filling), [STAND_IN[kind]]))
    for chosen in product(*values):
        bare = reverse(name, kwargs=dict(zip(kinds, chosen, strict=True)))
        yield from (bare + question for question in ("", *asking.get(name, ())))


def seen_by(client: Client, addresses: Collection[str]) -> dict[str, str]:
    """Open addresses, each as if it were the first: what opening one changed is taken back."""
    seen = {}
    for address in addresses:
        with transaction.atomic():
            answer = client.get(address)
            seen[address] = f"{answer.status_code} {said_in(answer)}"
            transaction.set_rollback(True)
    return seen


def said_in(answer: HttpResponse) -> str:
    """Return all that an answer says, packed or not, without what changes by itself."""
    if answer.headers.get("Content-Type", "").startswith(ENDLESS):
        answer.close()
        return ""
    return BY_ITSELF.sub("", _unpacked(b"".join(answer)))


def _unpacked(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if not content.startswith(b"PK\x03\x04"):
        return content.decode(errors="replace")
    with ZipFile(io.BytesIO(content)) as package:
        names = sorted(name for name in package.namelist() if name != WHEN_WRITTEN)
        return "\n".join(f"{name}\n{_unpacked(package.read(name))}" for name in names)
