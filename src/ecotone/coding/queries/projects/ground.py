"""What stands in a programme already, as far as a project from elsewhere may meet it."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from ecotone.coding.choices import Identified, Layer, RoundState
from ecotone.coding.models import Code, Coding, CodingRound, KeptPart, Memo, RoundCoder
from ecotone.coding.queries.identities import by_own_guid, identities_of, own_guid
from ecotone.coding.queries.laid_out import LaidOut, texts_laid_out
from ecotone.consent.choices import Grant
from ecotone.consent.queries import participants_granting
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, users_who_may
from ecotone.listening.queries import readable_revisions
from ecotone.register.models import Participant, Sector
from ecotone.register.queries import participants_of, sectors_of


class Ground:
    """A programme seen by GUID, name and place. Each part is read once, when asked for."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.identities = identities_of(programme)

    # --- people and coders -------------------------------------------------------------------

    @cached_property
    def participants(self) -> Mapping[int, Participant]:
        return {one.pk: one for one in participants_of(self.programme)}

    @cached_property
    def by_pseudonym(self) -> Mapping[str, Participant]:
        return {one.pseudonym.casefold(): one for one in self.participants.values()}

    @cached_property
    def asked(self) -> frozenset[int]:
        """Who has said yes to being asked questions."""
        granting = participants_granting(Grant.INTERVIEW, self.programme)
        return frozenset(granting.values_list("pk", flat=True))

    @cached_property
    def sectors(self) -> list[Sector]:
        return list(sectors_of(self.programme))

    def participant_known_as(self, guid: str) -> Participant | None:
        pk = self._named(Identified.PERSON, guid, self.participants)
        return self.participants.get(pk or 0)

    @cached_property
    def team(self) -> Mapping[int, User]:
        return {user.pk: user for user in users_who_may(Action.CODE, self.programme)}

    @cached_property
    def coders(self) -> Mapping[int, User]:
        """The team, and whoever came with an earlier project."""
        came = [
            pk
            for (kind, _guid), pk in self.identities.found.items()
            if kind == Identified.CODER
        ]
        return {**User.objects.in_bulk(came), **self.team}

    def coder_known_as(self, guid: str) -> User | None:
        return self.coders.get(self._named(Identified.CODER, guid, self.coders) or 0)

    @cached_property
    def settled(self) -> str:
        return own_guid("SETTLED", self.programme.pk)

    # --- texts -------------------------------------------------------------------------------

    @cached_property
    def texts(self) -> Mapping[int, LaidOut]:
        """The texts that may be read now, by conversation."""
        return {one.conversation.pk: one for one in texts_laid_out(self.programme)}

    @cached_property
    def conversations(self) -> frozenset[int]:
        readable = readable_revisions(self.programme).order_by()
        return frozenset(readable.values_list("response__conversation", flat=True))

    def text_known_as(self, guid: str) -> LaidOut | None:
        if not self.conversations:
            return None
        pk = self._named(Identified.TEXT, guid, self.conversations)
        return self.texts.get(pk or 0)

    # --- codes and codings -------------------------------------------------------------------

    @cached_property
    def codes(self) -> Mapping[str, Code]:
        """Every code by GUID, those out of the book included: their identity is theirs."""
        return {str(code.guid): code for code in Code.objects.filter(programme=self.programme)}

    @cached_property
    def by_path(self) -> Mapping[tuple[str, ...], Code]:
        by_pk = {code.pk: code for code in self.codes.values()}

        def path(code: Code) -> tuple[str, ...]:
            above = path(by_pk[code.parent_id]) if code.parent_id else ()
            return (*above, code.name.casefold())

        return {path(code): code for code in self.codes.values() if not code.is_removed}

    @cached_property
    def codings(self) -> Mapping[str, Coding]:
        """Codings by the GUID they go out by; those taken off as well."""
        every = Coding.objects.filter(code__programme=self.programme).select_related("round")
        if not every.exists():
            return {}
        return {
            self.identities.guid_of(Identified.CODING, one.pk, one.key): one
            for one in every.iterator(chunk_size=2_000)
        }

    @cached_property
    def codings_by_pk(self) -> Mapping[int, Coding]:
        return {coding.pk: coding for coding in self.codings.values()}

    @cached_property
    def statements(self) -> Mapping[tuple[object, ...], Coding]:
        return {
            (*coding.statement, coding.coder_id): coding
            for coding in self.codings.values()
            if coding.layer == Layer.CODER and not coding.is_removed
        }

    @cached_property
    def rounds(self) -> Mapping[tuple[int, int], CodingRound]:
        """The rounds that are not closed, by conversation and coder."""
        unclosed = CodingRound.objects.filter(programme=self.programme).exclude(
            state=RoundState.CLOSED
        )
        rows = unclosed.order_by().values_list("texts", "coders", "pk")
        by_pk = unclosed.in_bulk()
        return {(text, coder): by_pk[pk] for text, coder, pk in rows}

    @cached_property
    def _submitted(self) -> frozenset[tuple[int, int]]:
        through = RoundCoder.objects.filter(submitted_at__isnull=False)
        rows = through.filter(round__programme=self.programme)
        return frozenset(rows.values_list("round", "coder"))

    def is_layer_kept(self, conversation: int, coder: int) -> bool:
        """Say whether nothing may come to what somebody codes here: blind, or through."""
        found = self.rounds.get((conversation, coder))
        if found is None:
            return False
        is_through = found.state != RoundState.CODING or (found.pk, coder) in self._submitted
        return found.is_blind or is_through

    def coding_known_as(self, guid: str) -> Coding | None:
        pk = self.identities.named(Identified.CODING, guid)
        return self.codings_by_pk.get(pk) if pk else self.codings.get(guid)

    # --- notes and the rest ------------------------------------------------------------------

    @cached_property
    def memos(self) -> frozenset[str]:
        """The GUIDs of the memos there are, by every name they have."""
        rows = Memo.objects.filter(programme=self.programme).values_list("pk", "key")
        keys = dict(rows)
        named = {
            guid
            for (kind, guid), pk in self.identities.found.items()
            if kind == Identified.MEMO and pk in keys
        }
        return frozenset(named | {str(key) for key in keys.values()})

    @cached_property
    def kept(self) -> frozenset[tuple[str, str]]:
        rows = KeptPart.objects.filter(programme=self.programme).values_list("kind", "guid")
        return frozenset((kind, str(guid)) for kind, guid in rows)

    def _named(self, kind: Identified, guid: str, pks: Iterable[int]) -> int | None:
        return self.identities.named(kind, guid) or self._own(kind, pks).get(guid)

    def _own(self, kind: Identified, pks: Iterable[int]) -> Mapping[str, int]:
        if kind not in self._own_guids:
            self._own_guids[kind] = by_own_guid(kind, pks)
        return self._own_guids[kind]

    @cached_property
    def _own_guids(self) -> dict[str, Mapping[str, int]]:
        return {}
