"""The pipeline as columns of people, and as a table: who waits for what, and since when."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.models import Programme
from ecotone.foundation.parts import in_parts
from ecotone.foundation.permissions import Action
from ecotone.register.choices import Reply
from ecotone.register.models import Participant
from ecotone.register.queries import NOT_YET, NextStep, Standing, stages
from ecotone.register.queries.invited_stage import INVITED
from ecotone.register.queries.people import participants_with_ids

SHOWN = 6
ORDER: tuple[str, ...] = ("", Reply.NO_REPLY, Reply.SAID_YES, Reply.WAITING, Reply.NOT_ASKED)
FETCHED_AT_ONCE = 2_000
HEADINGS = (
    "person",
    "sector",
    "organisation",
    "language",
    "stage",
    "since",
    "days",
    "reply",
    "last contact",
    "next step",
)
# The floors that know who met and who is in a team are not built; nothing is made up for them.
TO_COME = (("met", _("met")), ("team", _("in a team")))


@dataclass(frozen=True, slots=True)
class Card:
    """One person as the pipeline shows them, with the one thing to do next, if any."""

    participant: Participant
    standing: Standing
    days: int
    step: NextStep | None

    @property
    def age(self) -> str:
        if not self.days:
            return gettext("since today")
        return ngettext("waiting %(n)d day", "waiting %(n)d days", self.days) % {"n": self.days}

    @property
    def stage(self) -> str:
        return str(title_of(self.standing.stage))


@dataclass(frozen=True, slots=True)
class Group:
    """People of one column who wait for the same thing, whoever waits longest first."""

    title: str
    query: str
    total: int
    cards: tuple[Card, ...]

    @property
    def more(self) -> int:
        return self.total - len(self.cards)


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    title: str
    total: int
    groups: tuple[Group, ...] = ()
    is_to_come: bool = False


def title_of(stage: str) -> str | Promise:
    named = {one.key: one.title for one in stages()}
    return named.get(stage, _("to invite"))


def board_of(
    programme: Programme, standings: Sequence[Standing], *, at: datetime
) -> list[Column]:
    """Lay people out by stage; those who said no stand apart (`said_no`)."""
    grouped = list(_grouped(standings))
    shown = [one for _key, _reply, group in grouped for one in group[:SHOWN]]
    cards = cards_of(programme, shown, at=at)
    columns = [
        _column(key, title, grouped, cards)
        for key, title in ((NOT_YET, _("to invite")), *((s.key, s.title) for s in stages()))
    ]
    known = {column.key for column in columns}
    to_come = [
        Column(key, str(title), 0, is_to_come=True)
        for key, title in TO_COME
        if key not in known
    ]
    return [*columns, *to_come]


def cards_of(
    programme: Programme, standings: Sequence[Standing], *, at: datetime
) -> Mapping[int, Card]:
    """Fetch the people behind some standings, in one query."""
    ids = [standing.participant for standing in standings]
    people = {one.pk: one for one in participants_with_ids(programme, ids)}
    return {
        one.participant: Card(
            people[one.participant],
            one,
            one.days_waiting(at),
            next_step_of(people[one.participant], one),
        )
        for one in standings
        if one.participant in people
    }


def next_step_of(participant: Participant, standing: Standing) -> NextStep | None:
    """Return the one thing that brings somebody on; nothing for a no, or at the last stage."""
    if standing.reply == Reply.SAID_NO:
        return None
    if standing.stage == INVITED.key and standing.reply == Reply.NO_REPLY:
        return NextStep(_("Phone them"), _person(participant, "contact"), Action.MANAGE_PEOPLE)
    if standing.stage == INVITED.key and standing.reply == Reply.WAITING:
        label = _("Write again") if standing.has_letter else _("Write to them")
        return NextStep(label, _letter(participant), Action.SEND)
    in_order = stages()
    keys = [NOT_YET, *(stage.key for stage in in_order)]
    after = in_order[keys.index(standing.stage) :]
    return after[0].next_step(participant) if after else None


def _person(participant: Participant, part: str) -> str:
    page = reverse("register:person", args=(participant.programme.slug, participant.key))
    return f"{page}#{part}"


def _letter(participant: Participant) -> str:
    page = reverse("register:write", args=(participant.programme.slug,))
    return f"{page}?who={participant.key}"


Grouped = tuple[str, str, list[Standing]]


def _grouped(standings: Sequence[Standing]) -> Iterator[Grouped]:
    """Split by stage, and those who are only invited by what they replied."""
    groups: dict[tuple[str, str], list[Standing]] = {}
    for standing in standings:
        if standing.reply == Reply.SAID_NO:
            continue
        reply = str(standing.reply) if standing.stage == INVITED.key else ""
        groups.setdefault((standing.stage, reply), []).append(standing)
    for stage, reply in sorted(groups, key=lambda group: ORDER.index(group[1])):
        yield stage, reply, groups[stage, reply]


def _column(
    key: str, title: str | Promise, grouped: Iterable[Grouped], cards: Mapping[int, Card]
) -> Column:
    groups = tuple(
        Group(
            title=str(Reply(reply).label) if reply else "",
            query=f"stage={key}" + (f"&reply={reply}" if reply else ""),
            total=len(group),
            cards=tuple(
                cards[one.participant] for one in group[:SHOWN] if one.participant in cards
            ),
        )
        for stage, reply, group in grouped
        if stage == key
    )
    return Column(key, str(title), sum(group.total for group in groups), groups)


def said_no(standings: Sequence[Standing]) -> int:
    return sum(standing.reply == Reply.SAID_NO for standing in standings)


def table_of(
    programme: Programme, standings: Sequence[Standing], *, at: datetime
) -> Iterator[Sequence[str]]:
    """Return the pipeline as a file: a heading, then one row for each person."""
    yield HEADINGS
    for some in in_parts(standings, FETCHED_AT_ONCE):
        yield from map(_cells, cards_of(programme, some, at=at).values())


def _cells(card: Card) -> list[str]:
    standing = card.standing
    return [
        standing.pseudonym,
        standing.sector,
        standing.organisation,
        standing.language,
        standing.stage,
        standing.since.date().isoformat(),
        str(card.days),
        str(standing.reply.label),
        standing.last_contact.isoformat() if standing.last_contact else "",
        str(card.step.label) if card.step else "",
    ]
