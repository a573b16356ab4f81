"""What gives organisations and places of the register the alias that texts use for them."""

from collections import Counter
from datetime import datetime

from ecotone.engine.pseudonyms import Names, key_of
from ecotone.foundation.encryption import fingerprint
from ecotone.foundation.models import Programme
from ecotone.listening.choices import NameKind
from ecotone.listening.models import ListedName
from ecotone.listening.queries.names import Unaliased, names_to_hide, unaliased_names


def listed_names(programme: Programme, at: datetime) -> Names:
    """Return the names to hide, once everything the register knows has its alias.

    Until the caller's transaction ends nobody judges a word: so no text arrives by a list
    that is out of date when it is stored.
    """
    lock_names(programme)
    _settle_aliases(programme, at)
    return names_to_hide(programme)


def lock_names(programme: Programme) -> None:
    """Let one transaction after another use or change what a programme hides."""
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)


def fingerprint_of(form: str) -> str:
    return fingerprint(key_of(form))


def free_replacement(programme: Programme, sort: str) -> str:
    """Return the next alias of a sort: Primary school 3, or [place 2] for what is no school."""
    return _numbered(sort, _aliases_by_sort(programme)[sort] + 1)


def _settle_aliases(programme: Programme, at: datetime) -> None:
    listed = ListedName.objects.filter(programme=programme)
    known = {key_of(form) for form in listed.values_list("form", flat=True)}
    waiting = unaliased_names(programme, known)
    if not waiting:
        return
    given = _aliases_by_sort(programme)
    rows = []
    for name in waiting:
        given[name.sort] += 1
        rows.append(_row(programme, name, _numbered(name.sort, given[name.sort]), at))
    ListedName.objects.bulk_create(rows)


def _row(programme: Programme, name: Unaliased, replacement: str, at: datetime) -> ListedName:
    return ListedName(
        programme=programme,
        kind=name.kind,
        form=name.form,
        fingerprint=fingerprint_of(name.form),
        replacement=replacement,
        organisation=name.organisation,
        judged_at=at,
    )


def _aliases_by_sort(programme: Programme) -> Counter[str]:
    """Find the highest number given out so far for each sort."""
    highest: Counter[str] = Counter()
    listed = ListedName.objects.filter(programme=programme).exclude(kind=NameKind.ORDINARY)
    for replacement in listed.values_list("replacement", flat=True):
        sort, _space, number = replacement.strip("[]").rpartition(" ")
        if number.isdecimal():
            highest[sort] = max(highest[sort], int(number))
    return highest


def _numbered(sort: str, number: int) -> str:
    return f"[{sort} {number}]" if sort.islower() else f"{sort} {number}"
