"""Every address of the house with its view, read from the same place that Django reads."""

from collections.abc import Callable, Iterator
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver

# What a part of an address is filled in with where nothing is meant to be there.
STAND_IN = {"int": 0, "uuid": UUID(int=0), "str": "nothing", "slug": "nothing"}


def addressed_views() -> dict[str, Callable[..., object]]:
    return {name: entry.callback for name, entry in _patterns_below(get_resolver(), "")}


def name_of(entry: URLPattern) -> str:
    """Name an address; one without a name is given its pattern, so that it stands out."""
    return entry.name or str(entry.pattern)


def parts_of(name: str) -> dict[str, str]:
    """Return what an address is filled in with: each part and its kind, as urls write it."""
    converters = dict(_patterns_below(get_resolver(), ""))[name].pattern.converters
    return {
        part: type(converter)
        .__name__.removesuffix("Converter")
        .lower()
        .replace("string", "str")
        for part, converter in converters.items()
    }


def _patterns_below(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _patterns_below(entry, inner)
        else:
            yield f"{namespace}{name_of(entry)}", entry
