"""Whose texts a project holds, and who coded them: what it says, and who that is here."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ecotone.coding.queries.own_variables import POST, SECTOR
from ecotone.coding.queries.projects.choices import PersonChoice, ProjectChoices, Who
from ecotone.coding.queries.projects.ground import Ground
from ecotone.engine.refiqda import Case, Project, Source, Value
from ecotone.foundation.models import User
from ecotone.register.models import Participant

NOBODY_NAMED = ""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of a project, their texts, and who that is here."""

    key: str
    name: str
    case: Case | None
    sources: tuple[Source, ...]
    choice: PersonChoice
    participant: Participant | None

    @property
    def comes_in(self) -> bool:
        return self.choice.who == Who.NEW or self.participant is not None

    @property
    def codings(self) -> int:
        return sum(
            len(source.codings) + sum(len(one.codings) for one in source.selections)
            for source in self.sources
        )

    @property
    def values(self) -> tuple[Value, ...]:
        """What is said of them; some programs say it of their texts."""
        said = (*(self.case.values if self.case else ()),)
        of_texts = (value for source in self.sources for value in source.values)
        once = {value.variable: value for value in (*of_texts, *said)}
        return tuple(once.values())

    def said(self, variable: str) -> str:
        return next((one.value for one in self.values if one.variable == variable), "")

    @property
    def post(self) -> str:
        return self.said(POST)


def people_in(project: Project, choices: ProjectChoices, ground: Ground) -> list[PersonLine]:
    """Return everybody whose text is in a project; where no one case has a text, its own."""
    cases_of: dict[str, list[Case]] = defaultdict(list)
    for case in project.cases:
        for guid in case.sources:
            cases_of[guid].append(case)
    grouped: dict[str, list[Source]] = defaultdict(list)
    for source in project.sources:
        cases = cases_of[source.guid]
        grouped[cases[0].guid if len(cases) == 1 else source.guid].append(source)
    cases_by_guid = {case.guid: case for case in project.cases}
    return [
        _line(key, cases_by_guid.get(key), tuple(sources), choices, ground)
        for key, sources in grouped.items()
    ]


def _line(
    key: str,
    case: Case | None,
    sources: tuple[Source, ...],
    choices: ProjectChoices,
    ground: Ground,
) -> PersonLine:
    name = case.name if case else sources[0].name
    known = _known(key, sources, ground) or ground.by_pseudonym.get(name.casefold())
    bare = PersonLine(key, name, case, sources, PersonChoice(), None)
    choice = choices.people.get(key) or _suggested(bare, known, ground)
    chosen = ground.by_pseudonym.get(choice.pseudonym.strip().casefold())
    participant = chosen if choice.who == Who.HERE else None
    return PersonLine(key, name, case, sources, choice, participant)


def _known(key: str, sources: tuple[Source, ...], ground: Ground) -> Participant | None:
    known = ground.participant_known_as(key)
    if known is not None:
        return known
    texts = (ground.text_known_as(source.guid) for source in sources)
    text = next((text for text in texts if text is not None), None)
    if text is None:
        return None
    return ground.participants.get(text.conversation.participant_id)


def _suggested(line: PersonLine, known: Participant | None, ground: Ground) -> PersonChoice:
    """Recognise who is here, and whom another programme of ours knew by a pseudonym."""
    if known is not None:
        return PersonChoice(Who.HERE, known.pseudonym, known.sector.key)
    sector = line.said(SECTOR)
    if sector in {one.key for one in ground.sectors}:
        return PersonChoice(Who.NEW, line.name, sector)
    return PersonChoice()


# --- coders ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CoderLine:
    """Somebody who coded in a project; `user` is nobody where they become one of their own."""

    guid: str
    name: str
    initials: str
    codings: int
    user: User | None
    is_settled: bool = False


def coders_in(project: Project, choices: ProjectChoices, ground: Ground) -> list[CoderLine]:
    uses = Counter(coding.coder or NOBODY_NAMED for _text, _at, coding in project.coded())
    named = {user.guid: (user.name, user.id) for user in project.users}
    wrote = {note.creator for note in project.notes if note.creator}
    used = [guid for guid in named if guid in uses or guid in wrote]
    if uses[NOBODY_NAMED]:
        used.append(NOBODY_NAMED)
    return [
        CoderLine(
            guid,
            *named.get(guid, ("", "")),
            codings=uses[guid],
            user=_user(guid, named.get(guid, ("", ""))[0], choices, ground),
            is_settled=guid == ground.settled,
        )
        for guid in used
    ]


def _user(guid: str, name: str, choices: ProjectChoices, ground: Ground) -> User | None:
    if guid in choices.coders:
        return ground.coders.get(choices.coders[guid])
    known = ground.coder_known_as(guid) if guid else None
    return known or next(_team_called(name, ground.team), None)


def _team_called(name: str, team: Mapping[int, User]) -> Iterator[User]:
    wanted = name.strip().casefold()
    return (user for user in team.values() if wanted and user.name.casefold() == wanted)
