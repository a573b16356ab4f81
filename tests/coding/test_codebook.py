"""The codebook: our taxonomy as a start, codes of one's own, and what they are for."""

import pytest
from pytest_django import DjangoAssertNumQueries

from ecotone.coding.choices import Pole
from ecotone.coding.models import Code
from ecotone.coding.operations import (
    CodeWording,
    add_code,
    adopt_starter_codebook,
    describe_code,
    remove_coding,
)
from ecotone.coding.queries import codebook, families_of, families_to_open
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import Role
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_revision,
    make_speaker,
    make_study,
)
from tests.factories.foundation import NOON, make_member, make_programme

pytestmark = pytest.mark.django_db


def test_the_starter_codebook_is_our_taxonomy_as_a_tree() -> None:
    programme = make_programme()

    adopted = adopt_starter_codebook(programme=programme, at=NOON, by=None)

    group = Code.objects.get(programme=programme, key="asm.group")
    assert len(adopted) == 157
    assert Code.objects.filter(programme=programme, parent__isnull=True).count() == 19
    assert group.parent is not None
    assert (group.name, group.parent.key) == ("Assessing group work", "asm")
    assert group.other_names == [
        "individual contribution",
        "team marking",
        "peer moderation of marks",
    ]
    assert group.definition.startswith("Judging a shared product")
    assert group.source.startswith("Ralls et al. 2018")


def test_taking_the_starter_codebook_over_twice_adds_nothing_and_changes_nothing() -> None:
    study = make_study()
    coder = make_coder(study)
    code = Code.objects.get(programme=study, key="grp")
    describe_code(code=code, wording=CodeWording(name="Teams"), at=NOON, by=coder)

    adopted = adopt_starter_codebook(programme=study, at=NOON, by=coder)

    assert adopted == []
    assert Code.objects.get(pk=code.pk).name == "Teams"


def test_the_codebook_follows_the_tree_and_counts_uses_by_pole() -> None:
    study = make_study()
    coder, revision = make_coder(study), make_revision(make_speaker(study))
    make_coding(revision, "We plan", by=coder, code="asm.group")
    make_coding(revision, "in groups", by=coder, code="asm.group", pole=Pole.ASKS)
    removed = make_coding(revision, "It took me years", by=coder, code="asm.group")
    remove_coding(coding=removed, at=NOON, by=coder)

    entries = codebook(study)

    group = next(entry for entry in entries if entry.code.key == "asm.group")
    assert [entry.code.key for entry in entries][:2] == ["asm", "asm.afl"]
    assert group.path == ("Assessment and feedback", "Assessing group work")
    assert group.uses_by_pole == [(Pole.GIVES, 1), (Pole.ASKS, 1)]
    assert families_of(entries)[0].total == 2
    assert {entry.hue for entry in entries} == set(range(1, 9))


def test_the_codebook_takes_two_queries_however_much_is_coded(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    study = make_study()
    coder = make_coder(study)
    for _ in range(2):
        make_coding(make_revision(make_speaker(study)), "We plan", by=coder)

        with django_assert_num_queries(2):
            entries = codebook(study)

    assert len(entries) == 157


def test_a_code_of_ones_own_joins_its_family_with_a_key_of_its_own() -> None:
    study = make_study()
    coder, family = make_coder(study), Code.objects.get(programme=study, key="grp")
    wording = CodeWording(name="Roles in a team", use_for="Who does what.", not_for="Marks.")

    added = [
        add_code(programme=study, wording=wording, parent=parent, at=NOON, by=coder)
        for parent in (family, None)
    ]

    assert [code.key for code in added] == ["grp.roles-in-a-team", "roles-in-a-team"]
    in_family = [entry for entry in codebook(study) if entry.family == family]
    assert in_family[-1].code == added[0]
    assert in_family[-1].advice == "Who does what."


def test_two_codes_of_one_family_do_not_share_a_name() -> None:
    study = make_study()
    coder, family = make_coder(study), Code.objects.get(programme=study, key="asm")

    with pytest.raises(Refused, match="Use that one"):
        add_code(
            programme=study,
            wording=CodeWording(name="assessing GROUP work"),
            parent=family,
            at=NOON,
            by=coder,
        )

    assert Code.objects.filter(programme=study).count() == 157


def test_names_that_make_the_same_key_are_numbered() -> None:
    study = make_study()
    coder = make_coder(study)

    keys = [
        add_code(
            programme=study, wording=CodeWording(name=name), parent=None, at=NOON, by=coder
        ).key
        for name in ("Peer talk", "Peer, talk", "Peer-talk!")
    ]

    assert keys == ["peer-talk", "peer-talk-2", "peer-talk-3"]


def test_describing_a_code_keeps_its_key_and_its_codings() -> None:
    study = make_study()
    coder = make_coder(study)
    coding = make_coding(make_revision(make_speaker(study)), "We plan", by=coder)
    wording = CodeWording(name="Teams", definition="People at work.", other_names=("crews",))

    described = describe_code(code=coding.code, wording=wording, at=NOON, by=coder)

    assert (described.key, described.other_names) == ("grp", ["crews"])
    assert described.codings.get() == coding


def test_a_viewer_changes_no_codebook() -> None:
    study = make_study()
    viewer = make_member(study, Role.VIEWER)

    with pytest.raises(NotYours):
        add_code(
            programme=study, wording=CodeWording(name="Mine"), parent=None, at=NOON, by=viewer
        )

    assert not Code.objects.filter(name="Mine").exists()


def test_a_panel_opens_the_families_a_text_speaks_of_and_not_hundreds_of_lines() -> None:
    families = families_of(codebook(make_study()))
    every = {family.head.code.pk for family in families}
    (second,) = families_to_open(families, {families[1].head.code.pk})

    opened = families_to_open(families, every)

    lines = sum(1 + len(each.members) for each in families if each.head.code.pk in opened)
    assert second == families[1].head.code.pk
    assert opened < every
    assert 60 < lines <= 80
