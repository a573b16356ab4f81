"""What the coders of a round say alike, where they differ, and what was settled of it."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ecotone.coding.choices import Layer, Outcome
from ecotone.coding.models import Coding, CodingRound, RoundCoder
from ecotone.coding.queries.passages import readable_codings
from ecotone.engine.agreement import Kind, Mark, groups_of
from ecotone.foundation.models import User
from ecotone.listening.models import Conversation, TextRevision


@dataclass(frozen=True, slots=True)
class DifferenceToSettle:
    """Codings of the same words that say different things, or that some coders lack.

    Attributes
    ----------
    key
        Names these codings together; another one once any of them is changed.
    codings
        By place, then coder.
    missing
        The coders who read the text and put none of these codes here.
    settled
        What was settled in their place; nothing while that is open, or where all is left out.
    """

    key: str
    kind: Kind
    revision: TextRevision
    codings: tuple[Coding, ...]
    missing: tuple[User, ...]
    settled: tuple[Coding, ...]

    @property
    def start(self) -> int:
        return min(coding.start for coding in self.codings)

    @property
    def end(self) -> int:
        return max(coding.end for coding in self.codings)

    @property
    def words(self) -> str:
        return self.revision.passage(self.start, self.end)

    @property
    def is_decided(self) -> bool:
        return all(coding.outcome for coding in self.codings)


@dataclass(frozen=True, slots=True)
class CodingOutcome:
    """One coding of one coder, what settling made of it, and what stands in its place."""

    coding: Coding
    outcome: Outcome | None
    settled: tuple[Coding, ...]


def differences_in(
    coding_round: CodingRound, conversation: Conversation
) -> list[DifferenceToSettle]:
    """Return where the coders of a round differ about one text, in reading order.

    Nothing while the round is kept secret. As many queries for many as for few.
    """
    return list(_Said(coding_round, conversation).differences())


def undecided_count(coding_round: CodingRound, conversation: Conversation | None = None) -> int:
    """Count the differences still open, in one text or in the whole round."""
    found = _Said(coding_round, conversation).differences()
    return sum(not difference.is_decided for difference in found)


def undecided_by_text(coding_round: CodingRound) -> Counter[int]:
    """Count the differences still open in each conversation of a round."""
    found = _Said(coding_round).differences()
    return Counter(
        difference.revision.response.conversation_id
        for difference in found
        if not difference.is_decided
    )


def said_alike(coding_round: CodingRound) -> list[tuple[Coding, ...]]:
    """Return what every coder says of the same words and is not settled yet."""
    groups = _Said(coding_round).groups()
    return [
        codings
        for _revision, kind, codings in groups
        if kind is None and not all(coding.outcome for coding in codings)
    ]


def outcomes_for(coder: User, coding_round: CodingRound) -> list[CodingOutcome]:
    """Return each of a coder's codings in a round with what became of it, in reading order."""
    said = _Said(coding_round)
    return [
        CodingOutcome(
            coding,
            Outcome(coding.outcome) if coding.outcome else None,
            said.settled_for([coding]),
        )
        for coding in said.codings
        if coding.coder_id == coder.pk
    ]


# --- shared steps ----------------------------------------------------------------------------


class _Said:
    """Everything said in a round, or in one text of it. Three queries."""

    def __init__(
        self, coding_round: CodingRound, conversation: Conversation | None = None
    ) -> None:
        found = readable_codings(coding_round.programme).filter(round=coding_round)
        if conversation is not None:
            found = found.filter(revision__response__conversation=conversation)
        rows = list(found.select_related("code", "coder").order_by("revision", "start", "pk"))
        standing = _in_reading_order(rows)
        self.codings = [coding for coding in standing if coding.layer == Layer.CODER]
        self.settled = [coding for coding in standing if coding.layer == Layer.SETTLED]
        members = RoundCoder.objects.filter(round=coding_round).select_related("coder")
        self.members = list(members.order_by("coder__name", "pk"))

    def groups(self) -> Iterator[tuple[TextRevision, Kind | None, tuple[Coding, ...]]]:
        readers = self._readers()
        by_revision: dict[TextRevision, list[Coding]] = defaultdict(list)
        for coding in self.codings:
            by_revision[coding.revision].append(coding)
        for revision, codings in by_revision.items():
            by_key = {coding.pk: coding for coding in codings}
            coders = readers[revision.response.conversation_id]
            for group in groups_of(map(_mark, codings), coders):
                yield revision, group.kind, tuple(by_key[mark.key] for mark in group.marks)

    def differences(self) -> Iterator[DifferenceToSettle]:
        readers = self._readers()
        for revision, kind, codings in self.groups():
            if kind is None:
                continue
            without = readers[revision.response.conversation_id] - _coders(codings)
            yield DifferenceToSettle(
                key=_key(codings),
                kind=kind,
                revision=revision,
                codings=codings,
                missing=tuple(
                    member.coder for member in self.members if str(member.coder_id) in without
                ),
                settled=self.settled_for(codings),
            )

    def settled_for(self, codings: Iterable[Coding]) -> tuple[Coding, ...]:
        """Return what was settled of these, or stood settled in the same words before."""
        decided = [coding for coding in codings if coding.outcome]
        together = {coding.settlement for coding in decided}
        kept = {coding.statement for coding in decided if coding.outcome == Outcome.KEPT}
        return tuple(
            coding
            for coding in self.settled
            if coding.settlement in together or coding.statement in kept
        )

    def _readers(self) -> dict[int, frozenset[str]]:
        """Say by text who read it: who is through with the round, and who coded there."""
        through = {str(one.coder_id) for one in self.members if one.submitted_at is not None}
        readers: dict[int, set[str]] = defaultdict(lambda: set(through))
        for coding in self.codings:
            readers[coding.revision.response.conversation_id].add(str(coding.coder_id))
        return {text: frozenset(who) for text, who in readers.items()}


def _in_reading_order(codings: list[Coding]) -> list[Coding]:
    """Give codings their texts, each read once, and set them in the order of the talk."""
    texts = TextRevision.objects.select_related(
        "response__question", "response__conversation__participant"
    ).defer("response__draft")
    revisions = texts.in_bulk({coding.revision_id for coding in codings})
    for coding in codings:
        coding.revision = revisions[coding.revision_id]
    return sorted(codings, key=_place)


def _place(coding: Coding) -> tuple[int, int, int, int, int]:
    response = coding.revision.response
    number = response.question.number if response.question else 0
    return response.conversation_id, number, coding.revision_id, coding.start, coding.pk


def _mark(coding: Coding) -> Mark:
    return Mark(
        coding.pk,
        str(coding.coder_id),
        str(coding.code_id),
        coding.start,
        coding.end,
        f"{coding.pole} {coding.target}",
    )


def _coders(codings: Iterable[Coding]) -> set[str]:
    return {str(coding.coder_id) for coding in codings}


def _key(codings: Iterable[Coding]) -> str:
    said = " ".join(f"{coding.key}{coding.statement}" for coding in codings)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
