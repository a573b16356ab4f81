"""Projects that go out and come in, to test with."""

import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from ecotone.coding import models
from ecotone.coding.choices import MemoKind, Pole
from ecotone.coding.models import BroughtProject
from ecotone.coding.operations.memos import MemoWords, write_memo
from ecotone.coding.operations.projects.bringing import bring_project, choose_for_project
from ecotone.coding.operations.projects.taking_in import take_in_project
from ecotone.coding.queries.projects.choices import PersonChoice, ProjectChoices, Who
from ecotone.consent.operations import publish_form
from ecotone.engine.refiqda import (
    Case,
    Code,
    CodeSet,
    Coding,
    Direction,
    Link,
    Note,
    Project,
    Selection,
    Source,
    User,
    Value,
    ValueKind,
    Variable,
    write_project,
)
from ecotone.foundation.models import Programme, Role
from ecotone.foundation.models import User as Member
from ecotone.listening.choices import InstrumentKind
from ecotone.listening.models import TextRevision
from ecotone.listening.operations import adopt_instruments
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_conversation,
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


def make_broker(programme: Programme, *, name: str = "Robin Brook") -> Member:
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
    for speaker in reversed(speakers):
        make_conversation(speaker, {1: "I learnt much."}, kind=InstrumentKind.REFLECTION)
    for about in (coding, coding.code, second.response.conversation, speakers[0]):
        says = MemoWords(MemoKind.QUESTION, f"Why {type(about).__name__}?")
        write_memo(about=about, says=says, at=NOON, by=coders[1])
    return programme


def make_brought(
    programme: Programme, content: bytes, *, by: Member, file_name: str = "study.qdpx"
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


def take_in(programme: Programme, content: bytes, *, by: Member) -> BroughtProject:
    """Bring a package, say that everybody in it is new, and take it in."""
    brought = make_brought(programme, content, by=by)
    chosen = choose_for_project(brought=brought, choices=everybody_new(brought), at=NOON, by=by)
    return take_in_project(brought=chosen, at=NOON, by=by)


# --- small projects of another program -------------------------------------------------------


def guid(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, name))


def make_said(
    words: str,
    *coded: str,
    case: str = "Jane Eyre",
    anew: str = "",
    values: bool = False,
) -> bytes:
    """Write a package with one person's text, coded by one coder; `anew` renames codings."""
    selections = tuple(
        Selection(
            guid(f"{anew}selection {number}"),
            words.index(quote),
            words.index(quote) + len(quote),
            (Coding(guid(f"{anew}coding {number}"), guid(f"{anew}code"), guid("coder")),),
        )
        for number, quote in enumerate(coded)
    )
    source = Source(guid("source"), "talk.txt", words, selections)
    said = (Value(guid("variable"), "7"),) if values else ()
    project = Project(
        "Another study",
        users=(User(guid("coder"), "Ada Poole"),),
        codes=(Code(guid(f"{anew}code"), "Group work"),),
        cases=(Case(guid("case"), case, values=said, sources=(source.guid,)),),
        sources=(source,),
    )
    return write_project(_with_the_rest(project) if values else project).content


def _with_the_rest(project: Project) -> Project:
    """Add what has no table here: a variable, a free note, a set and a link."""
    return replace(
        project,
        variables=(Variable(guid("variable"), "Years of teaching", ValueKind.INTEGER),),
        notes=(Note(guid("free note"), "On the whole", creator=guid("coder")),),
        notes_on_project=(guid("free note"),),
        sets=(CodeSet(guid("set"), "Pilot", sources=(guid("source"),)),),
        links=(
            Link(
                guid("link"),
                "leads to",
                Direction.ONE_WAY,
                origin=guid("code"),
                target=guid("source"),
            ),
        ),
    )


# --- what stands ----------------------------------------------------------------------------


def quotes_standing() -> list[tuple[str, str, str]]:
    """Return the words that stand coded, with code and coder."""
    standing = models.Coding.objects.filter(is_removed=False)
    rows = standing.select_related("revision", "code", "coder")
    return sorted(
        (one.revision.passage(one.start, one.end), one.code.name, one.coder.name)
        for one in rows
    )


def state_of_coding() -> list[object]:
    """Return what stands in the coding room and in the texts, without keys of rows."""
    codes = models.Code.objects.filter(is_removed=False).order_by("guid")
    return [
        quotes_standing(),
        list(codes.values_list("guid", "name", "definition", "parent__name", "is_retired")),
        list(TextRevision.objects.order_by("pk").values_list("sha256", flat=True)),
        models.Memo.objects.filter(is_removed=False).count(),
        models.KeptPart.objects.count(),
    ]
