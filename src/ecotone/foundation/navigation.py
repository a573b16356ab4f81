"""The main menu. Each room registers its own page when the app starts."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from ecotone.foundation.doors import ProgrammeRequest
from ecotone.foundation.models import Programme
from ecotone.foundation.permissions import Action


@dataclass(frozen=True, slots=True)
class Page:
    """One entry of the menu, shown to whoever may open it; asides stand beside the name."""

    url_name: str
    title: str | Promise
    position: int
    action: Action
    count_waiting: Callable[[Programme], int] | None = None
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as one visitor sees it."""

    label: str
    address: str
    is_current: bool
    waiting: int
    is_aside: bool


_pages: dict[str, Page] = {}


def register_page(page: Page) -> None:
    """Give a room its place in the menu: called in its `apps.py`."""
    _pages[page.url_name] = page


def entries_for(request: ProgrammeRequest) -> list[Entry]:
    """Return the menu for this visitor, in the order of the loop."""
    pages = sorted(_pages.values(), key=lambda page: page.position)
    open_to = [page for page in pages if page.action in request.actions]
    addresses = {page: _address(page, request) for page in open_to}
    above = [address for address in addresses.values() if request.path.startswith(address)]
    current = max(above, key=len, default="")  # the divide's address begins every other
    return [
        Entry(
            label=str(page.title),
            address=address,
            is_current=address == current,
            waiting=page.count_waiting(request.programme) if page.count_waiting else 0,
            is_aside=page.is_aside,
        )
        for page, address in addresses.items()
    ]


def _address(page: Page, request: ProgrammeRequest) -> str:
    return reverse(page.url_name, args=(request.programme.slug,))
