"""Reshaping the codebook: what becomes of codings, and what is refused."""

import pytest

from ecotone.coding.choices import Pole, QuoteState
from ecotone.coding.errors import CodeChangedMeanwhile
from ecotone.coding.models import Code, Coding, QuoteCheck, Step
from ecotone.coding.operations import (
    CodeWording,
    Grounds,
    add_code,
    bring_back,
    choose_quote,
    delete_code,
    describe_code,
    merge_codes,
    move_code,
    remove_coding,
    retire_code,
    split_code,
    undo_codebook_step,
    undo_last,
)
from ecotone.coding.queries import codebook, readable_codings
from ecotone.coding.queries.book_history import book_version
from ecotone.consent.choices import Grant
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import Programme, Role, User
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_revision,
    make_speaker,
    make_study,
)
from tests.factories.foundation import NOON, make_member

pytestmark = pytest.mark.django_db


def code_of(study: Programme, key: str) -> Code:
    return Code.objects.select_related("programme", "parent").get(programme=study, key=key)


def coded_as(study: Programme, key: str, coder: User | None = None) -> list[str]:
    codings = readable_codings(study).filter(code__key=key).select_related("revision")
    mine = codings.filter(coder=coder) if coder else codings
    return [coding.revision.passage(coding.start, coding.end) for coding in mine.order_by("pk")]


# --- merging ---------------------------------------------------------------------------------


def test_a_merge_moves_the_passages_of_every_coder_and_the_old_name_is_still_found() -> None:
    study = make_study()
    robin, colm = make_coder(study), make_coder(study, name="Colm Reed")
    revision = make_revision(make_speaker(study))
    make_coding(revision, "We plan", by=robin, code="asm.peerself")
    make_coding(revision, "in groups", by=colm, code="asm.peerself")
    peer, group = code_of(study, "asm.peerself"), code_of(study, "asm.group")

    step = merge_codes(
        code=peer, into=group, at=NOON, by=robin, grounds=Grounds("Nobody told them apart.")
    )

    kept = code_of(study, "asm.group")
    assert coded_as(study, "asm.group") == ["We plan", "in groups"]
    assert coded_as(study, "asm.group", colm) == ["in groups"]
    assert peer.pk not in {entry.code.pk for entry in codebook(study)}
    assert "Peer and self assessment" in kept.other_names
    assert code_of(study, "asm.peerself").merged_into == kept
    assert step.why == "Nobody told them apart."


def test_where_one_coder_would_say_the_same_twice_the_later_goes_off() -> None:
    study = make_study()
    robin, colm = make_coder(study), make_coder(study, name="Colm Reed")
    revision = make_revision(make_speaker(study))
    first = make_coding(revision, "We plan", by=robin, code="asm.peerself")
    later = make_coding(revision, "We plan", by=robin, code="asm.group")
    others = make_coding(revision, "We plan", by=colm, code="asm.group")
    peer, group = code_of(study, "asm.peerself"), code_of(study, "asm.group")

    merge_codes(code=peer, into=group, at=NOON, by=robin)

    standing = readable_codings(study).filter(code=group)
    assert set(standing) == {first, others}
    assert Coding.objects.get(pk=later.pk).is_removed


def test_a_merge_is_undone_next_week_by_somebody_else_to_the_last_coding() -> None:
    study = make_study()
    robin, colm = make_coder(study), make_coder(study, name="Colm Reed")
    revision = make_revision(make_speaker(study))
    make_coding(revision, "We plan", by=robin, code="asm.peerself")
    make_coding(revision, "We plan", by=robin, code="asm.group")
    before = list(Coding.objects.order_by("pk").values())
    step = merge_codes(
        code=code_of(study, "asm.peerself"),
        into=code_of(study, "asm.group"),
        at=NOON,
        by=robin,
    )
    make_coding(revision, "in groups", by=robin, code="asm.group")

    undo_codebook_step(step=step, at=NOON, by=colm)

    assert list(Coding.objects.order_by("pk").values())[:2] == before
    assert coded_as(study, "asm.group") == ["We plan", "in groups"]
    assert "Peer and self assessment" not in code_of(study, "asm.group").other_names


def test_a_quote_chosen_for_print_follows_to_the_coding_that_stays() -> None:
    study = make_study()
    robin = make_coder(study)
    speaker = make_speaker(study, Grant.QUOTED, Grant.PUBLICATION)
    revision = make_revision(speaker)
    stays = make_coding(revision, "We plan", by=robin, code="asm.peerself")
    goes = make_coding(revision, "We plan", by=robin, code="asm.group")
    check = choose_quote(coding=goes, at=NOON, by=robin)

    merge_codes(
        code=code_of(study, "asm.peerself"),
        into=code_of(study, "asm.group"),
        at=NOON,
        by=robin,
    )

    kept = QuoteCheck.objects.get(pk=check.pk)
    assert (kept.coding, kept.state) == (stays, QuoteState.WAITING)


