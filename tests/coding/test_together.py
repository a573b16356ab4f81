"""Codes that come together: who speaks of both, and which words carry both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains

from ecotone.coding import queries
from ecotone.coding.models import Code
from ecotone.coding.queries.co_occurrence import overlapping
from ecotone.foundation.models import Programme
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_revision,
    make_speaker,
    make_study,
    page,
    signed_in,
)

spans = st.tuples(st.integers(0, 30), st.integers(1, 10), st.integers(1, 4)).map(
    lambda drawn: (drawn[0], drawn[0] + drawn[1], drawn[2])
)


@given(st.sets(spans, max_size=12))
def test_overlaps_are_the_pairs_that_share_a_character(drawn: set) -> None:
    ordered = sorted(drawn)

    found = set(overlapping(ordered))

    assert found == {
        (one, other)
        for place, one in enumerate(ordered)
        for other in ordered[place + 1 :]
        if max(one[0], other[0]) < min(one[1], other[1])
    }


def counted(study: Programme) -> dict[tuple[str, str], tuple[int, int]]:
    return {
        (pair.first.key, pair.second.key): (pair.people, pair.passages)
        for pair in queries.codes_together(study)
    }


def told_together(study: Programme) -> None:
    """Let two people speak of both codes, one of them twice in the same words."""
    robin, colm = make_coder(study), make_coder(study, name="Colm Reid")
    andrea = make_revision(make_speaker(study, pseudonym="Andrea"))
    tom = make_revision(make_speaker(study, sector="secondary", pseudonym="Tom"))
    make_coding(andrea, "We plan the work in groups.", by=robin, code="asm")
    make_coding(andrea, "the work in groups. Each of them", by=robin)
    make_coding(andrea, "the work in groups. Each of them", by=colm)
    make_coding(andrea, "It took me years.", by=robin)
    make_coding(tom, "We plan", by=robin, code="asm")
    make_coding(tom, "It took me years.", by=robin)


@pytest.mark.django_db
def test_people_and_overlapping_passages_are_counted_once_whoever_coded_them() -> None:
    study = make_study()
    told_together(study)

    assert counted(study) == {("asm", "grp"): (2, 1)}


@pytest.mark.django_db
def test_every_number_opens_exactly_what_it_counts() -> None:
    study = make_study()
    told_together(study)
    asm, grp = (Code.objects.get(programme=study, key=key) for key in ("asm", "grp"))

    people = queries.people_with_both(study, asm, grp)
    behind = queries.passages_with_both(study, asm, grp, people=people)
    (overlap,) = queries.overlaps_of(study, asm, grp)

    assert len(people) == 2
    assert {said.passage.participant.pseudonym for said in behind} == {"Andrea", "Tom"}
    assert len(behind) == 5
    assert overlap.behind.passage.text == "We plan the work in groups. Each of them"
    assert [passage.code.key for passage in overlap.both] == ["asm", "grp"]


@pytest.mark.django_db
def test_the_pages_show_the_square_the_people_and_the_words() -> None:
    study = make_study()
    told_together(study)
    client = signed_in(make_coder(study, name="Dee Early"))

    square = client.get(page("coding:together", study))
    both = client.get(page("coding:together_both", study, "asm", "grp"))
    words = client.get(page("coding:together_overlaps", study, "asm", "grp"))

    assertContains(square, page("coding:together_both", study, "asm", "grp"))
    assertContains(square, page("coding:together_overlaps", study, "asm", "grp"))
    assertContains(both, "2 people speak of both.")
    assertContains(both, "Tom")
    assertContains(words, "1 passage carries both.")
    assertContains(words, "We plan the work in groups. Each of them")


@pytest.mark.django_db
def test_where_nothing_comes_together_the_pages_say_so() -> None:
    study = make_study()
    client = signed_in(make_coder(study))

    assertContains(client.get(page("coding:together", study)), "No two codes come together")
    both = client.get(page("coding:together_both", study, "asm", "grp"))
    assertContains(both, "Nobody speaks of both")
    words = client.get(page("coding:together_overlaps", study, "asm", "grp"))
    assertContains(words, "No passage carries both")
    assert client.get(page("coding:together_both", study, "asm", "no")).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "parts"),
    [("coding:together", ()), ("coding:together_both", ("asm", "grp"))],
)
def test_more_people_cost_no_more_queries(
    name: str, parts: tuple[str, ...], django_assert_max_num_queries
) -> None:
    study = make_study()
    coder = make_coder(study)
    client = signed_in(coder)

    def speak() -> None:
        revision = make_revision(make_speaker(study))
        for code in ("asm", "grp"):
            make_coding(revision, "We plan", by=coder, code=code)

    speak()
    with django_assert_max_num_queries(60) as first:
        client.get(page(name, study, *parts))
    speak()
    speak()

    with django_assert_max_num_queries(len(first.captured_queries)):
        answer = client.get(page(name, study, *parts))

    assert answer.status_code == 200
