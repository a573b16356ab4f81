"""Memos: what coders think while they read, whom it speaks to, and who may know of it."""

import pytest

from ecotone.coding import operations, queries
from ecotone.coding.choices import MemoKind
from ecotone.coding.models import Change, Code, CodingRound, Memo, Step
from ecotone.coding.operations import MemoWords
from ecotone.coding.queries.memos import memos_told
from ecotone.consent.choices import Grant
from ecotone.consent.operations import record_grants
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import Role
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_revision,
    make_speaker,
    make_study,
)
from tests.factories.foundation import NOON, make_member
from tests.factories.memos import make_memo

pytestmark = pytest.mark.django_db


def words_of(memos) -> list[str]:
    return [memo.words for memo in memos]


def test_a_memo_can_be_on_a_passage_a_code_a_text_or_a_person() -> None:
    study = make_study()
    coder, speaker = make_coder(study), make_speaker(study)
    revision = make_revision(speaker)
    coding = make_coding(revision, "We plan", by=coder)
    code = Code.objects.get(programme=study, key="grp")

    for about in (coding, code, revision.response.conversation, speaker):
        make_memo(about, "Is this about groups?", by=coder)

    memos = queries.with_their_places(queries.readable_memos(study, coder))
    assert [memo.about for memo in memos] == [
        speaker,
        revision.response.conversation,
        code,
        coding,
    ]


def test_the_words_of_a_memo_lie_encrypted_and_in_no_step_of_the_log() -> None:
    study = make_study()
    coder = make_coder(study)
    memo = make_memo(Code.objects.get(programme=study, key="grp"), "Zanzibar", by=coder)

    operations.reword_memo(
        memo=memo, says=MemoWords(MemoKind.IDEA, "Madagascar"), at=NOON, by=coder
    )

    stored = list(Memo.objects.extra(select={"stored": "words"}).values_list("stored"))
    changes = list(Change.objects.filter(memo__isnull=False).values_list("before", "after"))
    assert "Zanzibar" not in str(stored)
    assert "Madagascar" not in str(stored)
    assert {key for change in changes for fields in change for key in fields} == {"is_removed"}


def test_what_is_reworded_or_removed_comes_back_by_undo_and_goes_by_redo() -> None:
    study = make_study()
    coder = make_coder(study)
    first = make_memo(Code.objects.get(programme=study, key="grp"), "One", by=coder)
    second = operations.reword_memo(
        memo=first, says=MemoWords(MemoKind.IDEA, "Two"), at=NOON, by=coder
    )
    operations.remove_memo(memo=second, at=NOON, by=coder)
    said = []

    for step in (operations.undo_last, operations.undo_last, operations.undo_last):
        step(programme=study, at=NOON, by=coder)
        said.append(words_of(queries.readable_memos(study, coder)))
    for step in (operations.redo, operations.redo, operations.redo):
        step(programme=study, at=NOON, by=coder)
        said.append(words_of(queries.readable_memos(study, coder)))

    assert said == [["Two"], ["One"], [], ["One"], ["Two"], []]


def test_a_coder_is_spoken_to_by_initials_or_name_and_never_by_half_a_word() -> None:
    study = make_study()
    robin = make_coder(study, name="Robin Brook")
    colm = make_coder(study, name="Colm Reid")

    assert list(queries.people_addressed(study, "@rb, look")) == [robin]
    assert list(queries.people_addressed(study, "Ask @Colm and @Robin Brook.")) == [colm, robin]
    assert list(queries.people_addressed(study, "@rba, mail robin@Colm.org, RB")) == []


def test_a_memo_waits_for_whom_it_speaks_to_until_they_are_done_with_it() -> None:
    study = make_study()
    robin = make_coder(study, name="Robin Brook")
    colm = make_coder(study, name="Colm Reid")
    memo = make_memo(Code.objects.get(programme=study, key="grp"), "@CR? @RB", by=robin)
    waiting = queries.count_memos_for(study, colm)

    operations.put_memo_away(memo=memo, at=NOON, by=colm)

    assert (waiting, queries.count_memos_for(study, robin)) == (1, 0)
    assert queries.count_memos_for(study, colm) == 0
    assert words_of(queries.readable_memos(study, colm)) == ["@CR? @RB"]


def test_nobody_changes_the_memo_of_somebody_else() -> None:
    study = make_study()
    memo = make_memo(Code.objects.get(programme=study, key="grp"), "Mine", by=make_coder(study))
    other = make_coder(study, name="Colm Reid")

    with pytest.raises(Refused):
        operations.remove_memo(memo=memo, at=NOON, by=other)
    with pytest.raises(Refused):
        operations.reword_memo(
            memo=memo, says=MemoWords(MemoKind.IDEA, "Ours"), at=NOON, by=other
        )

    assert words_of(queries.readable_memos(study, other)) == ["Mine"]


@pytest.mark.parametrize("words", ["", "  \n ", "x" * 4001])
def test_an_empty_memo_and_one_without_end_are_refused(words: str) -> None:
    study = make_study()
    code = Code.objects.get(programme=study, key="grp")

    with pytest.raises(Refused):
        make_memo(code, words, by=make_coder(study))

    assert Memo.objects.count() == 0