def test_what_lies_below_a_merged_code_moves_along_and_no_code_goes_into_its_own() -> None:
    study = make_study()
    robin = make_coder(study)
    family, other = code_of(study, "asm"), code_of(study, "grp")

    with pytest.raises(Refused, match="lies under"):
        merge_codes(code=family, into=code_of(study, "asm.group"), at=NOON, by=robin)
    with pytest.raises(Refused, match="not merged into itself"):
        merge_codes(code=family, into=code_of(study, "asm"), at=NOON, by=robin)
    merge_codes(code=family, into=other, at=NOON, by=robin)

    paths = {entry.code.key: entry.path for entry in codebook(study)}
    assert paths["asm.group"] == (other.name, "Assessing group work")
    assert len(paths) == 156


# --- splitting -------------------------------------------------------------------------------


def test_a_split_gives_the_chosen_passages_to_a_new_code_beside_the_old() -> None:
    study = make_study()
    robin = make_coder(study)
    revision = make_revision(make_speaker(study))
    make_coding(revision, "We plan", by=robin, code="asm.group")
    roles = make_coding(revision, "in groups", by=robin, code="asm.group")

    split_code(
        code=code_of(study, "asm.group"),
        codings=[roles],
        into=CodeWording(name="Roles"),
        at=NOON,
        by=robin,
    )

    assert coded_as(study, "asm.group") == ["We plan"]
    assert coded_as(study, "asm.roles") == ["in groups"]


def test_a_split_needs_a_passage_that_carries_the_code() -> None:
    study = make_study()
    robin = make_coder(study)
    other = make_coding(make_revision(make_speaker(study)), "We plan", by=robin, code="grp")

    with pytest.raises(Refused, match="No passage was chosen"):
        split_code(
            code=code_of(study, "asm.group"),
            codings=[other],
            into=CodeWording(name="Roles"),
            at=NOON,
            by=robin,
        )

    assert not Code.objects.filter(name="Roles").exists()


def test_undoing_a_split_is_refused_where_its_new_code_has_passages_of_its_own() -> None:
    study = make_study()
    robin = make_coder(study)
    revision = make_revision(make_speaker(study))
    moved = make_coding(revision, "We plan", by=robin, code="asm.group")
    step = split_code(
        code=code_of(study, "asm.group"),
        codings=[moved],
        into=CodeWording(name="Roles"),
        at=NOON,
        by=robin,
    )
    make_coding(revision, "in groups", by=robin, code="asm.roles")

    with pytest.raises(Refused, match="carries passages that came later"):
        undo_codebook_step(step=step, at=NOON, by=robin)

    assert coded_as(study, "asm.roles") == ["We plan", "in groups"]


# --- moving ----------------------------------------------------------------------------------


def test_a_code_moves_before_another_or_to_the_end_of_a_family() -> None:
    study = make_study()
    robin = make_coder(study)
    group, first = code_of(study, "asm.group"), code_of(study, "asm.afl")

    move_code(code=group, parent=code_of(study, "asm"), before=first, at=NOON, by=robin)
    order = [entry.code.key for entry in codebook(study)][:3]
    move_code(code=group, parent=code_of(study, "grp"), at=NOON, by=robin)
    path = next(entry.path for entry in codebook(study) if entry.code == group)

    assert order == ["asm", "asm.group", "asm.afl"]
    assert path == (code_of(study, "grp").name, "Assessing group work")


def test_no_code_moves_under_itself_and_standing_still_is_no_step() -> None:
    study = make_study()
    robin = make_coder(study)
    family = code_of(study, "asm")

    with pytest.raises(Refused, match="lies under"):
        move_code(code=family, parent=code_of(study, "asm.group"), at=NOON, by=robin)
    stood = move_code(
        code=code_of(study, "asm.afl"),
        parent=family,
        before=code_of(study, "asm.feedback"),
        at=NOON,
        by=robin,
    )

    assert stood is None
    assert not Step.objects.filter(by=robin).exists()


def test_undoing_a_move_never_puts_a_code_under_itself() -> None:
    study = make_study()
    robin = make_coder(study)
    asm, grp = code_of(study, "asm"), code_of(study, "grp")
    move_code(code=asm, parent=grp, at=NOON, by=robin)
    out = move_code(code=asm, parent=None, at=NOON, by=robin)
    assert out is not None
    move_code(code=grp, parent=asm, at=NOON, by=robin)

    with pytest.raises(Refused, match="another shape"):
        undo_codebook_step(step=out, at=NOON, by=robin)

    assert len(codebook(study)) == 157


