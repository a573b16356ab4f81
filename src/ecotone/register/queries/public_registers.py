"""Looking organisations up in the public registers, and what became of them."""

import re
import unicodedata
from collections.abc import Iterable

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from ecotone.register.choices import PublicRegister
from ecotone.register.models import ListedOrganisation

MOST_FOUND = 20
FEWEST_LETTERS = 2
_LEFT_OUT = dict.fromkeys(map(ord, "'\N{RIGHT SINGLE QUOTATION MARK}"))
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Return text as it is searched: small letters without accents, signs as spaces.

    An apostrophe is left out, so that "St Mary's" is found by "st marys".
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LEFT_OUT)
    if not plain.isascii():
        plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(_BETWEEN_WORDS.sub(" ", plain).split())


def listed_like(words: str) -> QuerySet[ListedOrganisation]:
    """Return what is listed under all these words or their beginnings, best first.

    A name that begins as asked comes before one that only holds the words, and what is open
    before what has closed.
    """
    asked = folded(words)
    if len(asked) < FEWEST_LETTERS:
        return ListedOrganisation.objects.none()
    holds_all = Q()
    for word in asked.split():
        holds_all &= Q(searched__contains=f" {word}")
    begins = Case(
        When(searched__startswith=f" {asked}", then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    found = ListedOrganisation.objects.filter(holds_all)
    return found.order_by("-is_open", begins, "name", "pk")[:MOST_FOUND]


def listed_with_numbers(
    numbers: Iterable[tuple[str, str]],
) -> dict[tuple[str, str], ListedOrganisation]:
    """Find lines by kind of number (URN or UKPRN) and number.

    Several schools may share the UKPRN of their trust: then it names none of them.
    """
    asked = set(numbers)
    digits = {number for _kind, number in asked}
    urn = Q(register=PublicRegister.SCHOOLS, number__in=digits)
    found: dict[tuple[str, str], ListedOrganisation] = {}
    shared: set[tuple[str, str]] = set()
    for line in ListedOrganisation.objects.filter(urn | Q(ukprn__in=digits)).order_by("pk"):
        for held in (("URN", line.number), ("UKPRN", line.ukprn)):
            shared |= {held} & found.keys()
            found[held] = line
    return {held: found[held] for held in asked & found.keys() - shared}


def successors_of(listed: ListedOrganisation) -> list[ListedOrganisation]:
    """Return what carries on from an organisation today, through however many changes."""
    seen, today = {listed.pk}, []
    waiting = [listed]
    while waiting:
        current = waiting.pop()
        following = [
            succession.successor
            for succession in current.followed_by.select_related("successor").order_by("pk")
        ]
        unseen = [other for other in following if other.pk not in seen]
        seen |= {other.pk for other in unseen}
        waiting += unseen
        if not following and current.pk != listed.pk:
            today.append(current)
    return today


def lines_in_registers() -> dict[PublicRegister, int]:
    """Count what is listed, register by register; 0 where nothing was brought."""
    counts = dict(
        ListedOrganisation.objects.values_list("register").annotate(lines=Count("pk"))
    )
    return {register: counts.get(register, 0) for register in PublicRegister}
