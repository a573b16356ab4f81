"""What somebody else does answers the same, whatever is coded blind; nothing of it is lost."""

import pytest

from ecotone.coding import operations
from ecotone.coding.choices import Identified, Verb
from ecotone.coding.models import Code, Coding, CodingRound
from ecotone.coding.operations import CodeWording
from ecotone.coding.queries.identities import own_guid
from ecotone.coding.queries.laid_out import texts_laid_out
from ecotone.engine.refiqda import Case, Project, Selection, Source, User, write_project
from ecotone.engine.refiqda import Code as CodeSaid
from ecotone.engine.refiqda import Coding as CodingSaid
from tests.factories.coding import make_coding
from tests.factories.foundation import NOON
from tests.factories.projects import guid, make_broker, take_in
from tests.factories.rounds import Two, open_round, two_coders

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> Two:
    return two_coders()


def code_named(two: Two, key: str) -> Code:
    return Code.objects.get(programme=two.study, key=key)


def add_code(two: Two, name: str = "Marking each other") -> Code:
    return operations.add_code(
        programme=two.study,
        wording=CodeWording(name=name),
        parent=None,
        at=NOON,
        by=two.robin,
    )


def guess(two: Two, words: str, *, code: str = "grp") -> bytes:
    """Write a project that says of Colm what he may have coded."""
    (here,) = texts_laid_out(two.study)
    named, text = code_named(two, code), here.text
    start = text.index(words)
    said = CodingSaid(guid(f"{words} {code}"), str(named.guid), guid("colm"))
    selection = Selection(guid(f"at {words}"), start, start + len(words), (said,))
    source = Source(
        own_guid(Identified.TEXT, here.conversation.pk), "talk.txt", text, (selection,)
    )
    return write_project(
        Project(
            "A guess",
            users=(User(guid("colm"), "Colm Reid"),),
            codes=(CodeSaid(str(named.guid), named.name),),
            cases=(Case(guid("case"), "Heather", sources=(source.guid,)),),
            sources=(source,),
        )
    ).content


@pytest.mark.parametrize("is_used", [True, False])
def test_deleting_a_code_while_a_round_is_blind_retires_it_used_or_not(
    two: Two, *, is_used: bool
) -> None:
    open_round(two)
    code = code_named(two, "rwc.context")
    if is_used:
        make_coding(two.text, "in groups", by=two.colm, code=code.key)

    step = operations.delete_code(code=code, at=NOON, by=two.robin)

    assert (code.is_removed, code.is_retired, step.verb) == (False, True, Verb.RETIRED)


@pytest.mark.parametrize("is_used", [True, False])
def test_undoing_a_new_code_while_a_round_is_blind_retires_it_used_or_not(
    two: Two, *, is_used: bool
) -> None:
    added = add_code(two)
    open_round(two)
    if is_used:
        make_coding(two.text, "in groups", by=two.colm, code=added.key)

    turned = operations.undo_last(programme=two.study, at=NOON, by=two.robin)

    added.refresh_from_db()
    assert turned is not None
    assert (added.is_removed, added.is_retired) == (False, True)
    operations.redo(programme=two.study, at=NOON, by=two.robin)
    added.refresh_from_db()
    assert (added.is_removed, added.is_retired) == (False, False)


@pytest.mark.parametrize("is_used", [True, False])
def test_a_merge_is_not_done_again_while_a_round_is_blind_used_or_not(
    two: Two, *, is_used: bool
) -> None:
    code, into = code_named(two, "asm"), code_named(two, "grp")
    operations.merge_codes(code=code, into=into, at=NOON, by=two.robin)
    operations.undo_last(programme=two.study, at=NOON, by=two.robin)
    open_round(two)
    if is_used:
        make_coding(two.text, "in groups", by=two.colm, code="asm")

    turned = operations.redo(programme=two.study, at=NOON, by=two.robin)

    code.refresh_from_db()
    assert (turned, code.is_removed) == (None, False)


@pytest.mark.parametrize("words", ["We plan the work", "in groups"])
def test_a_project_that_guesses_at_a_blind_coding_is_told_the_same_as_one_that_errs(
    two: Two, words: str
) -> None:
    open_round(two)
    mine = make_coding(two.text, "in groups", by=two.colm)

    brought = take_in(two.study, guess(two, words), by=make_broker(two.study))

    counts = brought.traces["counts"]["codings"]
    assert (counts["new"], counts["same"], counts["changed"], counts["out"]) == (0, 0, 0, 1)
    assert list(Coding.objects.all()) == [mine]


def test_a_project_adds_nothing_for_a_coder_who_is_through_and_joins_an_open_round(
    two: Two,
) -> None:
    opened = open_round(two, is_blind=False)
    broker = make_broker(two.study)
    take_in(two.study, guess(two, "in groups"), by=broker)
    brought = Coding.objects.get()
    operations.submit_round(coding_round=opened, at=NOON, by=two.colm)

    late = take_in(two.study, guess(two, "It took me years"), by=broker)

    assert (brought.coder, brought.round) == (two.colm, opened)
    assert late.traces["counts"]["codings"]["out"] == 1
    assert list(Coding.objects.all()) == [brought]


def test_a_project_changes_no_coding_of_a_closed_round(two: Two) -> None:
    opened = open_round(two, is_blind=False)
    broker = make_broker(two.study)
    take_in(two.study, guess(two, "in groups"), by=broker)
    brought = Coding.objects.get()
    CodingRound.objects.filter(pk=opened.pk).update(state="closed")
    Coding.objects.update(end=brought.end - 1)

    again = take_in(two.study, guess(two, "in groups"), by=broker)

    brought.refresh_from_db()
    assert again.traces["counts"]["codings"]["out"] == 1
    assert brought.end == two.text.text.index("in groups") + len("in group")
    assert list(Coding.objects.all()) == [brought]


# --- undo ------------------------------------------------------------------------------------


def test_a_coding_taken_off_before_a_blind_round_comes_back_into_it(two: Two) -> None:
    coding = make_coding(two.text, "in groups", by=two.colm)
    operations.remove_coding(coding=coding, at=NOON, by=two.colm)
    opened = open_round(two)

    operations.undo_last(programme=two.study, at=NOON, by=two.colm)

    coding.refresh_from_db()
    assert (coding.is_removed, coding.round) == (False, opened)
    assert Coding.objects.seen_by(two.robin).count() == 0
    assert Coding.objects.seen_by(None).count() == 0


def test_nothing_comes_back_by_undo_into_what_was_submitted(two: Two) -> None:
    coding = make_coding(two.text, "in groups", by=two.colm)
    operations.remove_coding(coding=coding, at=NOON, by=two.colm)
    opened = open_round(two)
    operations.submit_round(coding_round=opened, at=NOON, by=two.colm)

    turned = operations.undo_last(programme=two.study, at=NOON, by=two.colm)

    coding.refresh_from_db()
    assert (turned, coding.is_removed) == (None, True)


def test_undo_passes_over_what_was_submitted_to_what_was_done_before(two: Two) -> None:
    added = add_code(two)
    opened = open_round(two)
    coding = make_coding(two.text, "in groups", by=two.robin)
    operations.remove_coding(coding=coding, at=NOON, by=two.robin)
    operations.submit_round(coding_round=opened, at=NOON, by=two.robin)

    turned = operations.undo_last(programme=two.study, at=NOON, by=two.robin)

    added.refresh_from_db()
    coding.refresh_from_db()
    assert turned is not None
    assert (added.is_retired, coding.is_removed) == (True, True)
