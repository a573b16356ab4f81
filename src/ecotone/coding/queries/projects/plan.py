"""Everything that taking a project in would do, and what keeps it from being taken in."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecotone.coding.queries.projects.choices import ProjectChoices, Who
from ecotone.coding.queries.projects.codes import CodeLine, codes_in
from ecotone.coding.queries.projects.codings import CodingLine, CodingsIn, CodingVerdict
from ecotone.coding.queries.projects.ground import Ground
from ecotone.coding.queries.projects.notes import NotesIn, notes_in
from ecotone.coding.queries.projects.people import (
    CoderLine,
    PersonLine,
    coders_in,
    people_in,
)
from ecotone.coding.queries.projects.texts import TextLine, TextVerdict, texts_in
from ecotone.engine.refiqda import Loss, Project, Reading
from ecotone.foundation.models import Programme
from ecotone.listening.queries import names_to_hide


@dataclass(frozen=True, slots=True)
class Lost:
    """One thing of a project that does not come in as it was, as the engine's `Loss` is."""

    kind: str
    sentence: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What a project would do to a programme, line by line."""

    reading: Reading
    choices: ProjectChoices
    ground: Ground
    people: tuple[PersonLine, ...]
    coders: tuple[CoderLine, ...]
    codes: tuple[CodeLine, ...]
    texts: tuple[TextLine, ...]
    codings: tuple[CodingLine, ...]
    notes: NotesIn
    gone: int
    losses: tuple[Loss | Lost, ...]
    problems: tuple[str, ...]

    @property
    def project(self) -> Project:
        return self.reading.project

    @property
    def coding_counts(self) -> Counter[str]:
        return Counter(line.verdict.value for line in self.codings)

    @property
    def text_counts(self) -> Counter[str]:
        return Counter(line.verdict.value for line in self.texts)


def plan_of(programme: Programme, reading: Reading, choices: ProjectChoices) -> Plan:
    """Set a project beside a programme. Changes nothing."""
    ground = Ground(programme)
    project = reading.project
    people = people_in(project, choices, ground)
    coders = coders_in(project, choices, ground)
    codes = codes_in(project, ground, names_to_hide(programme))
    texts = texts_in(people, choices, ground)
    codings = list(CodingsIn(ground, choices, codes, coders).lines(texts))
    return Plan(
        reading,
        choices,
        ground,
        people=tuple(people),
        coders=tuple(coders),
        codes=tuple(codes),
        texts=tuple(texts),
        codings=tuple(codings),
        notes=notes_in(project, texts, codings, ground),
        gone=_gone(ground, texts, codings),
        losses=(*reading.losses, *_losses(project, texts, codings)),
        problems=tuple(_problems(people, choices, ground)),
    )


def _gone(ground: Ground, texts: list[TextLine], codings: list[CodingLine]) -> int:
    """Count the codings on these texts that the file does not know. They stay."""
    compared = [text.here for text in texts if text.verdict != TextVerdict.LEFT_OUT]
    here = {one.pk for text in compared if text for one in text.revisions}
    if not here:
        return 0
    met = {line.coding.pk for line in codings if line.coding}
    standing = (one for one in ground.codings.values() if one.revision_id in here)
    is_seen = (
        not one.is_removed and not (one.round and one.round.is_secret) and one.pk not in met
        for one in standing
    )
    return sum(is_seen)


# --- what is lost -----------------------------------------------------------------------------


def _losses(
    project: Project, texts: list[TextLine], codings: list[CodingLine]
) -> Iterator[Lost]:
    yield from _lost_cases(project)
    for text in texts:
        named = {"name": text.source.name}
        if text.verdict != TextVerdict.LEFT_OUT and text.source.description:
            yield Lost(
                "no_place", _("The description of “%(name)s” has no place here.") % named
            )
        if text.verdict == TextVerdict.DIFFERENT:
            said = _("“%(name)s” has other words here. They stay; codings find theirs.") % named
            yield Lost("text_differs", said)
    not_placed = [line for line in codings if line.verdict == CodingVerdict.NOT_PLACED]
    for name, number in Counter(line.source.name for line in not_placed).items():
        said = ngettext(
            "In “%(name)s”: %(number)d coding is on words that nobody may code here, that "
            "stand here no more, or that its coder codes in a round. It stays out.",
            "In “%(name)s”: %(number)d codings are on words that nobody may code here, that "
            "stand here no more, or that their coder codes in a round. They stay out.",
            number,
        )
        yield Lost("not_placed", said % {"name": name, "number": number}, number)
    if _has_colours_of_its_own(project):
        yield Lost("colour", _("Codes below another take the colour of their family."))


def _has_colours_of_its_own(project: Project) -> bool:
    """Say whether a code has another colour than the family it belongs to."""
    family: dict[str, str] = {}
    for code in project.codes:
        family[code.guid] = family.get(code.parent or "", code.colour)
        if code.colour and code.colour != family[code.guid]:
            return True
    return False


def _lost_cases(project: Project) -> Iterator[Lost]:
    for case in project.cases:
        name = {"name": case.name}
        if not case.sources:
            said = _("The case “%(name)s” has no text, so nothing of it comes in.") % name
            yield Lost("no_place", said)
        elif case.selections or case.codes:
            said = _("Which words and codes belong to the case “%(name)s” is not kept.") % name
            yield Lost("no_place", said)


# --- what keeps it out ------------------------------------------------------------------------


def _problems(
    people: list[PersonLine], choices: ProjectChoices, ground: Ground
) -> Iterator[str]:
    taken = set(ground.by_pseudonym)
    for line in people:
        yield from _problems_of(line, ground, taken)
        if line.choice.who == Who.NEW and line.choice.pseudonym:
            taken.add(line.choice.pseudonym.casefold())
    if any(line.choice.who == Who.NEW for line in people) and not choices.has_paper:
        yield _("Tick that you hold the written consent of everybody who is new here.")
    if not any(line.comes_in for line in people):
        yield _("Nobody\u2019s text would come in. Say of at least one person who it is.")


def _problems_of(line: PersonLine, ground: Ground, taken: set[str]) -> Iterator[str]:
    said, name = line.choice, {"name": line.name}
    match said.who:
        case Who.UNSAID:
            yield _("Say who “%(name)s” is, or leave them out.") % name
        case Who.HERE if line.participant is None:
            yield _("Nobody here has the pseudonym that you gave “%(name)s”.") % name
        case Who.HERE if line.participant and line.participant.pk not in ground.asked:
            yield _("%(person)s has not said yes to being asked questions.") % {
                "person": line.participant
            }
        case Who.NEW if said.sector not in {sector.key for sector in ground.sectors}:
            yield _("Say in which sector “%(name)s” works.") % name
        case Who.NEW if said.pseudonym.casefold() in taken:
            yield _("“%(pseudonym)s” is taken in this programme.") % {
                "pseudonym": said.pseudonym
            }
        case _:
            return
