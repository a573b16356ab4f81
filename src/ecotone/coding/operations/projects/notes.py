"""Notes of a project as memos, and what has no table here as it came, without names."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any
from uuid import UUID

from ecotone.coding.choices import Identified, Kept
from ecotone.coding.models import CodingRound, KeptPart, Memo
from ecotone.coding.operations.projects.parts import Taking
from ecotone.coding.operations.steps import BATCH, creation_of
from ecotone.coding.queries.own_variables import (
    POST,
    SECTOR,
    VARIABLES,
    is_own_set,
    values_of,
)
from ecotone.coding.queries.projects.notes import NoteLine
from ecotone.engine.pseudonyms import hide_names
from ecotone.engine.refiqda import Note


def take_notes_in(taking: Taking) -> list[int]:
    """Write each note as a memo of whoever wrote it; return the keys of what is new."""
    made = {}
    for line in taking.plan.notes.memos:
        memo = _memo(taking, line) if line.is_new else None
        if memo is not None:
            made[line.said.guid] = memo
    Memo.objects.bulk_create(made.values(), batch_size=BATCH)
    for guid, memo in made.items():
        taking.identify(Identified.MEMO, guid, memo.pk, is_origin=True)
        change = creation_of(memo)
        memo.is_removed = False
        taking.record([change], by=memo.author, at=memo.written_at)
    return [memo.pk for memo in made.values()]


def _memo(taking: Taking, line: NoteLine) -> Memo | None:
    author = taking.coders.get(line.said.creator or "", taking.by)
    memo = Memo(
        programme=taking.programme,
        kind=line.kind,
        words=hide_names(line.words, taking.names).text,
        author=author,
        written_at=line.said.created or taking.at,
    )
    about = _about(taking, line)
    if about is None:
        return None
    setattr(memo, line.field, about)
    return memo


def _about(taking: Taking, line: NoteLine) -> object | None:
    if line.field == "coding":
        return taking.codings.get(line.about)
    if line.field == "code":
        return taking.codes.get(line.about)
    if line.field == "participant":
        return taking.people.get(line.about)
    revision = taking.revisions.get(line.about)
    if revision is not None:
        return revision.response.conversation
    texts = (text for text in taking.plan.texts if text.source.guid == line.about)
    return next((text.here.conversation for text in texts if text.here), None)


# --- what is kept as it came ------------------------------------------------------------------


def keep_the_rest(taking: Taking) -> int:
    """Keep what has no table here, and say how many things that were."""
    parts = [*_variables(taking), *_values(taking), *_notes(taking), *_links(taking)]
    parts += _sets(taking)
    for part in parts:
        KeptPart.objects.update_or_create(
            programme=part.programme,
            kind=part.kind,
            guid=part.guid,
            defaults={"content": part.content, "participant": part.participant},
            create_defaults={
                "content": part.content,
                "participant": part.participant,
                "project": taking.held,
            },
        )
    return len(parts)


def _part(taking: Taking, kind: Kept, guid: str, content: dict[str, Any]) -> KeptPart:
    return KeptPart(programme=taking.programme, kind=kind, guid=UUID(guid), content=content)


def _variables(taking: Taking) -> Iterator[KeptPart]:
    ours = {variable.guid for variable in VARIABLES}
    for variable in taking.plan.project.variables:
        if variable.guid not in ours:
            said = _without_names(taking, asdict(variable))
            yield _part(taking, Kept.VARIABLE, variable.guid, said)


def _values(taking: Taking) -> Iterator[KeptPart]:
    """Keep what the register does not know of somebody."""
    for line in taking.plan.people:
        participant = taking.people.get(line.key)
        if participant is None:
            continue
        own = {value.variable for value in values_of(participant)} | {SECTOR, POST}
        values = [
            [one.variable, one.value]
            for one in line.values
            if one.value and one.variable not in own
        ]
        if values:
            hidden = [[one, hide_names(words, taking.names).text] for one, words in values]
            part = _part(taking, Kept.VALUES, line.key, {"values": hidden})
            part.participant = participant
            yield part


def _notes(taking: Taking) -> Iterator[KeptPart]:
    on_project = set(taking.plan.project.notes_on_project)
    for note in taking.plan.notes.kept:
        content = _note_content(note) | {"is_on_project": note.guid in on_project}
        yield _part(taking, Kept.NOTE, note.guid, _without_names(taking, content))


def _note_content(note: Note) -> dict[str, Any]:
    created = note.created.isoformat() if note.created else ""
    return {"text": note.text, "name": note.name, "creator": note.creator, "created": created}


def _links(taking: Taking) -> Iterator[KeptPart]:
    for link in taking.plan.notes.links:
        yield _part(taking, Kept.LINK, link.guid, _without_names(taking, asdict(link)))


def _sets(taking: Taking) -> Iterator[KeptPart]:
    rounds = CodingRound.objects.filter(programme=taking.programme)
    keys = {str(key) for key in rounds.values_list("key", flat=True)}
    for group in taking.plan.project.sets:
        if not is_own_set(group) and group.guid not in keys:
            yield _part(taking, Kept.SET, group.guid, _without_names(taking, asdict(group)))


def _without_names(taking: Taking, content: dict[str, Any]) -> dict[str, Any]:
    worded = {"name", "description", "text"}
    return {
        field: hide_names(value, taking.names).text if field in worded else value
        for field, value in content.items()
    }
