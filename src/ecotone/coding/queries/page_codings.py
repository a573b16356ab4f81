"""Codings as a page keeps them in memory: what each says, whose it is, where it stands."""

from collections.abc import Iterable

from ecotone.coding.choices import Layer
from ecotone.coding.models import Coding, CodingQuerySet
from ecotone.foundation.models import User

FIELDS = ("key", "pk", "revision", "start", "end", "code", "pole", "target", "layer")


def voice_of(coding: Coding) -> str:
    """Name whoever says it: a coder by their initials, or all of them where it was settled."""
    return _voice(coding.layer, coding.coder.name, coding.coder.email)


def is_own(coding: Coding, reader: User) -> bool:
    return coding.coder_id == reader.pk and coding.layer == Layer.CODER


def page_codings(codings: CodingQuerySet, reader: User) -> list[dict[str, object]]:
    """Return these codings as plain values, in the order of the text."""
    rows = codings.order_by("revision", "start", "end", "pk").values_list(
        *FIELDS, "coder", "coder__name", "coder__email"
    )
    return [_page_coding(row, reader) for row in rows.iterator(chunk_size=2000)]


def gone(keys: Iterable[object]) -> list[dict[str, object]]:
    """Say of these codings that they stand no more, or not for whoever asks."""
    return [{"key": str(key), "isGone": True} for key in keys]


def _page_coding(row: tuple[object, ...], reader: User) -> dict[str, object]:
    key, pk, revision, start, end, code, pole, target, layer, coder, name, email = row
    return {
        "key": str(key),
        "id": pk,
        "revision": revision,
        "start": start,
        "end": end,
        "code": code,
        "pole": pole,
        "target": target,
        "coder": _voice(str(layer), str(name), str(email)),
        "own": coder == reader.pk and layer == Layer.CODER,
    }


def _voice(layer: str, name: str, email: str) -> str:
    if layer == Layer.SETTLED:
        return str(Layer.SETTLED.label)
    return User(name=name, email=email).initials
