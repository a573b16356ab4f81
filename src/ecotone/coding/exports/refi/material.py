"""Everything of a programme that may go out as a project, read once; blind rounds never."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Min

from ecotone.coding.choices import Identified, Layer
from ecotone.coding.exports.refi.coders import Coders
from ecotone.coding.exports.refi.kept import KeptParts
from ecotone.coding.models import Change, Coding, Memo
from ecotone.coding.queries import CodeEntry, codebook, readable_codings
from ecotone.coding.queries.identities import identities_of
from ecotone.coding.queries.memos import readable_memos
from ecotone.engine import refiqda
from ecotone.engine.pseudonyms import hide_names
from ecotone.foundation.models import Programme
from ecotone.listening.queries import names_to_hide


@dataclass(frozen=True, slots=True)
class ExportChoices:
    """What somebody may leave out or veil, beside what is left out for everybody."""

    are_coders_named: bool = True
    with_memos: bool = True


class Material:
    """What an export is made of. Each part is read when it is first asked for, and once."""

    def __init__(self, programme: Programme, choices: ExportChoices) -> None:
        self.programme = programme
        self.choices = choices
        self.names = names_to_hide(programme)
        self.known_as = identities_of(programme)
        self.coders = Coders(programme, self.known_as)

    @cached_property
    def kept(self) -> KeptParts:
        parts = KeptParts(self.names, self.known_as.also_called())
        return parts.gather(self.programme, with_notes=self.choices.with_memos)

    @cached_property
    def entries(self) -> list[CodeEntry]:
        return codebook(self.programme)

    @cached_property
    def codings(self) -> Mapping[int, list[Coding]]:
        """The codings on each answer, in the order of their places."""
        standing = readable_codings(self.programme).select_related("coder", "code")
        marked: dict[int, list[Coding]] = defaultdict(list)
        for coding in standing.order_by("revision", "start", "end", "pk"):
            marked[coding.revision_id].append(coding)
        return marked

    @cached_property
    def created(self) -> Mapping[int, datetime]:
        """When each coding was made: by its first step."""
        changes = Change.objects.filter(step__programme=self.programme, coding__isnull=False)
        return dict(changes.values_list("coding").annotate(Min("step__at")).order_by())

    @cached_property
    def memos(self) -> list[Memo]:
        if not self.choices.with_memos:
            return []
        return list(readable_memos(self.programme).select_related("author").order_by("pk"))

    @cached_property
    def notes_on(self) -> Mapping[tuple[str, int], tuple[str, ...]]:
        """The GUIDs of memos by what they are on: its field and its key."""
        notes: dict[tuple[str, int], list[str]] = defaultdict(list)
        for memo in self.memos:
            notes[memo.field, memo.about.pk].append(self.guid_of_memo(memo))
        return {about: tuple(sorted(guids)) for about, guids in notes.items()}

    def users(self) -> tuple[refiqda.User, ...]:
        codings = [coding for few in self.codings.values() for coding in few]
        layers = {coding.layer for coding in codings}
        coders = {one.coder for one in codings if one.layer == Layer.CODER}
        return self.coders.listed(
            coders | {memo.author for memo in self.memos},
            has_settled=Layer.SETTLED in layers,
            are_named=self.choices.are_coders_named,
        )

    def note(self, memo: Memo) -> refiqda.Note:
        return refiqda.Note(
            self.guid_of_memo(memo),
            hide_names(memo.words, self.names).text,
            name=memo.kind.lower(),
            creator=self.coders.guid(memo.author_id),
            created=memo.written_at,
        )

    def guid_of_memo(self, memo: Memo) -> str:
        return self.known_as.guid_of(Identified.MEMO, memo.pk, memo.key)

    def guid_of_coding(self, coding: Coding) -> str:
        return self.known_as.guid_of(Identified.CODING, coding.pk, UUID(str(coding.key)))
