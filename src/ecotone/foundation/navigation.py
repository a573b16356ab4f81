"""The main menu. Each room registers its own page when the app starts."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from ecotone.foundation.doors import ProgrammeRequest
from ecotone.foundation.models import Programme
from ecotone.foundation.permissions import Action


@dataclass(frozen=True, slots=True)
class Page:
    """One entry of the menu, shown to whoever may open it."""

    position: int
    label: str
    url_name: str
    action: Action
    count_waiting: Callable[[Programme], int] | None = None

    @property
    def room(self) -> str:
        return self.url_name.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as one visitor sees it."""

    label: str
    address: str
    is_current: bool
    waiting: int


_pages: dict[str, Page] = {}


def register_page(page: Page) -> None:
    _pages[page.url_name] = page


def entries_for(request: ProgrammeRequest) -> list[Entry]:
    """Return the menu for this visitor, in the order of the loop."""
    pages = sorted(_pages.values(), key=lambda page: page.position)
    return [_entry(page, request) for page in pages if page.action in request.actions]


def _entry(page: Page, request: ProgrammeRequest) -> Entry:
    at = request.resolver_match.view_name if request.resolver_match else ""
    return Entry(
        label=str(page.label),
        address=reverse(page.url_name, args=(request.programme.slug,)),
        is_current=at == page.url_name or at.partition(":")[0] == page.room,
        waiting=page.count_waiting(request.programme) if page.count_waiting else 0,
    )
