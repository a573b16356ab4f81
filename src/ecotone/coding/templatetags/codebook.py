"""Telling the codebook's history in words, and what a wording was beside what it became."""

from collections.abc import Callable, Mapping

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecotone.coding.choices import Verb
from ecotone.coding.queries.book_history import BookStep
from ecotone.coding.queries.rewording import Fate, Rewording

register = template.Library()

ELEMENTS = {Fate.KEPT: "{}", Fate.GONE: "<del>{}</del>", Fate.NEW: "<ins>{}</ins>"}


@register.simple_tag
def difference(told: Rewording) -> SafeString:
    """Write a wording with what went struck through and what came underlined."""
    parts = [format_html(ELEMENTS[piece.fate], piece.text) for piece in told.stretches]
    return format_html_join("", "{}", ((part,) for part in parts)) or _nothing()


def _nothing() -> SafeString:
    return format_html('<span class="muted">{}</span>', _("nothing"))


@register.simple_tag
def book_step(told: BookStep) -> str:
    """Say in a sentence who did what to the codebook."""
    if not told.step.is_undo or told.step.undoes is None:
        return _TELL[Verb(told.step.verb)](told, _who(told.step.by))
    done = _TELL[Verb(told.step.verb)](told, _who(told.step.undoes.by))
    return _("%(who)s undid this: %(done)s") % {"who": _who(told.step.by), "done": done}


def _who(user: object) -> str:
    return str(user) if user else _("The installation")


def _first(told: BookStep) -> str:
    return str(told.codes[0].code) if told.codes else _("a code")


def _second(told: BookStep) -> str:
    return str(told.codes[1].code) if len(told.codes) > 1 else _("another code")


def _adopted(told: BookStep, who: str) -> str:
    number = len(told.codes)
    words = ngettext(
        "%(who)s took over the starter codebook: %(n)d code.",
        "%(who)s took over the starter codebook: %(n)d codes.",
        number,
    )
    return words % {"who": who, "n": number}


def _added(told: BookStep, who: str) -> str:
    return _("%(who)s added “%(code)s”.") % {"who": who, "code": _first(told)}


def _described(told: BookStep, who: str) -> str:
    change = told.codes[0] if told.codes else None
    if change and "name" in change.after:
        return _("%(who)s renamed “%(old)s” to “%(new)s”.") % {
            "who": who,
            "old": change.before["name"],
            "new": change.after["name"],
        }
    return _("%(who)s changed what is said of “%(code)s”.") % {"who": who, "code": _first(told)}


def _moved(told: BookStep, who: str) -> str:
    change = told.codes[0] if told.codes else None
    after = change.after if change else {}
    said = {"who": who, "code": _first(told)}
    if change is None or after.get("parent_id") == change.before.get("parent_id"):
        return _("%(who)s changed the place of “%(code)s” among its like.") % said
    if after["parent_id"] is None:
        return _("%(who)s made “%(code)s” a family of its own.") % said
    family = told.places.get(after["parent_id"], "")
    return _("%(who)s moved “%(code)s” under “%(family)s”.") % {**said, "family": family}


def _merged(told: BookStep, who: str) -> str:
    if not told.passages:
        return _("%(who)s merged “%(code)s” into “%(into)s”.") % _between(told, who)
    words = ngettext(
        "%(who)s merged “%(code)s” into “%(into)s”: %(n)d passage.",
        "%(who)s merged “%(code)s” into “%(into)s”: %(n)d passages.",
        told.passages,
    )
    return words % _between(told, who)


def _split(told: BookStep, who: str) -> str:
    if not told.passages:
        return _("%(who)s split “%(into)s” off “%(code)s”.") % _between(told, who)
    words = ngettext(
        "%(who)s split “%(code)s”: %(n)d passage is “%(into)s” now.",
        "%(who)s split “%(code)s”: %(n)d passages are “%(into)s” now.",
        told.passages,
    )
    return words % _between(told, who)


def _between(told: BookStep, who: str) -> Mapping[str, object]:
    return {"who": who, "code": _first(told), "into": _second(told), "n": told.passages}


def _retired(told: BookStep, who: str) -> str:
    return _("%(who)s retired “%(code)s”.") % {"who": who, "code": _first(told)}


def _brought_back(told: BookStep, who: str) -> str:
    return _("%(who)s brought “%(code)s” back.") % {"who": who, "code": _first(told)}


def _deleted(told: BookStep, who: str) -> str:
    said = {"who": who, "code": _first(told)}
    return _("%(who)s deleted “%(code)s”, which nobody had used.") % said


def _brought(told: BookStep, who: str) -> str:
    words = ngettext(
        "%(who)s brought a codebook: %(n)d code is new or changed.",
        "%(who)s brought a codebook: %(n)d codes are new or changed.",
        len(told.codes),
    )
    return words % {"who": who, "n": len(told.codes)}


_TELL: Mapping[Verb, Callable[[BookStep, str], str]] = {
    Verb.ADOPTED: _adopted,
    Verb.ADDED: _added,
    Verb.DESCRIBED: _described,
    Verb.MOVED: _moved,
    Verb.MERGED: _merged,
    Verb.SPLIT: _split,
    Verb.RETIRED: _retired,
    Verb.BROUGHT_BACK: _brought_back,
    Verb.DELETED: _deleted,
    Verb.BROUGHT: _brought,
}
