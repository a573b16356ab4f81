"""Every address of the house with its view, read from the same place that Django reads."""

from collections.abc import Callable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def addressed_views() -> dict[str, Callable[..., object]]:
    return dict(_views_below(get_resolver(), ""))


def _views_below(
    resolver: URLResolver, namespace: str
) -> Iterator[tuple[str, Callable[..., object]]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _views_below(entry, inner)
        else:
            yield f"{namespace}{name_of(entry)}", entry.callback


def name_of(entry: URLPattern) -> str:
    """Name an address; one without a name is given its pattern, so that it stands out."""
    return entry.name or str(entry.pattern)
