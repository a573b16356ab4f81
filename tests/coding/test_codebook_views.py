"""The pages about codes: the codebook, one code in context, and what no peer can give."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from ecotone.coding.choices import Pole
from ecotone.coding.models import Code
from ecotone.foundation.models import Role
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_conversation,
    make_revision,
    make_speaker,
    make_study,
    page,
    signed_in,
    text_of,
)
from tests.factories.foundation import make_member, make_programme

pytestmark = pytest.mark.django_db


# --- the codebook ----------------------------------------------------------------------------


def test_the_codebook_shows_what_each_code_means() -> None:
    study = make_study()

    answer = signed_in(make_coder(study)).get(page("coding:codebook", study))

    assertContains(answer, "Judging a shared product while attributing fair credit")
    assertContains(answer, "individual contribution, team marking")
    assertContains(answer, "Add a code")


def test_who_only_reads_words_cannot_change_the_codebook() -> None:
    study = make_study()
    client = signed_in(make_member(study, Role.INTERVIEWER))

    answer = client.get(page("coding:codebook", study))

    assertContains(answer, "Assessing group work")
    assertNotContains(answer, "Add a code")
    assert client.get(page("coding:add_code", study)).status_code == 404


def test_an_empty_codebook_offers_ours() -> None:
    programme = make_programme()
    client = signed_in(make_coder(programme))

    empty = client.get(page("coding:codebook", programme))
    taken = client.post(page("coding:adopt", programme), follow=True)

    assertContains(empty, "Take over the starter codebook")
    assertContains(taken, "157 codes are here.")
    assert Code.objects.filter(programme=programme).count() == 157


def test_a_code_is_added_and_described_through_forms() -> None:
    study = make_study()
    client = signed_in(make_coder(study))
    family = Code.objects.get(programme=study, key="grp")

    opened = client.get(page("coding:add_code", study))
    client.post(
        page("coding:add_code", study),
        {"name": "Roles", "parent": family.pk, "other_names": "jobs, posts ,"},
    )
    client.post(
        page("coding:edit_code", study, "grp.roles"),
        {"name": "Roles", "use_for": "Who does what."},
    )
    shown = client.get(page("coding:codebook", study))

    code = Code.objects.get(programme=study, key="grp.roles")
    assertContains(opened, "Keep it in the codebook")
    assert (code.parent, code.use_for, code.other_names) == (family, "Who does what.", [])
    assertContains(shown, "Who does what.")


def test_a_code_needs_a_name() -> None:
    study = make_study()

    answer = signed_in(make_coder(study)).post(page("coding:add_code", study), {"name": ""})

    assertContains(answer, "There is a problem", status_code=422)


# --- a code in context, and what no peer can give --------------------------------------------


def test_a_code_in_context_groups_passages_by_sector_and_speaker_with_the_way_back() -> None:
    study = make_study()
    coder = make_coder(study)
    speaker = make_speaker(study, sector="university", pseudonym="Jane")
    conversation = make_conversation(speaker)
    coding = make_coding(text_of(conversation), "in groups", by=coder, pole=Pole.ASKS)
    client = signed_in(coder)

    every = client.get(page("coding:code", study, "grp"))
    given = client.get(page("coding:code", study, "grp"), {"pole": "gives"})

    assertContains(every, "University")
    assertContains(every, "Jane")
    assertContains(every, page("coding:text", study, conversation.pk) + f"#coding-{coding.pk}")
    assertContains(given, "No passage carries this code")


def test_coders_read_the_words_behind_an_institutional_action() -> None:
    study = make_study()
    coder = make_coder(study)
    revision = make_revision(make_speaker(study, pseudonym="Jane"))
    make_coding(
        revision, "It took me years", by=coder, code="bar.leadership", pole=Pole.BARRIER
    )

    answer = signed_in(coder).get(page("coding:institutional", study))

    assertContains(answer, "<q>It took me years</q>")
    assertContains(answer, "Jane")
    assertContains(answer, "1 person")


def test_viewers_see_how_many_but_neither_words_nor_small_numbers() -> None:
    study = make_study()
    coder = make_coder(study)
    for number in range(6):
        revision = make_revision(make_speaker(study, pseudonym=f"Speaker {number}"))
        make_coding(
            revision, "It took me years", by=coder, code="bar.leadership", pole=Pole.BARRIER
        )
    make_coding(revision, "We plan", by=coder, code="bar", pole=Pole.BARRIER)

    answer = signed_in(make_member(study, Role.VIEWER)).get(page("coding:institutional", study))

    assertContains(answer, "6 people")
    assertContains(answer, "fewer than 5 people")
    assertNotContains(answer, "It took me years")
    assertNotContains(answer, "Speaker")
