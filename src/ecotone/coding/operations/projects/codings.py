"""Codings of a project: each with its coder and its day, on its words as they stand here."""

from collections import defaultdict
from datetime import datetime

from ecotone.coding.choices import Identified, Layer
from ecotone.coding.models import Change, Coding
from ecotone.coding.operations.projects.parts import Taking
from ecotone.coding.operations.steps import BATCH, change_of, creation_of
from ecotone.coding.queries.projects.codings import CodingLine, CodingVerdict
from ecotone.engine.pseudonyms import OffsetMap
from ecotone.foundation.models import User
from ecotone.listening.models import TextRevision

Place = tuple[TextRevision, int, int]
MOVED = ("revision", "start", "end", "code", "pole", "target", "is_removed")


def take_codings_in(taking: Taking) -> list[int]:
    """Store what is new, change what changed; return the keys of what is new."""
    placing = _Placing(taking)
    for line in taking.plan.codings:
        placing.take(line)
    Coding.objects.bulk_create(placing.new.values(), batch_size=BATCH)
    Coding.objects.bulk_update(placing.changed, MOVED, batch_size=BATCH)
    taking.codings |= placing.new
    for guid, coding in taking.codings.items():
        is_new = guid in placing.new
        taking.identify(Identified.CODING, guid, coding.pk, is_origin=is_new)
    for (coder, made_at), codings in placing.by_coder_and_time().items():
        taking.record(map(_standing, codings), by=coder, at=made_at)
    taking.record(placing.changes, by=taking.by, at=taking.at)
    return [coding.pk for coding in placing.new.values()]


def _standing(coding: Coding) -> Change:
    change = creation_of(coding)
    coding.is_removed = False
    return change


class _Placing:
    """Puts codings on their words. Nobody says the same of the same words twice."""

    def __init__(self, taking: Taking) -> None:
        self.taking = taking
        self.new: dict[str, Coding] = {}
        self.changed: list[Coding] = []
        self.changes: list[Change] = []
        self.said: dict[tuple[object, ...], Coding] = dict(taking.plan.ground.statements)
        self.times: dict[str, datetime | None] = {}
        self._maps: dict[str, OffsetMap] = {}

    def take(self, line: CodingLine) -> None:
        if line.verdict == CodingVerdict.NOT_PLACED:
            return
        if line.verdict == CodingVerdict.SAME and line.coding:
            self.taking.codings[line.said.guid] = line.coding
            return
        place = line.place or self._place(line)
        if place is None:
            return
        if line.coding is not None:
            self._change(line, line.coding, place)
        else:
            self._add(line, place)

    def by_coder_and_time(self) -> dict[tuple[User, datetime | None], list[Coding]]:
        groups: dict[tuple[User, datetime | None], list[Coding]] = defaultdict(list)
        for guid, coding in self.new.items():
            groups[coding.coder, self.times[guid]].append(coding)
        return groups

    def _place(self, line: CodingLine) -> Place | None:
        """Follow words into the text that was made of theirs: names in it were replaced."""
        guid = line.source.guid
        revision = self.taking.revisions.get(guid)
        if revision is None:
            return None
        if guid not in self._maps:
            self._maps[guid] = OffsetMap.from_lists(revision.offset_map)
        start, end = self._maps[guid].span(line.start, line.end)
        return (revision, start, end) if start < end else None

    def _add(self, line: CodingLine, place: Place) -> None:
        revision, start, end = place
        coding = Coding(
            revision=revision,
            start=start,
            end=end,
            code=self.taking.codes[line.said.code],
            pole=line.pole,
            target=line.target,
            coder=self.taking.coder(line.said.coder),
        )
        rounds = self.taking.plan.ground.rounds
        coding.round = rounds.get((revision.response.conversation_id, coding.coder.pk))
        before = self.said.setdefault(_says(coding), coding)
        if before is coding:
            self.new[line.said.guid] = coding
            self.times[line.said.guid] = line.said.created
        else:
            self.taking.codings[line.said.guid] = before

    def _change(self, line: CodingLine, coding: Coding, place: Place) -> None:
        self.taking.codings[line.said.guid] = coding
        revision, start, end = place
        code = self.taking.codes[line.said.code]
        says = (revision.pk, start, end, code.pk, line.pole, line.target, coding.coder_id)
        if self.said.get(says, coding).pk != coding.pk or coding.layer != Layer.CODER:
            return
        self.said[says] = coding
        change = change_of(
            coding,
            revision_id=revision.pk,
            start=start,
            end=end,
            code_id=code.pk,
            pole=line.pole,
            target=line.target,
            is_removed=False,
        )
        self.changed.append(coding)
        self.changes.append(change)


def _says(coding: Coding) -> tuple[object, ...]:
    return (*coding.statement, coding.coder_id)
