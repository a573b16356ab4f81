"""A blind round is blind everywhere: nothing in the house answers differently for it."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias
from uuid import UUID

import pytest
from django.test import Client

from ecotone.coding import operations
from ecotone.coding.choices import Pole
from ecotone.coding.models import Code, Coding, CodingRound, Memo, Step
from ecotone.coding.operations import Marking
from ecotone.coding.queries.memos import memos_told
from ecotone.coding.queries.telling import codings_told
from ecotone.consent.choices import Grant
from ecotone.exchange.models import Match
from ecotone.foundation.models import Role, User
from ecotone.listening.models import TextRevision
from ecotone.register.models import Participant
from tests.factories.browsing import own_browser
from tests.factories.coding import (
    PLENTY,
    make_coding,
    make_revision,
    make_speaker,
    make_study,
    page,
    signed_in,
)
from tests.factories.exchange import make_round
from tests.factories.foundation import NOON, make_member
from tests.factories.memos import make_memo
from tests.house.looking import (
    Asking,
    Filling,
    addresses_of,
    names_for,
    names_of_participants,
    seen_by,
)

pytestmark = pytest.mark.django_db

EVERYTHING = (Grant.MATCHING, Grant.QUOTED, Grant.PUBLICATION)
GROUPS, MARKS, YEARS = (
    "We plan the work in groups",
    "Each of them marks the others",
    "It took me years",
)
CODES = ("grp", "asm", "rwc.context")
SECRET = "quorndle"
HIDDEN, UNKNOWN = UUID(int=4), UUID(int=9)
TRAIL = "foundation:audit"
ALONE = (Role.VIEWER, Role.HUB_ADMIN, Role.INTERVIEWER)
Seen: TypeAlias = tuple[str, str]


class Blind:
    """Ann and Bob code two texts blind; two more are coded in the open by the broker."""

    def __init__(self) -> None:
        self.programme = make_study()
        Code.objects.exclude(key__in=CODES).filter(children__isnull=True).delete()
        self.ann = make_member(self.programme, Role.CODER, name="Ann Ash")
        self.bob = make_member(self.programme, Role.CODER, name="Bob Birch")
        self.broker = make_member(self.programme, Role.BROKER, name="Cleo Carr")
        self.texts = [
            make_revision(make_speaker(self.programme, *EVERYTHING, sector=sector), PLENTY)
            for sector in ("primary", "secondary", "primary", "university")
        ]
        make_coding(self.texts[2], GROUPS, by=self.broker, pole=Pole.ASKS)
        make_coding(self.texts[3], GROUPS, by=self.broker)
        make_coding(self.texts[3], MARKS, by=self.broker, code="asm")
        make_round(self.programme, self.broker)
        self.round = CodingRound.objects.create(
            programme=self.programme, name="First", is_blind=True, opened_at=NOON
        )
        self.round.coders.add(self.ann, self.bob)
        self.round.texts.add(*(text.response.conversation for text in self.texts[:2]))
        self.lookers = self.lookers_of()

    @property
    def asm(self) -> Code:
        return Code.objects.get(programme=self.programme, key="asm")

    @property
    def text(self) -> TextRevision:
        return self.texts[0]

    @property
    def speaker(self) -> Participant:
        return self.text.response.conversation.participant

    def code_blind(self) -> None:
        """Have Ann do everything that can be done with a text."""
        self.code(self.marking(GROUPS, key=HIDDEN))
        self.code(self.marking(MARKS, code="asm", pole=Pole.ASKS))
        gone = make_coding(self.texts[1], YEARS, by=self.ann, code="rwc.context")
        coding = Coding.objects.get(key=HIDDEN)
        to = self.marking(GROUPS[:-2], code="asm", key=HIDDEN)
        operations.change_coding(coding=coding, to=to, at=NOON, by=self.ann)
        operations.remove_coding(coding=gone, at=NOON, by=self.ann)
        operations.undo_last(programme=self.programme, at=NOON, by=self.ann)
        said_in = self.text.response.conversation
        for about in (coding, said_in, said_in.participant):
            make_memo(about, f"@Bob, is this a {SECRET}?", by=self.ann)

    def code(self, marking: Marking) -> Coding:
        return operations.code_passage(marking=marking, at=NOON, by=self.ann)

    def marking(self, words: str, *, code: str = "grp", **more: Any) -> Marking:
        start = self.text.text.index(words)
        named = Code.objects.get(programme=self.programme, key=code)
        span = start, start + len(words)
        return Marking(self.text, *span, named, **{"pole": Pole.GIVES, **more})

    def look(self, *lookers: str) -> dict[tuple[str, str], str]:
        """Open every address as everybody but Ann, or as those named."""
        return {
            (who, address): said
            for who in lookers or self.lookers
            for address, said in seen_by(*self.lookers[who]).items()
        }

    def lookers_of(self) -> dict[str, tuple[Client, list[str]]]:
        """Give everybody a browser, and what they may open.

        Hub admins open only what nobody before them could: a page does not know them apart.
        """
        opened_by_others = names_for(Role.BROKER, Role.INTERVIEWER)
        only_admins = [
            name for name in names_for(Role.HUB_ADMIN) if name not in opened_by_others
        ]
        lookers = {
            "Bob": (signed_in(self.bob), self.addresses(names_for(Role.CODER))),
            "the broker": (signed_in(self.broker), self.addresses(names_for(Role.BROKER))),
            **{
                role.value: (
                    signed_in(make_member(self.programme, role)),
                    self.addresses(only_admins if role == Role.HUB_ADMIN else names_for(role)),
                )
                for role in ALONE
            },
        }
        own = own_browser(self.speaker)
        return {**lookers, "the speaker": (own, self.addresses(names_of_participants()))}

    def addresses(self, names: Iterable[str]) -> list[str]:
        return [
            address
            for name in names
            if name != TRAIL
            for address in addresses_of(name, self.filling, self.asking)
        ]

    @property
    def filling(self) -> Filling:
        return {
            "programme": [self.programme.slug],
            "conversation": [self.text.response.conversation_id],
            "str code": ["asm"],
            "int code": [self.asm.pk],
            "first": ["asm"],
            "second": ["grp"],
            "coding:key": [self.round.key],
            "round": [self.round.key],
            "match": Match.objects.values_list("pk", flat=True),
            "step": [Step.objects.latest("pk").pk + 1],
            "uuid coding": [HIDDEN],
            "register:key": [self.speaker.key],
            "consent:key": [self.speaker.key],
            "listening:key": [self.speaker.key],
            "voice": [self.speaker.key],
            "pole": [Pole.GIVES],
            "kind": ["interview"],
            "number": [2],
        }

    @property
    def asking(self) -> Asking:
        of_round, text = f"?round={self.round.key}", self.text.response.conversation_id
        return {
            "coding:text": ["?whose=mine", "?by=hand"],
            "coding:search": [f"?q={SECRET}", "?q=groups", "?q=assessment"],
            "coding:beside": [f"?code={self.asm.pk}"],
            "coding:suggest": [f"?revision={self.text.pk}&start=0&end=26"],
            "coding:memos": [f"?text={text}", f"?person={self.speaker.key}"],
            "coding:write_memo": [f"?passage={HIDDEN}", f"?text={text}", "?code=asm"],
            "coding:agreement": [of_round],
            "coding:agreement_code": [of_round, f"{of_round}&answers=all"],
            "coding:agreement_csv": [of_round],
            "coding:agreement_json": [of_round],
            "coding:presence": ["?since=0-"],
            "exchange:divide": ["?view=table"],
        }


def test_what_is_coded_blind_changes_nothing_for_anybody_else() -> None:
    blind = Blind()
    before = blind.look()

    blind.code_blind()

    assert len(before) > 300
    assert told(before, blind.look()) == {}


def test_the_audit_trail_says_that_somebody_coded_blind_and_nothing_of_what() -> None:
    blind = Blind()
    admin = signed_in(make_member(blind.programme, Role.HUB_ADMIN))

    blind.code_blind()

    trail = admin.get(page(TRAIL, blind.programme)).content.decode()
    assert "coded a passage" in trail
    assert str(HIDDEN) in trail
    assert [said for said in (SECRET, GROUPS, MARKS, blind.asm.name) if said in trail] == []


def test_the_person_themselves_is_told_of_it_when_it_is_revealed() -> None:
    blind = Blind()
    blind.code_blind()

    kept = str([codings_told(blind.speaker), memos_told(blind.speaker)])
    for coder in (blind.ann, blind.bob):
        operations.submit_round(coding_round=blind.round, at=NOON, by=coder)
    told_now = str([codings_told(blind.speaker), memos_told(blind.speaker)])

    assert [said in kept for said in (SECRET, MARKS)] == [False, False]
    assert [said in told_now for said in (SECRET, MARKS)] == [True, True]


def test_when_both_have_submitted_both_see_all() -> None:
    blind = Blind()
    blind.code_blind()
    make_coding(blind.text, YEARS, by=blind.bob)
    read = page("coding:text", blind.programme, blind.text.response.conversation_id)

    operations.submit_round(coding_round=blind.round, at=NOON, by=blind.ann)
    half = holds(blind.bob, read, SECRET, str(HIDDEN))
    operations.submit_round(coding_round=blind.round, at=NOON, by=blind.bob)

    assert half == [False, False]
    assert holds(blind.bob, read, str(HIDDEN)) == [True]
    assert holds(blind.bob, page("coding:memos", blind.programme), SECRET) == [True]
    theirs = str(Coding.objects.get(coder=blind.bob).key)
    assert holds(blind.ann, read, theirs) == [True]


def test_who_codes_blind_sees_nothing_that_others_coded_there_in_the_open() -> None:
    blind = Blind()
    in_the_open = make_coding(blind.text, GROUPS, by=blind.broker, code="asm")
    addresses = [
        page("coding:text", blind.programme, blind.text.response.conversation_id),
        page("coding:code", blind.programme, "asm"),
    ]
    shown = str(in_the_open.key), f"coding-{in_the_open.pk}"

    bobs, brokers = (
        [any(holds(reader, address, *shown)) for address in addresses]
        for reader in (blind.bob, blind.broker)
    )

    assert bobs == [False, False]
    assert brokers == [True, True]


def test_no_answer_to_a_guess_says_that_something_is_coded_blind() -> None:
    blind = Blind()
    blind.code_blind()
    coding, memo = Coding.objects.get(key=HIDDEN), Memo.objects.filter(author=blind.ann)[0]
    guesses = {
        "coding:remove": (HIDDEN, UNKNOWN),
        "coding:place": (HIDDEN, UNKNOWN),
        "coding:let_go": (HIDDEN, UNKNOWN),
        "coding:choose_quote": (coding.pk, 0),
        "coding:reword_memo": (memo.key, UNKNOWN),
        "coding:remove_memo": (memo.key, UNKNOWN),
        "coding:put_memo_away": (memo.key, UNKNOWN),
        "coding:undo_codebook_step": (Step.objects.filter(by=blind.ann)[0].pk, 0),
    }
    bob = signed_in(blind.bob)

    answers = {
        name: [bob.post(page(name, blind.programme, key)).status_code for key in keys]
        for name, keys in guesses.items()
    }

    assert answers == {name: [404, 404] for name in guesses}


def test_steps_on_what_another_codes_blind_are_answered_like_steps_on_nothing() -> None:
    blind = Blind()
    blind.code_blind()

    hidden, unknown = (
        [step_on(blind, key, do=do) for do in ("change", "remove")] for key in (HIDDEN, UNKNOWN)
    )

    assert hidden == unknown
    assert "stored" in hidden[0]


def test_the_same_words_are_coded_blind_by_each() -> None:
    blind = Blind()
    blind.code_blind()

    theirs = make_coding(blind.text, MARKS, by=blind.bob, code="asm", pole=Pole.ASKS)

    assert theirs.round == blind.round
    assert operations.undo_last(programme=blind.programme, at=NOON, by=blind.bob) is not None
    assert operations.undo_last(programme=blind.programme, at=NOON, by=blind.bob) is None


def holds(reader: User, address: str, *said: str) -> list[bool]:
    body = signed_in(reader).get(address).content.decode()
    return [each in body for each in said]


def step_on(blind: Blind, key: UUID, *, do: str) -> str:
    address = page("coding:steps", blind.programme, blind.text.response.conversation_id)
    step = {"key": str(UUID(int=7)), "do": do, "coding": str(key)}
    sent = {"data": {"steps": [step]}, "content_type": "application/json"}
    return signed_in(blind.bob).post(address, **sent).content.decode().replace(str(key), "")


def told(before: Mapping[Seen, str], after: Mapping[Seen, str]) -> dict[Seen, list[str]]:
    """Say which addresses answer differently, and with what lines."""
    return {
        place: [line for line in after[place].splitlines() if line not in said.splitlines()]
        for place, said in before.items()
        if place in after and after[place] != said
    }
