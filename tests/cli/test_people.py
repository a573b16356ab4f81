"""`ecotone people import` at a terminal: exit statuses, words, and nothing stored by halves."""

import json
import os
from pathlib import Path

import pytest

from ecotone.foundation.models import Programme
from ecotone.register.models import Organisation, Participant, Person
from tests.cli.conftest import Terminal
from tests.factories.register import make_register

pytestmark = pytest.mark.django_db

GOOD = "id,sector,name\np1,primary,Marguerite Planted\np2,university,\n"


class PeopleTerminal(Terminal):
    """Brings lists of people from a file of its own."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], path: Path
    ) -> None:
        super().__init__(monkeypatch, capsys)
        self.path = path

    def bring(self, content: str | bytes, *words: str) -> tuple[int, str, str]:
        raw = content.encode() if isinstance(content, str) else content
        self.path.write_bytes(raw)
        return self.run("people", "import", str(self.path), *words)


@pytest.fixture
def programme() -> Programme:
    return make_register()


@pytest.fixture
def terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> PeopleTerminal:
    return PeopleTerminal(monkeypatch, capsys, tmp_path / "people.csv")


def test_a_good_list_is_taken_in(terminal: PeopleTerminal, programme: Programme) -> None:
    status, said, _ = terminal.bring(GOOD, "--programme", programme.slug)

    assert (status, said) == (
        0,
        "2 people taken in to Across the divide, each with a pseudonym.\n",
    )
    assert set(Participant.objects.values_list("reference", flat=True)) == {"p1", "p2"}


@pytest.mark.parametrize("switch", ["--check", "--dry-run"])
def test_checking_and_rehearsing_store_nothing(
    terminal: PeopleTerminal, programme: Programme, switch: str
) -> None:
    status, said, _ = terminal.bring(GOOD, "--programme", programme.slug, switch)

    assert (status, said) == (
        0,
        "2 people could be taken in to Across the divide. Nothing is stored.\n",
    )
    assert (Participant.objects.count(), Person.objects.count()) == (0, 0)


def test_a_rehearsal_shows_the_pseudonyms_that_would_be_given(
    terminal: PeopleTerminal, programme: Programme
) -> None:
    words = ("--programme", programme.slug, "--json")

    rehearsed = json.loads(terminal.bring(GOOD, *words, "--dry-run")[1])
    done = json.loads(terminal.bring(GOOD, *words)[1])

    assert (rehearsed["stored"], done["stored"]) == (False, True)
    assert rehearsed["pseudonyms"] == done["pseudonyms"]
    assert rehearsed["people"] == done["people"] == 2


BAD = {
    "a missing column": ("id,name\np1,Ada\n", "row 1, column sector: this column is missing"),
    "an unknown sector": (
        "id,sector\np1,primary\np2,college\n",
        "row 3, column sector: “college” is no sector of this programme",
    ),
    "a duplicate id": (
        "id,sector\np1,primary\np1,university\n",
        "row 3, column id: is used twice in this list",
    ),
    "a weight above 1": (
        "id,sector,gives\np1,primary,grp:2\n",
        'row 2, column gives: The weight of "grp" is 2; a give weighs between 0 and 1.',
    ),
    "a wrong encoding": (
        "id,sector,name\np1,primary,José\n".encode("latin-1"),
        "row 2: a character that UTF-8 does not have",
    ),
    "10 MB of junk": (os.urandom(1024) * 10 * 1024, "people.csv is larger than 8 MB."),
}


@pytest.mark.parametrize("wrong", BAD)
def test_a_bad_list_is_refused_as_a_whole(
    terminal: PeopleTerminal, programme: Programme, wrong: str
) -> None:
    content, reason = BAD[wrong]

    status, said, complaint = terminal.bring(content, "--programme", programme.slug)

    assert (status, said) == (1, "")
    assert reason in complaint
    assert "Traceback" not in complaint
    assert (Participant.objects.count(), Organisation.objects.count()) == (0, 0)


def test_a_refusal_is_told_as_json_too(terminal: PeopleTerminal, programme: Programme) -> None:
    status, said, _ = terminal.bring(
        "id,sector\np1,college\n", "--programme", programme.slug, "--json"
    )

    told = json.loads(said)
    assert status == 1
    assert (told["problems"][0]["row"], told["problems"][0]["column"]) == (2, "sector")
    assert told["remedy"] == "Mend the cells that are named, then bring the list again."


def test_an_unknown_programme_is_answered_with_those_there_are(
    terminal: PeopleTerminal, programme: Programme
) -> None:
    status, _, complaint = terminal.bring(GOOD, "--programme", "nowhere")

    assert status == 1
    assert f"Choose one of: {programme.slug}." in complaint


def test_where_there_is_no_programme_it_is_said_how_to_begin_one(
    terminal: PeopleTerminal,
) -> None:
    status, _, complaint = terminal.bring(GOOD, "--programme", "nowhere")

    assert status == 1
    assert "ecotone programme begin" in complaint


def test_a_misspelt_call_is_wrong_usage(terminal: PeopleTerminal) -> None:
    status, _, complaint = terminal.run("people", "import", "nothing.csv", "--programme", "x")

    assert status == 2
    assert "does not exist" in complaint
