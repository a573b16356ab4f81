"""Steps of every kind, taken back one by one: what stood before stands again.

Sixty of them run with the suite. A thousand take a minute or more; they run with
`STEPS_TAKEN_BACK=1000 ./run test tests/coding/test_undo_everything.py`.
"""

import hashlib
import json
import os
from contextlib import suppress
from random import Random

import pytest

from ecotone.coding.choices import Pole
from ecotone.coding.models import Code, Coding, Step
from ecotone.coding.operations import (
    CodeWording,
    Marking,
    add_code,
    bring_back,
    change_coding,
    code_passage,
    delete_code,
    describe_code,
    merge_codes,
    move_code,
    remove_coding,
    retire_code,
    split_code,
    undo_last,
)
from ecotone.consent.operations import publish_form
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.listening.models import TextRevision
from ecotone.listening.operations import adopt_instruments
from tests.factories.coding import make_coder, make_revision, make_speaker
from tests.factories.foundation import NOON
from tests.factories.register import make_register

pytestmark = pytest.mark.django_db

STEPS = int(os.environ.get("STEPS_TAKEN_BACK", "60"))
TEXT = "We plan the work in groups and each of them marks the others, which took me years."


class Desk:
    """One coder at work, with a text and a codebook, doing whatever chance says."""

    def __init__(self, programme: Programme, coder: User, text: TextRevision) -> None:
        self.programme, self.coder, self.text = programme, coder, text
        self.chance = Random(4)  # noqa: S311  # the same steps every time
        self.added = 0

    def act(self) -> None:
        acts = [self.code] * 6 + [self.change] * 2 + [self.remove] * 2
        acts += [self.add, self.describe, self.move, self.merge, self.split, self.rest]
        self.chance.choice(acts)()

    def any_code(self) -> Code:
        codes = Code.objects.in_book(self.programme).order_by("pk")
        return self.chance.choice(list(codes.select_related("programme", "parent")))

    def any_coding(self) -> Coding:
        codings = Coding.objects.in_programme(self.programme).order_by("pk")
        found = list(codings.select_related("code__programme", "revision__response"))
        return self.chance.choice(found) if found else self.code()

    def marking(self) -> Marking:
        start = self.chance.randrange(len(TEXT) - 20)
        pole = self.chance.choice(list(Pole))
        return Marking(self.text, start, start + 12, self.any_code(), pole)

    def code(self) -> Coding:
        return code_passage(marking=self.marking(), at=NOON, by=self.coder)

    def change(self) -> None:
        change_coding(coding=self.any_coding(), to=self.marking(), at=NOON, by=self.coder)

    def remove(self) -> None:
        remove_coding(coding=self.any_coding(), at=NOON, by=self.coder)

    def wording(self) -> CodeWording:
        self.added += 1
        return CodeWording(name=f"Code {self.added}", hue=self.chance.randint(1, 8))

    def add(self) -> None:
        parent = self.chance.choice([None, self.any_code()])
        wording = self.wording()
        add_code(
            programme=self.programme, wording=wording, parent=parent, at=NOON, by=self.coder
        )

    def describe(self) -> None:
        describe_code(code=self.any_code(), wording=self.wording(), at=NOON, by=self.coder)

    def move(self) -> None:
        parent, before = self.any_code(), self.any_code()
        move_code(code=self.any_code(), parent=parent, before=before, at=NOON, by=self.coder)

    def merge(self) -> None:
        merge_codes(code=self.any_code(), into=self.any_code(), at=NOON, by=self.coder)

    def split(self) -> None:
        coding = self.any_coding()
        into = self.chance.choice([self.wording(), self.any_code()])
        split_code(code=coding.code, codings=[coding], into=into, at=NOON, by=self.coder)

    def rest(self) -> None:
        self.chance.choice([retire_code, bring_back, delete_code])(
            code=self.any_code(), at=NOON, by=self.coder
        )


def state(programme: Programme) -> str:
    """Digest all that stands: codes of the book and codings, with every field of both.

    What came and went again leaves a row behind that is marked as removed; it stands no more.
    """
    codes = Code.objects.in_book(programme).order_by("pk").values()
    codings = Coding.objects.in_programme(programme).order_by("pk").values()
    stands = json.dumps([list(codes), list(codings)], default=str)
    return hashlib.sha256(stands.encode()).hexdigest()


def make_desk() -> Desk:
    """Give a coder a small codebook of somebody else's, and a text coded here and there."""
    programme = make_register()
    publish_form(programme=programme, at=NOON, by=None)
    adopt_instruments(programme=programme, at=NOON, by=None)
    coder, author = make_coder(programme), make_coder(programme, name="Colm Reed")
    desk = Desk(programme, coder, make_revision(make_speaker(programme), TEXT))
    for number in range(8):
        wording = CodeWording(name=f"Beginning {number}")
        add_code(programme=programme, wording=wording, parent=None, at=NOON, by=author)
    for _number in range(8):
        desk.code()
    return desk


def steps_of(desk: Desk) -> int:
    return Step.objects.filter(by=desk.coder).count()


def take_steps(desk: Desk) -> None:
    """Take steps until enough were written down; what is refused is no step."""
    end = steps_of(desk) + STEPS
    while steps_of(desk) < end:
        with suppress(Refused):
            desk.act()


def test_as_many_undos_as_random_steps_leave_everything_as_it_was() -> None:
    desk = make_desk()
    at_first = state(desk.programme)
    take_steps(desk)
    in_between = state(desk.programme)

    undone = [undo_last(programme=desk.programme, at=NOON, by=desk.coder) for _ in range(STEPS)]

    assert in_between != at_first
    assert None not in undone
    assert state(desk.programme) == at_first
