"""Two coders who read the same texts in a round, to test with."""

from typing import TYPE_CHECKING, Any

from django.test import Client

from ecotone.coding import operations, queries
from ecotone.coding.choices import Layer
from ecotone.coding.models import Coding
from ecotone.coding.operations import RoundPlan
from ecotone.foundation.models import Programme, User
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_conversation,
    make_speaker,
    make_study,
    page,
    signed_in,
    text_of,
)
from tests.factories.foundation import NOON

if TYPE_CHECKING:
    from ecotone.listening.models import Conversation

GROUPS, MARKS = "We plan the work in groups.", "Each of them marks the others."
YEARS = "It took me years."


class Reading:
    """Two coders, texts of one answer, and a round about them."""

    def __init__(self, *, texts: int = 1, is_blind: bool = True) -> None:
        self.programme: Programme = make_study()
        self.ann: User = make_coder(self.programme, name="Ann Ash")
        self.bob: User = make_coder(self.programme, name="Bob Birch")
        self.texts: list[Conversation] = [
            make_conversation(make_speaker(self.programme, pseudonym=f"Speaker {number}"))
            for number in range(texts)
        ]
        plan = RoundPlan("First round", [self.ann, self.bob], self.texts, is_blind=is_blind)
        self.round = operations.open_round(
            programme=self.programme, plan=plan, at=NOON, by=self.ann
        )
        self.client = signed_in(self.ann)

    def code(self, by: User, words: str = GROUPS, *, text: int = 0, **more: Any) -> Coding:
        return make_coding(text_of(self.texts[text]), words, by=by, **more)

    def submit(self, *coders: User) -> None:
        for coder in coders or (self.ann, self.bob):
            operations.submit_round(coding_round=self.round, at=NOON, by=coder)
        self.round.refresh_from_db()

    def begin(self) -> None:
        self.submit()
        operations.begin_settling(coding_round=self.round, at=NOON, by=self.ann)
        self.round.refresh_from_db()

    def address(self, name: str, *parts: object) -> str:
        return page(name, self.programme, self.round.key, *parts)

    def shown(
        self, name: str = "coding:round", *parts: object, by: Client | None = None
    ) -> str:
        answer = (by or self.client).get(self.address(name, *parts))
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    def settle(self, keep: str, place: int = 0, **more: str) -> str:
        """Press a button; return the page that answers."""
        text = self.texts[0]
        difference = queries.differences_in(self.round, text)[place]
        told = {"difference": difference.key, "keep": keep, **more}
        address = self.address("coding:settle_one", text.pk)
        return self.client.post(address, told, follow=True).content.decode()

    @property
    def settled(self) -> list[Coding]:
        standing = Coding.objects.filter(layer=Layer.SETTLED, is_removed=False)
        return list(standing.order_by("start", "pk"))


def differing(*, is_blind: bool = True) -> Reading:
    """Three differences: another code, marked by one alone, and other ends."""
    reading = Reading(is_blind=is_blind)
    reading.code(reading.ann)
    reading.code(reading.bob, code="asm")
    reading.code(reading.ann, MARKS)
    reading.code(reading.ann, YEARS, code="asm")
    reading.code(reading.bob, "me years.", code="asm")
    reading.begin()
    return reading
