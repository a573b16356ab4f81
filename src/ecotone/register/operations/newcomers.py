"""People coming in, one by hand or thousands from a list, each with a pseudonym at once."""

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecotone.foundation import audit
from ecotone.foundation.encryption import fingerprint
from ecotone.foundation.errors import CellProblem, TableRefused
from ecotone.foundation.languages import Language
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.register import queries
from ecotone.register.models import Organisation, Participant, Person, Post, Sector
from ecotone.register.operations.organisations import organisations_named
from ecotone.register.operations.protection import require_protection
from ecotone.register.operations.pseudonyms import pseudonyms_for
from ecotone.register.operations.trail import record_about

MOST_PARTNERS = 100
MOST_MINUTES = 24 * 60
LONGEST = {"name": 200, "organisation": 200, "title": 120, "pseudonym": 60, "reference": 60}
BATCH = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewParticipant:
    """What is known about somebody on the day they come in; only the sector must be."""

    sector: str
    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    organisation: str = ""
    title: str = ""
    pseudonym: str = ""
    reference: str = ""
    language: str = Language.ENGLISH.value
    capacity: int = 1
    at_least: int = 0
    free: tuple[str, ...] = ()
    speaks: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    travel_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a programme already has, read once however many people come."""

    programme: Programme
    sectors: dict[str, Sector]
    pseudonyms: frozenset[str]
    references: frozenset[str]
    email_fingerprints: frozenset[str]


@transaction.atomic
def register_participant(
    *, programme: Programme, newcomer: NewParticipant, at: datetime, by: User | None
) -> Participant:
    """Take one person in. `by` is nobody at the terminal."""
    if by is not None:
        require(by, Action.MANAGE_PEOPLE, programme)
    (participant,) = _take_in(programme, [newcomer], at)
    record_about("registered a participant", participant, at=at, by=by)
    return participant


@transaction.atomic
def register_participants(
    *,
    programme: Programme,
    newcomers: Sequence[NewParticipant],
    staying_out: Collection[str] = (),
    at: datetime,
    by: User | None,
) -> list[Participant]:
    """Take a whole list in, or nobody of it. `by` is nobody at the terminal.

    Raises
    ------
    TableRefused
        Naming every newcomer at fault by their place in the list, the first being 1.
    """
    if by is not None:
        require(by, Action.MANAGE_PEOPLE, programme)
    participants = _take_in(programme, newcomers, at, staying_out)
    audit.record_in(
        "registered participants", programme, at=at, by=by, reason=str(len(participants))
    )
    return participants


def mistakes_in(
    programme: Programme,
    newcomers: Iterable[NewParticipant],
    *,
    known: Container[int] = (),
    staying_out: Collection[str] = (),
) -> Iterator[CellProblem]:
    """Name everything that keeps these people out, by their place in the list.

    Those at `known` places are here already and are only to be changed. Others may wish not to
    meet somebody `staying_out`, whose id comes in later or never.
    """
    ground, listed = _ground_of(programme), list(newcomers)
    named = ground.references | {newcomer.reference for newcomer in listed} | {*staying_out}
    seen: set[tuple[str, str]] = set()
    for place, newcomer in enumerate(listed, start=1):
        if place not in known:
            for column, reason in _here_already(newcomer, ground):
                yield CellProblem(place, column, reason)
        for column, reason in _mistakes_of(newcomer, ground):
            yield CellProblem(place, column, reason)
        for stranger in sorted(set(newcomer.avoid) - named):
            yield CellProblem(place, "avoid", _("nobody here has the id “%s”") % stranger)
        for column, value in _unique_values(newcomer):
            if (column, value) in seen:
                yield CellProblem(place, column, _("is used twice in this list"))
            seen.add((column, value))


def _ground_of(programme: Programme) -> _Ground:
    known = list(
        Participant.objects.filter(programme=programme).values_list(
            "pseudonym", "reference", "person__email_fingerprint"
        )
    )
    return _Ground(
        programme=programme,
        sectors={sector.key: sector for sector in queries.sectors_of(programme)},
        pseudonyms=frozenset(pseudonym.casefold() for pseudonym, _id, _email in known),
        references=frozenset(reference for _name, reference, _email in known) - {""},
        email_fingerprints=frozenset(email for _name, _id, email in known) - {""},
    )


def _mistakes_of(newcomer: NewParticipant, ground: _Ground) -> Iterator[tuple[str, str]]:
    if newcomer.sector not in ground.sectors:
        yield (
            "sector",
            _("“%(sector)s” is no sector of this programme; it has %(sectors)s")
            % {"sector": newcomer.sector, "sectors": ", ".join(ground.sectors)},
        )
    yield from _too_much(newcomer)


def _here_already(newcomer: NewParticipant, ground: _Ground) -> Iterator[tuple[str, str]]:
    if newcomer.reference in ground.references:
        yield "id", _("“%s” is in this programme already") % newcomer.reference
    if newcomer.pseudonym.casefold() in ground.pseudonyms:
        yield "pseudonym", _("“%s” is taken in this programme") % newcomer.pseudonym
    if newcomer.email and fingerprint(newcomer.email) in ground.email_fingerprints:
        yield "email", _("somebody in this programme has this address already")


def _too_much(newcomer: NewParticipant) -> Iterator[tuple[str, str]]:
    for column, longest in LONGEST.items():
        if len(getattr(newcomer, column)) > longest:
            shown = "id" if column == "reference" else column
            yield shown, _("is longer than %d characters") % longest
    if newcomer.language not in Language.values:
        yield "language", _("must be one of %s") % ", ".join(Language.values)
    if not 0 <= newcomer.capacity <= MOST_PARTNERS:
        yield "capacity", _("must lie between 0 and %d") % MOST_PARTNERS
    if not 0 <= newcomer.at_least <= newcomer.capacity:
        yield "at_least", _("must lie between 0 and the capacity")
    if not 0 <= (newcomer.travel_minutes or 0) <= MOST_MINUTES:
        yield "travel_minutes", _("must lie between 0 and %d") % MOST_MINUTES


def _unique_values(newcomer: NewParticipant) -> list[tuple[str, str]]:
    values = (
        ("id", newcomer.reference),
        ("pseudonym", newcomer.pseudonym.casefold()),
        ("email", newcomer.email.strip().casefold()),
    )
    return [(column, value) for column, value in values if value]


def _take_in(
    programme: Programme,
    newcomers: Sequence[NewParticipant],
    at: datetime,
    staying_out: Collection[str] = (),
) -> list[Participant]:
    require_protection(programme)
    # Locking the programme makes two lists queue: pseudonyms are drawn from what is free.
    Programme.objects.select_for_update().get(pk=programme.pk)
    problems = tuple(mistakes_in(programme, newcomers, staying_out=staying_out))
    if problems:
        raise TableRefused(
            _("Nobody was taken in: something has to be mended first."),
            remedy=_("Mend what is named here, then bring it again."),
            problems=problems,
        )
    ground = _ground_of(programme)
    people = Person.objects.bulk_create(map(_person, newcomers), batch_size=BATCH)
    participants = _participants(ground, newcomers, people, at)
    Participant.objects.bulk_create(participants, batch_size=BATCH)
    Post.objects.bulk_create(
        [_first_post(participant, at) for participant in participants], batch_size=BATCH
    )
    return participants


def _person(newcomer: NewParticipant) -> Person:
    return Person(
        name=newcomer.name,
        email=newcomer.email,
        phone=newcomer.phone,
        email_fingerprint=fingerprint(newcomer.email) if newcomer.email else "",
    )


def _participants(
    ground: _Ground, newcomers: Sequence[NewParticipant], people: list[Person], at: datetime
) -> list[Participant]:
    organisations = organisations_named(
        (newcomer.organisation for newcomer in newcomers), programme=ground.programme
    )
    return [
        _participant(newcomer, person, pseudonym, ground, organisations, at)
        for newcomer, person, pseudonym in zip(
            newcomers, people, _pseudonyms(ground, newcomers), strict=True
        )
    ]


def _pseudonyms(ground: _Ground, newcomers: Sequence[NewParticipant]) -> list[str]:
    chosen = {newcomer.pseudonym.casefold() for newcomer in newcomers}
    drawn = pseudonyms_for(
        (newcomer.name for newcomer in newcomers if not newcomer.pseudonym),
        taken=ground.pseudonyms | chosen,
        seed=_seed(ground),
    )
    return [newcomer.pseudonym or next(drawn) for newcomer in newcomers]


def _seed(ground: _Ground) -> int:
    """Nobody can guess it without the site's secret, and the same list draws the same names."""
    drawn_for = f"{ground.programme.slug}, {len(ground.pseudonyms)} people"
    return int(fingerprint(drawn_for)[:12], base=16)


def _participant(
    newcomer: NewParticipant,
    person: Person,
    pseudonym: str,
    ground: _Ground,
    organisations: dict[str, Organisation],
    at: datetime,
) -> Participant:
    return Participant(
        programme=ground.programme,
        person=person,
        reference=newcomer.reference,
        pseudonym=pseudonym,
        sector=ground.sectors[newcomer.sector],
        organisation=organisations.get(newcomer.organisation),
        title=newcomer.title,
        language=newcomer.language,
        capacity=newcomer.capacity,
        at_least=newcomer.at_least,
        free=list(newcomer.free),
        speaks=list(newcomer.speaks),
        avoid=list(newcomer.avoid),
        latitude=newcomer.latitude,
        longitude=newcomer.longitude,
        travel_minutes=newcomer.travel_minutes,
        registered_at=at,
    )


def _first_post(participant: Participant, at: datetime) -> Post:
    return Post(
        participant=participant,
        sector=participant.sector,
        organisation=participant.organisation,
        title=participant.title,
        since=timezone.localdate(at),
    )
