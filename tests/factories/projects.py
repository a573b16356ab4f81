"""Projects that go out and come in, to test with."""

import io
from dataclasses import replace
from functools import cache
from pathlib import Path

from lxml import etree

from ecotone.coding.choices import MemoKind, Pole
from ecotone.coding.models import BroughtProject
from ecotone.coding.operations.bringing_projects import bring_project, choose_for_project
from ecotone.coding.operations.memos import MemoWords, write_memo
from ecotone.coding.operations.taking_in_projects import take_in_project
from ecotone.coding.queries.project_choices import PersonChoice, ProjectChoices, Who
from ecotone.consent.operations import publish_form
from ecotone.foundation.models import Programme, Role, User
from ecotone.listening.operations import adopt_instruments
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_revision,
    make_speaker,
    make_study,
)
from tests.factories.foundation import NOON, make_member
from tests.factories.register import make_register

SCHEMA = Path(__file__).parent.parent / "data" / "refi" / "Project.xsd"


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(SCHEMA)))


def make_empty_study(*, name: str = "Elsewhere") -> Programme:
    """Make a programme that could listen, with no codebook and nobody in it."""
    programme = make_register(name=name)
    publish_form(programme=programme, at=NOON, by=None)
    adopt_instruments(programme=programme, at=NOON, by=None)
    return programme


def make_broker(programme: Programme, *, name: str = "Robin Brook") -> User:
    return make_member(programme, Role.BROKER, name=name)


def make_coded_study(*, name: str = "Across the divide") -> Programme:
    """Make a programme with two people, two coders, codings on the same words, and memos."""
    programme = make_study(name=name)
    speakers = [
        make_speaker(programme, sector=sector, pseudonym=pseudonym)
        for sector, pseudonym in (("primary", "Alder"), ("university", "Rowan"))
    ]
    coders = [make_coder(programme, name=name) for name in ("Colm Dunne", "Ada Poole")]
    first = make_revision(speakers[0])
    second = make_revision(speakers[1], "I lecture 😀 to many.\nI would like groups.")
    make_coding(first, "We plan the work in groups.", by=coders[0])
    coding = make_coding(first, "We plan the work in groups.", by=coders[1], pole=Pole.ASKS)
    make_coding(second, "I would like groups", by=coders[0], code="asm", pole=Pole.ASKS)
    for about in (coding, coding.code, second.response.conversation, speakers[0]):
        says = MemoWords(MemoKind.QUESTION, f"Why {type(about).__name__}?")
        write_memo(about=about, says=says, at=NOON, by=coders[1])
    return programme


def make_brought(
    programme: Programme, content: bytes, *, by: User, file_name: str = "study.qdpx"
) -> BroughtProject:
    return bring_project(
        programme=programme, file=io.BytesIO(content), file_name=file_name, at=NOON, by=by
    )


def everybody_new(brought: BroughtProject, *, sector: str = "primary") -> ProjectChoices:
    """Choose that everybody unknown is new, and that their consent is on paper."""
    people = {
        line["key"]: PersonChoice(
            Who(line["who"]) if line["who"] else Who.NEW,
            line["pseudonym"],
            line["sector"] or sector,
        )
        for line in brought.report["people"]
    }
    return replace(ProjectChoices.stored(brought.choices), people=people, has_paper=True)


def take_in(programme: Programme, content: bytes, *, by: User) -> BroughtProject:
    """Bring a package, say that everybody in it is new, and take it in."""
    brought = make_brought(programme, content, by=by)
    chosen = choose_for_project(brought=brought, choices=everybody_new(brought), at=NOON, by=by)
    return take_in_project(brought=chosen, at=NOON, by=by)