# --- retiring and deleting -------------------------------------------------------------------


def test_a_retired_code_keeps_its_passages_and_takes_no_new_ones_until_it_is_back() -> None:
    study = make_study()
    robin = make_coder(study)
    revision = make_revision(make_speaker(study))
    make_coding(revision, "We plan", by=robin, code="asm.group")
    group = code_of(study, "asm.group")
    retire_code(code=group, at=NOON, by=robin)

    with pytest.raises(Refused, match="no new passages"):
        make_coding(revision, "in groups", by=robin, code="asm.group")
    bring_back(code=group, at=NOON, by=robin)
    make_coding(revision, "in groups", by=robin, code="asm.group")

    assert coded_as(study, "asm.group") == ["We plan", "in groups"]


def test_a_delete_that_meets_a_use_keeps_the_code_as_retired() -> None:
    study = make_study()
    robin = make_coder(study)
    used, unused = code_of(study, "asm.group"), code_of(study, "asm.afl")
    page_was_made = Grounds(seen=book_version(study).step)
    coding = make_coding(
        make_revision(make_speaker(study)), "We plan", by=robin, code="asm.group"
    )
    remove_coding(coding=coding, at=NOON, by=robin)

    delete_code(code=used, at=NOON, by=robin, grounds=page_was_made)
    delete_code(code=unused, at=NOON, by=robin, grounds=page_was_made)

    used.refresh_from_db()
    unused.refresh_from_db()
    assert (used.is_retired, used.is_removed) == (True, False)
    assert (unused.is_retired, unused.is_removed) == (False, True)
    with pytest.raises(Refused, match="codes below"):
        delete_code(code=code_of(study, "asm"), at=NOON, by=robin)


def test_a_code_added_and_used_by_another_is_not_undone_from_under_them() -> None:
    study = make_study()
    robin, colm = make_coder(study), make_coder(study, name="Colm Reed")
    roles = CodeWording(name="Roles")
    add_code(programme=study, wording=roles, parent=None, at=NOON, by=robin)
    make_coding(make_revision(make_speaker(study)), "We plan", by=colm, code="roles")

    undone = undo_last(programme=study, at=NOON, by=robin)

    assert undone is None
    assert coded_as(study, "roles") == ["We plan"]


# --- somebody was faster, or may not ---------------------------------------------------------


def test_who_edits_from_an_old_page_is_told_what_changed_and_nothing_is_written_over() -> None:
    study = make_study()
    robin, colm = make_coder(study), make_coder(study, name="Colm Reed")
    page_was_made = Grounds(seen=book_version(study).step)
    group = code_of(study, "asm.group")
    describe_code(code=group, wording=CodeWording(name="Marking teams"), at=NOON, by=colm)

    with pytest.raises(CodeChangedMeanwhile, match="Colm Reed changed “Marking teams”"):
        describe_code(
            code=code_of(study, "asm.group"),
            wording=CodeWording(name="Group marks"),
            at=NOON,
            by=robin,
            grounds=page_was_made,
        )
    other = describe_code(
        code=code_of(study, "asm.afl"),
        wording=CodeWording(name="AfL"),
        at=NOON,
        by=robin,
        grounds=page_was_made,
    )

    assert code_of(study, "asm.group").name == "Marking teams"
    assert other.name == "AfL"


@pytest.mark.parametrize("reshape", [retire_code, bring_back, delete_code])
def test_an_interviewer_reshapes_nothing(reshape: object) -> None:
    study = make_study()
    interviewer = make_member(study, Role.INTERVIEWER)
    code = code_of(study, "asm.group")

    with pytest.raises(NotYours):
        reshape(code=code, at=NOON, by=interviewer)

    assert not Code.objects.filter(is_retired=True).exists()


def test_what_is_said_of_a_code_in_another_pole_is_kept_apart_in_a_merge() -> None:
    study = make_study()
    robin = make_coder(study)
    revision = make_revision(make_speaker(study))
    make_coding(revision, "We plan", by=robin, code="asm.peerself", pole=Pole.ASKS)
    make_coding(revision, "We plan", by=robin, code="asm.group", pole=Pole.GIVES)

    merge_codes(
        code=code_of(study, "asm.peerself"),
        into=code_of(study, "asm.group"),
        at=NOON,
        by=robin,
    )

    assert coded_as(study, "asm.group") == ["We plan", "We plan"]
