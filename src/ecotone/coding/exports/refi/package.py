"""A programme as a project of the REFI-QDA standard: what may be read now, names replaced."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from ecotone.coding.choices import Identified
from ecotone.coding.exports.refi.codes import engine_codes
from ecotone.coding.exports.refi.material import ExportChoices, Material
from ecotone.coding.exports.refi.sources import Shelf, by_name
from ecotone.coding.models import CodingRound
from ecotone.coding.queries.laid_out import texts_laid_out
from ecotone.coding.queries.own_variables import VARIABLES
from ecotone.engine import refiqda
from ecotone.engine.refiqda import CodeSet, Link, Loss, LossKind, Written
from ecotone.foundation.models import Programme

ORIGIN = "Ecotone"
ABOUT_A_PERSON = "about a person"

__all__ = ["ExportChoices", "package_of", "project_of"]


def package_of(programme: Programme, choices: ExportChoices | None = None) -> Written:
    """Write everything that may be read now as a package (`.qdpx`), with its losses."""
    project = project_of(programme, choices)
    return refiqda.write_project(project, beyond=tuple(_beyond(programme)))


def project_of(programme: Programme, choices: ExportChoices | None = None) -> refiqda.Project:
    """Put a project together. The same programme gives the same project, in the same order."""
    material = Material(programme, choices or ExportChoices())
    shelf = Shelf(material)
    for laid_out in texts_laid_out(programme):
        shelf.add(laid_out)
    on_codes = {
        pk: guids for (field, pk), guids in material.notes_on.items() if field == "code"
    }
    notes = (*map(material.note, material.memos), *material.kept.notes)
    codes = tuple(engine_codes(material.entries, material.names, on_codes))
    project = refiqda.Project(
        name=programme.name,
        origin=ORIGIN,
        users=material.users(),
        codes=codes,
        variables=(*VARIABLES, *material.kept.variables),
        cases=tuple(sorted(shelf.cases.values(), key=lambda case: (case.name, case.guid))),
        sources=tuple(sorted(shelf.sources, key=by_name)),
        notes=tuple(sorted(notes, key=lambda note: note.guid)),
        notes_on_project=tuple(sorted(material.kept.on_project)),
    )
    return _with_links_and_sets(project, material, shelf)


def _with_links_and_sets(
    project: refiqda.Project, material: Material, shelf: Shelf
) -> refiqda.Project:
    notes = {note.guid for note in project.notes}
    codes = {code.guid for code in project.codes}
    sources = {source.guid for source in project.sources}
    cases = {case.guid for case in project.cases}
    coded = {coding.guid for _source, _selection, coding in project.coded()}
    known = notes | codes | sources | cases | coded
    links = [
        *_links_to_people(material, cases),
        *material.kept.links_between(known, notes),
    ]
    sets = [
        *shelf.sets.values(),
        *_rounds(material.programme, shelf),
        *material.kept.sets_of(codes, sources, notes),
    ]
    once = {group.guid: group for group in reversed(sets)}
    return replace(
        project,
        links=tuple(sorted(links, key=lambda link: link.guid)),
        sets=tuple(sorted(once.values(), key=lambda group: (group.name, group.guid))),
    )


def _links_to_people(material: Material, cases: Collection[str]) -> Iterator[Link]:
    """Hang memos on people by links: the standard lets a case have no notes."""
    for memo in material.memos:
        if memo.participant_id is None:
            continue
        case = material.known_as.guid_of(Identified.PERSON, memo.participant_id)
        note = material.guid_of_memo(memo)
        if case in cases:
            guid = str(uuid5(UUID(case), note))
            yield Link(guid, name=ABOUT_A_PERSON, origin=case, target=note)


def _rounds(programme: Programme, shelf: Shelf) -> Iterator[CodeSet]:
    """Yield the rounds that are no secret any more, each with its texts."""
    rounds = CodingRound.objects.filter(programme=programme).prefetch_related("texts")
    for found in rounds:
        sources = [shelf.guids[text.pk] for text in found.texts.all() if text.pk in shelf.guids]
        if sources and not found.is_secret:
            members = tuple(sorted(sources))
            yield CodeSet(str(found.key), f"Round: {found.name}", sources=members)


def _beyond(programme: Programme) -> Iterator[Loss]:
    """Tell what a programme holds and the standard has no place for."""
    yield Loss(LossKind.CONSENT, _("what each person allows, and until when"))
    yield Loss(LossKind.CODEBOOK_VERSION, _("who changed the codebook when, and why"))
    for found in CodingRound.objects.filter(programme=programme):
        if not found.is_secret:
            yield Loss(LossKind.ROUND, _("the round “%(name)s”") % {"name": found.name})
