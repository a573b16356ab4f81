"""Suggestions: from the reader's own codings, never somebody else's, and never codings."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from ecotone.coding.models import Code, Coding
from ecotone.coding.queries import CodeSuggestions, suggestions_for
from ecotone.coding.queries.suggestions import _memory_of
from ecotone.consent.choices import Grant
from ecotone.consent.operations import withdraw_grant
from ecotone.foundation.models import Programme, User
from ecotone.listening.models import TextRevision
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_revision,
    make_speaker,
    make_study,
    page,
    signed_in,
)
from tests.factories.foundation import NOON

pytestmark = pytest.mark.django_db

WORDS = "pupils mark the work of others"


@pytest.fixture(autouse=True)
def _nothing_learnt_in_another_test() -> Iterator[None]:
    _memory_of.cache_clear()
    yield
    _memory_of.cache_clear()


def worked(study: Programme, coder: User, *, speaker: object = None) -> None:
    """Let a coder give two codes to ten passages each."""
    marking = "\n".join(f"{WORDS}, week {n}." for n in range(10))
    planning = "\n".join(f"plan lessons in teams on paper, term {n}." for n in range(10))
    revision = make_revision(speaker or make_speaker(study), f"{marking}\n{planning}")
    for line in revision.text.splitlines():
        code = "asm" if line.startswith("pupils") else "grp"
        make_coding(revision, line, by=coder, code=code)


def asked(study: Programme, reader: User, text: str = f"My {WORDS}.") -> CodeSuggestions:
    revision = make_revision(make_speaker(study), text)
    return suggestions_for(revision, 0, len(text), programme=study, reader=reader)


def test_a_code_is_suggested_with_the_words_it_shares_and_what_it_rests_on() -> None:
    study = make_study()
    coder = make_coder(study)
    worked(study, coder)

    found = asked(study, coder)

    (one,) = found.suggestions
    assert (one.entry.code.key, one.passages, found.rests_on) == ("asm", 10, 20)
    assert set(one.shared) == {"pupils", "mark", "work", "others"}
    assert found.abstains == ""
    assert Coding.objects.count() == 20


def test_nothing_is_learnt_from_other_coders() -> None:
    study = make_study()
    worked(study, make_coder(study))

    found = asked(study, make_coder(study, name="Colm Hughes"))

    assert (found.suggestions, found.rests_on) == ((), 0)
    assert found.abstains == (
        "You have coded 0 passages here. That is too little to learn from."
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("And so on.", "There are too few words here to go by."),
        ("Zebras wander elsewhere.", "None of the passages you coded is like this one."),
    ],
)
def test_when_nothing_is_suggested_the_reason_is_given(text: str, why: str) -> None:
    study = make_study()
    coder = make_coder(study)
    worked(study, coder)

    found = asked(study, coder, text)

    assert (found.suggestions, found.abstains) == ((), why)


def test_a_code_the_words_carry_already_or_that_is_retired_is_not_suggested() -> None:
    study = make_study()
    coder = make_coder(study)
    worked(study, coder)
    revision = make_revision(make_speaker(study), f"My {WORDS}.")
    make_coding(revision, "mark the", by=coder, code="asm")

    again = suggestions_for(revision, 0, 20, programme=study, reader=coder)
    Code.objects.filter(programme=study, key="asm").update(is_retired=True)
    retired = asked(study, coder)

    assert [one.entry.code.key for one in again.suggestions] == []
    assert [one.entry.code.key for one in retired.suggestions] == []


def test_what_was_learnt_is_kept_until_the_coder_codes_again() -> None:
    study = make_study()
    coder = make_coder(study)
    worked(study, coder)
    asked(study, coder)
    (learnt,) = _memory_of(study, coder).values()
    asked(study, coder)
    (kept,) = _memory_of(study, coder).values()

    make_coding(make_revision(make_speaker(study)), "We plan", by=coder)

    assert kept is learnt
    assert asked(study, coder).rests_on == 21
    assert len(_memory_of(study, coder)) == 1


def test_words_that_may_not_be_read_any_more_are_forgotten_at_once() -> None:
    study = make_study()
    coder, speaker = make_coder(study), make_speaker(study)
    worked(study, coder, speaker=speaker)
    before = asked(study, coder).rests_on

    withdraw_grant(participant=speaker, grant=Grant.INTERVIEW, at=NOON, by=None)

    assert (before, asked(study, coder).rests_on) == (20, 0)


# --- the addresses ---------------------------------------------------------------------------


def span(revision: TextRevision) -> dict[str, int]:
    return {"revision": revision.pk, "start": 0, "end": len(revision.text)}


def test_a_script_is_answered_in_json_and_a_browser_with_a_page() -> None:
    study = make_study()
    coder = make_coder(study)
    worked(study, coder)
    asm = Code.objects.get(programme=study, key="asm")
    revision = make_revision(make_speaker(study), f"My {WORDS}.")
    client, address = signed_in(coder), page("coding:suggest", study)

    told = client.get(address, span(revision)).json()
    shown = client.get(address, span(revision), headers={"accept": "text/html"})

    (one,) = told["suggestions"]
    assert (one["code"], one["name"], one["path"]) == (asm.pk, asm.name, [asm.name])
    assert sorted(one) == ["code", "hue", "name", "passages", "path", "score", "shared"]
    assert (told["rests_on"], told["abstains"]) == (20, "")
    assert "A suggestion is no coding" in shown.content.decode()
    assert "Rests on 20 passages you coded." in " ".join(shown.content.decode().split())


def test_a_page_without_suggestions_says_why() -> None:
    study = make_study()
    revision = make_revision(make_speaker(study))
    client = signed_in(make_coder(study))

    shown = client.get(
        page("coding:suggest", study), span(revision), headers={"accept": "text/html"}
    )

    assert "No code is suggested" in shown.content.decode()


@pytest.mark.parametrize(
    "changed",
    [
        {"revision": 0},
        {"revision": "x"},
        {"start": -1},
        {"end": 10_000},
        {"start": 5, "end": 5},
        {"end": ""},
    ],
)
def test_words_that_are_not_there_are_not_found(changed: dict[str, object]) -> None:
    study = make_study()
    revision = make_revision(make_speaker(study))
    client = signed_in(make_coder(study))

    answer = client.get(page("coding:suggest", study), span(revision) | changed)

    assert answer.status_code == 404


def test_words_of_another_programme_are_not_found() -> None:
    study, elsewhere = make_study(), make_study()
    revision = make_revision(make_speaker(elsewhere))
    client = signed_in(make_coder(study))

    answer = client.get(page("coding:suggest", study), span(revision))

    assert answer.status_code == 404


def test_without_script_the_form_leads_from_words_to_suggestions() -> None:
    study = make_study()
    revision = make_revision(make_speaker(study))
    client = signed_in(make_coder(study))
    address = page("coding:suggest_by_hand", study, revision.response.conversation_id)

    led = client.post(address, {"words": "in groups"})
    without = client.post(address, {"words": "not in the text"})

    start = revision.text.index("in groups")
    asked = f"revision={revision.pk}&start={start}&end={start + 9}"
    assert led["Location"] == f"{page('coding:suggest', study)}?{asked}"
    assert without["Location"].endswith("?by=hand#by-hand")
    assert client.post(page("coding:suggest_by_hand", study, 0)).status_code == 404


def test_beside_a_text_stand_passages_of_other_sectors_on_the_code_asked_for() -> None:
    study = make_study()
    coder = make_coder(study)
    here = make_revision(make_speaker(study)).response.conversation_id
    other = make_revision(make_speaker(study, sector="secondary", pseudonym="Zoe"))
    make_coding(other, "in groups", by=coder, code="grp")
    address = reverse("coding:beside", args=(study.slug, here))
    codes = Code.objects.filter(programme=study)
    client = signed_in(coder)

    asked_for = [
        client.get(address, {"code": codes.get(key=key).pk}).content.decode()
        for key in ("grp", "asm")
    ]

    assert ["in groups" in answer for answer in asked_for] == [True, False]
    assert client.get(address, {"code": "grp"}).status_code == 404
    assert client.get(reverse("coding:beside", args=(study.slug, 0))).status_code == 404
