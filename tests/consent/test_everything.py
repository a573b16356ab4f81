"""Everything held about one person, in one file: `consent/everything_file.html`.

The pages it is asked for on: `consent/my_everything.html` and `consent/everything.html`.
"""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from ecotone import cli
from ecotone.coding import operations as coding
from ecotone.coding.models import Coding
from ecotone.consent.exports.bundle import drawn
from ecotone.consent.queries.telling import everything_about
from ecotone.foundation.models import AuditEvent, Programme, Role
from ecotone.listening.models import TextRevision
from ecotone.register.models import Participant
from tests.consent.test_withdrawal import (
    ADDRESS,
    DRAFT,
    EVIDENCE,
    NAME,
    PSEUDONYM,
    WORDS,
    make_zephyrine,
)
from tests.factories.coding import make_coding
from tests.factories.exchange import make_crossing, make_match
from tests.factories.foundation import NOON, make_member

pytestmark = pytest.mark.django_db

OTHER = "Wilfred Other"


@pytest.fixture
def zephyrine(programme: Programme) -> Participant:
    return make_zephyrine(programme)


def opened(content: bytes) -> tuple[dict, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        told = json.loads(file.read("everything.json"))
        return told, file.read("everything.html").decode()


def test_somebody_gets_everything_about_themselves_at_once(
    zephyrine: Participant, browser_of: Callable[[Participant], Client]
) -> None:
    browser = browser_of(zephyrine)
    address = reverse("consent:my_everything")

    asked = browser.get(address)
    answer = browser.post(address)

    told, page = opened(answer.content)
    whole = json.dumps(told, ensure_ascii=False)
    assert "consent/my_everything.html" in [template.name for template in asked.templates]
    assert "no-store" in answer.headers["Cache-Control"]
    for planted in (NAME, ADDRESS, PSEUDONYM, WORDS, DRAFT, EVIDENCE):
        assert planted in whole
        assert planted in page
    assert told["what you allow"][0]["as it was asked"].endswith("?")
    assert told["messages to you"][0]["subject"] == f"For {PSEUDONYM}"
    assert "<style>" in page
    assert "https:" not in page


def test_what_was_coded_and_chosen_for_print_is_told(
    programme: Programme, zephyrine: Participant, browser_of: Callable[[Participant], Client]
) -> None:
    coder = make_member(programme, Role.CODER, name="Colm Secretname")
    coding.adopt_starter_codebook(programme=programme, at=NOON, by=None)
    revision = TextRevision.objects.filter(text=WORDS, response__question=None).first()
    make_coding(revision, "kettles argue", by=coder)
    coding.choose_quote(coding=Coding.objects.get(), at=NOON, by=coder)

    told, page = opened(browser_of(zephyrine).post(reverse("consent:my_everything")).content)

    assert told["codings"]["passages"][0]["words"] == "kettles argue"
    assert told["codings"]["meant for print"][0]["words"] == "kettles argue"
    assert "Secretname" not in json.dumps(told) + page


def test_partners_stand_there_under_their_pseudonym_and_reasons_are_kept_back(
    browser_of: Callable[[Participant], Client],
) -> None:
    crossing = make_crossing()
    crossing.lecturer.person.name = OTHER
    crossing.lecturer.person.save()
    match = make_match(crossing)
    match.reason = "Dorian is going through a hard time."
    match.save()

    answer = browser_of(crossing.teacher).post(reverse("consent:my_everything"))

    told, page = opened(answer.content)
    assert told["matches"]["suggested"][0]["with"] == "Dorian"
    assert "hard time" not in json.dumps(told) + page
    assert OTHER not in json.dumps(told) + page


def test_the_trail_names_roles_and_nobody_of_the_hub(
    programme: Programme, zephyrine: Participant, client: Client
) -> None:
    admin = make_member(programme, Role.HUB_ADMIN, name="Alma Secretname")
    client.force_login(admin)
    address = reverse("consent:everything", args=(programme.slug, zephyrine.key))

    asked = client.get(address)
    told, page = opened(client.post(address).content)

    assert "consent/everything.html" in [template.name for template in asked.templates]
    assert told["what was done, and by whom"][-1]["by"] == "hub admin"
    assert "Secretname" not in json.dumps(told) + page
    assert AuditEvent.objects.latest("pk").verb == "gave out everything held about somebody"


def test_a_look_at_the_page_gives_out_nothing(
    programme: Programme, zephyrine: Participant, client: Client
) -> None:
    client.force_login(make_member(programme, Role.HUB_ADMIN))

    client.get(reverse("consent:everything", args=(programme.slug, zephyrine.key)))

    assert not AuditEvent.objects.filter(verb__startswith="gave out").exists()


def test_one_command_writes_it(
    zephyrine: Participant,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "zephyrine.zip"
    words = ["ecotone", "people", "bundle", str(zephyrine.key), "--out", str(out)]
    monkeypatch.setattr("sys.argv", words)

    with pytest.raises(SystemExit) as ended:
        cli.main()

    told, _page = opened(out.read_bytes())
    assert ended.value.code == 0
    assert "It holds their real name." in capsys.readouterr().out
    assert told["who you are"]["name"] == NAME
    assert out.stat().st_mode & 0o077 == 0
    assert AuditEvent.objects.latest("pk").actor == "job"


def test_what_somebody_wrote_cannot_change_the_page() -> None:
    assert "<script>" not in drawn({"words": "<script>alert(1)</script>"})


# Whoever adds a table about people says here under which heading it is told.
TOLD = {
    "register.Post": "posts",
    "register.Contact": "contact log",
    "register.EarlierValues": "changed by lists",
    "register.Invitation": "how you were invited",
    "register.InvitationLetter": "how you were invited",
    "register.PersonalLink": "personal links",
    "consent.Complaint": "complaints",
    "consent.ConsentRecord": "what you allow",
    "listening.Conversation": "conversations",
    "coding.Memo": "memos",
    "exchange.Match": "matches",
    "exchange.PairRule": "matches",
}


def test_every_table_about_people_is_told() -> None:
    about_people = {
        relation.related_model._meta.label for relation in Participant._meta.related_objects
    }

    assert about_people == set(TOLD)


def test_each_of_these_headings_stands_in_the_file(zephyrine: Participant) -> None:
    assert set(TOLD.values()) <= set(everything_about(zephyrine))