def test_who_does_not_code_writes_no_memos() -> None:
    study = make_study()
    code = Code.objects.get(programme=study, key="grp")

    with pytest.raises(NotYours):
        make_memo(code, "Hm", by=make_member(study, Role.INTERVIEWER))

    assert Step.objects.filter(programme=study, verb="NOTED").count() == 0


# --- who may know of it ----------------------------------------------------------------------


def blind_round(study, conversation, *coders) -> CodingRound:
    opened = CodingRound.objects.create(
        programme=study, name="First", is_blind=True, opened_at=NOON
    )
    opened.texts.add(conversation)
    opened.coders.add(*coders)
    return opened


def test_in_a_blind_round_a_memo_is_its_authors_alone_until_it_is_revealed() -> None:
    study = make_study()
    robin = make_coder(study, name="Robin Brook")
    colm = make_coder(study, name="Colm Reid")
    outside = make_coder(study, name="Dee Early")
    speaker = make_speaker(study)
    revision = make_revision(speaker)
    conversation = revision.response.conversation
    opened = blind_round(study, conversation, robin, colm)
    coding = make_coding(revision, "We plan", by=robin)
    for about in (coding, conversation, speaker):
        make_memo(about, "@Colm?", by=robin)

    assert queries.readable_memos(study, robin).count() == 3
    for reader in (colm, outside, None):
        assert queries.readable_memos(study, reader).count() == 0
    assert queries.count_memos_for(study, colm) == 0

    CodingRound.objects.filter(pk=opened.pk).update(revealed_at=NOON)
    assert queries.readable_memos(study, colm).count() == 3
    assert queries.readable_memos(study).count() == 3


def test_who_codes_a_text_blind_reads_of_it_only_their_own_memos() -> None:
    study = make_study()
    robin = make_coder(study, name="Robin Brook")
    outside = make_coder(study, name="Dee Early")
    conversation = make_revision(make_speaker(study)).response.conversation
    make_memo(conversation, "I see groups everywhere", by=outside)

    blind_round(study, conversation, robin)

    assert queries.readable_memos(study, robin).count() == 0
    assert queries.readable_memos(study, outside).count() == 1


def test_without_the_grant_no_memo_on_a_persons_words_is_read() -> None:
    study = make_study()
    coder, speaker = make_coder(study), make_speaker(study)
    revision = make_revision(speaker)
    make_memo(make_coding(revision, "We plan", by=coder), "On words", by=coder)
    make_memo(speaker, "On a person", by=coder)
    make_memo(Code.objects.get(programme=study, key="grp"), "On a code", by=coder)

    record_grants(participant=speaker, answers={Grant.INTERVIEW: False}, at=NOON, by=None)

    assert words_of(queries.readable_memos(study, coder)) == ["On a code"]
    with pytest.raises(Refused):
        make_memo(speaker, "And more", by=coder)


def test_undo_passes_over_a_memo_on_what_may_not_be_read_any_more() -> None:
    study = make_study()
    coder, speaker = make_coder(study), make_speaker(study)
    make_revision(speaker)
    make_memo(Code.objects.get(programme=study, key="grp"), "On a code", by=coder)
    make_memo(speaker, "On a person", by=coder)
    record_grants(participant=speaker, answers={Grant.INTERVIEW: False}, at=NOON, by=None)

    operations.undo_last(programme=study, at=NOON, by=coder)

    standing = Memo.objects.filter(is_removed=False)
    assert words_of(standing) == ["On a person"]


def test_leaving_takes_every_memo_on_a_person_along() -> None:
    study = make_study()
    coder, speaker = make_coder(study), make_speaker(study)
    revision = make_revision(speaker)
    for about in (make_coding(revision, "We plan", by=coder), speaker):
        make_memo(about, "Gone with them", by=coder)
    make_memo(revision.response.conversation, "This as well", by=coder)
    other = make_speaker(study, sector="secondary")
    make_revision(other)
    make_memo(other, "Stays", by=coder)

    erased = operations.erase_memos(speaker)

    assert erased == {"memos": 3}
    assert words_of(Memo.objects.all()) == ["Stays"]


def test_a_person_is_told_what_was_written_down_about_them_and_not_by_whom() -> None:
    study = make_study()
    coder, speaker = make_coder(study), make_speaker(study)
    coding = make_coding(make_revision(speaker), "We plan", by=coder)
    memo = make_memo(coding, "Strong on groups", by=coder)
    says = MemoWords(MemoKind.IDEA, "Strong on planning")
    operations.reword_memo(memo=memo, says=says, at=NOON, by=coder)

    told = memos_told(speaker)

    assert [(memo["memo"], memo["state"]) for memo in told["memos"]] == [
        ("Strong on groups", "taken back since"),
        ("Strong on planning", "stands"),
    ]
    assert {memo["on"] for memo in told["memos"]} == {"We plan"}
    assert coder.name not in str(told)
