"""Who speaks of what: yes or no for each person and code, never how often."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from ecotone.coding.choices import Layer, Pole
from ecotone.coding.models import Code
from ecotone.coding.queries.passages import SPEAKER, counted_codings
from ecotone.foundation.models import Programme
from ecotone.listening.queries import readable_revisions
from ecotone.register.models import Participant

Asked = tuple[Code, Pole | None]


@dataclass(frozen=True, slots=True)
class CodesByPersonRules:
    """What makes a 1, and which columns there are.

    Attributes
    ----------
    by_pole
        One column for each pole of a code, instead of one for the code.
    only_agreed
        A 1 needs two coders who found the code with this person, or what they settled on.
    every_code
        Codes nobody used have their column as well.
    """

    by_pole: bool = False
    only_agreed: bool = False
    every_code: bool = False


@dataclass(frozen=True, slots=True)
class CodesByPerson:
    """People by codes. Talkative people do not count for more: a cell is present or not."""

    people: tuple[Participant, ...]
    columns: tuple[Asked, ...]
    present: frozenset[tuple[int, int, Pole | None]]

    def row_of(self, person: Participant) -> Iterator[int]:
        for code, pole in self.columns:
            yield int((person.pk, code.pk, pole) in self.present)


def codes_by_person(programme: Programme, rules: CodesByPersonRules) -> CodesByPerson:
    """Return everybody whose words may be read now, with what they speak of. Three queries."""
    present = _present(programme, rules)
    used = {(code, pole) for _person, code, pole in present}
    columns = _columns(programme, rules)
    return CodesByPerson(
        people=tuple(people_heard(programme)),
        columns=tuple(
            (code, pole)
            for code, pole in columns
            if (code.pk, pole) in used or (rules.every_code and not code.is_removed)
        ),
        present=present,
    )


def people_heard(programme: Programme) -> QuerySet[Participant]:
    """Return everybody who could have a 1: whose words carry no code has a row of 0."""
    heard = readable_revisions(programme).values("response__conversation__participant")
    people = Participant.objects.filter(pk__in=heard.order_by()).select_related(
        "sector", "organisation__listed"
    )
    return people.order_by("sector__position", "pseudonym")


def _columns(programme: Programme, rules: CodesByPersonRules) -> list[Asked]:
    poles: tuple[Pole | None, ...] = tuple(Pole) if rules.by_pole else (None,)
    codes = Code.objects.filter(programme=programme).order_by("key")
    return [(code, pole) for code in codes for pole in poles]


def _present(
    programme: Programme, rules: CodesByPersonRules
) -> frozenset[tuple[int, int, Pole | None]]:
    fields = (SPEAKER, "code", "pole") if rules.by_pole else (SPEAKER, "code")
    rows = (
        counted_codings(programme)
        .order_by()
        .values_list(*fields)
        .annotate(
            coders=Count("coder", distinct=True),
            settled=Count("pk", filter=Q(layer=Layer.SETTLED)),
        )
    )
    return frozenset(
        (found[0], found[1], Pole(found[2]) if rules.by_pole else None)
        for *found, coders, settled in rows.iterator()
        if not rules.only_agreed or coders > 1 or settled
    )
