"""Turning a refusal into the page that says what happened and what to do."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from ecotone.foundation import audit
from ecotone.foundation.errors import NotYours, Refused, TableRefused


class RefusalMiddleware:
    """The one place where `Refused` meets HTTP."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        match exception:
            case NotYours():
                self._write_down(request, exception)
                raise Http404 from exception
            case Refused():
                return self._refusal_page(request, exception)
        return None

    def _write_down(self, request: HttpRequest, refusal: NotYours) -> None:
        user = request.user if request.user.is_authenticated else None
        audit.record(
            "was turned away",
            refusal.attempted,
            programme=getattr(request, "programme", None),
            actor=audit.actor_key(user),
            at=timezone.now(),  # noqa: TID251  # middleware is a door
        )

    def _refusal_page(self, request: HttpRequest, refusal: Refused) -> HttpResponse:
        problems = refusal.problems if isinstance(refusal, TableRefused) else ()
        return render(
            request,
            "foundation/refused.html",
            {"refusal": refusal, "problems": problems, "back": _page_before(request)},
            status=refusal.status_code,
        )


def _page_before(request: HttpRequest) -> str:
    """Return the page of ours from which the visitor came, or the front door."""
    before = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()})
    return before if is_ours else "/"
