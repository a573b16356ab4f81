"""Codings as a page keeps them in memory: what each says, whose it is, where it stands."""

from collections.abc import Iterable

from ecotone.coding.choices import Layer
from ecotone.coding.models import Coding, CodingQuerySet
from ecotone.foundation.models import User

SAID = ("key", "revision", "start", "end", "code", "pole", "target", "layer")
FIELDS = (*SAID, "coder", "coder__name", "coder__email")


def voice_of(coding: Coding) -> str:
    """Name whoever says it: a coder by their initials, or all of them where it was settled."""
    return str(Layer.SETTLED.label) if coding.layer == Layer.SETTLED else coding.coder.initials


def is_own(coding: Coding, reader: User) -> bool:
    return coding.coder_id == reader.pk and coding.layer == Layer.CODER


def page_codings(codings: CodingQuerySet, reader: User) -> list[dict[str, object]]:
    """Return these codings as plain values, in the order of the text."""
    rows = codings.order_by("revision", "start", "end", "pk").select_related("coder")
    return [page_coding(coding, reader) for coding in rows.only(*FIELDS)]


def page_coding(coding: Coding, reader: User) -> dict[str, object]:
    """Return one coding at hand as plain values, without asking the database again."""
    return {
        "key": str(coding.key),
        "id": coding.pk,
        "revision": coding.revision_id,
        "start": coding.start,
        "end": coding.end,
        "code": coding.code_id,
        "pole": coding.pole,
        "target": coding.target,
        "coder": voice_of(coding),
        "own": is_own(coding, reader),
    }


def gone(keys: Iterable[object]) -> list[dict[str, object]]:
    """Say of these codings that they stand no more, or not for whoever asks."""
    return [{"key": str(key), "isGone": True} for key in keys]
