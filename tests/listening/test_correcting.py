"""A slip is put right; what stands beside it moves along to the character."""

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from ecotone.coding import queries
from ecotone.coding.models import Coding
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import AuditEvent, Role, User
from ecotone.listening.choices import InstrumentKind, NameKind
from ecotone.listening.models import RawText, TextRevision, Turn
from ecotone.listening.operations import Judgement, correct_words, judge_words
from ecotone.listening.queries import readable_revisions
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_revision,
    make_speaker,
    make_study,
)
from tests.factories.foundation import NOON, make_member
from tests.factories.talks import make_interviewer, make_paper
from tests.factories.transcripts import take_in

pytestmark = pytest.mark.django_db

SAID = "At Seaview we plann in groups. Each of them marks the others. It took years."


def written_down(text: str = SAID) -> tuple[TextRevision, User]:
    """Type in what somebody wrote on paper; return the text and a coder."""
    study = make_study()
    speaker = make_speaker(study)
    make_paper(speaker, {1: text}, by=make_interviewer(speaker), kind=InstrumentKind.REFLECTION)
    return readable_revisions(study).get(), make_coder(study)


def put_right(revision: TextRevision, slip: str, words: str, *, by: User) -> TextRevision:
    start = revision.text.index(slip)
    return correct_words(
        revision=revision, start=start, end=start + len(slip), words=words, at=NOON, by=by
    )


def quote_of(coding: Coding) -> str:
    coding.refresh_from_db()
    return coding.revision.passage(coding.start, coding.end)


def test_a_slip_is_put_right_and_codings_beside_it_move_along() -> None:
    text, coder = written_down()
    before = make_coding(text, "At Seaview", by=coder)
    after = make_coding(text, "marks the others", by=coder, code="asm")

    corrected = put_right(text, "plann", "plan", by=coder)

    assert corrected.text == SAID.replace("plann", "plan")
    assert [quote_of(before), quote_of(after)] == ["At Seaview", "marks the others"]
    assert {before.revision, after.revision} == {corrected}
    assert corrected.raw.text == corrected.text
    assert AuditEvent.objects.filter(verb="corrected words").count() == 1


def test_a_coding_on_the_slip_itself_waits_to_be_placed_again() -> None:
    text, coder = written_down()
    touched = make_coding(text, "we plann in groups", by=coder)

    corrected = put_right(text, "plann", "plan", by=coder)

    (waiting,) = queries.codings_to_place(corrected.response.conversation, reader=coder)
    assert waiting.coding == touched
    assert waiting.words_now == "we plan in groups"


def test_a_whole_coded_passage_that_is_gone_is_parked_and_not_lost() -> None:
    text, coder = written_down()
    gone = make_coding(text, "It took years.", by=coder)

    corrected = put_right(text, " It took years.", "", by=coder)

    (waiting,) = queries.codings_to_place(corrected.response.conversation, reader=coder)
    assert waiting.coding == gone
    assert not gone.is_removed


def test_names_hidden_beside_the_slip_stay_hidden() -> None:
    text, coder = written_down()
    study = text.response.conversation.participant.programme
    judge_words(
        programme=study,
        judgements=[Judgement("Seaview", NameKind.PLACE, "the school by the bay")],
        at=NOON,
        by=make_member(study, Role.INTERVIEWER),
    )
    hidden = readable_revisions(study).get()
    coded = make_coding(hidden, "marks the others", by=coder)

    corrected = put_right(hidden, "plann", "plan", by=coder)

    assert corrected.text.startswith("At the school by the bay we plan in groups")
    assert corrected.raw.text == SAID.replace("plann", "plan")
    assert quote_of(coded) == "marks the others"


def test_a_hidden_name_itself_is_not_corrected() -> None:
    text, coder = written_down()
    study = text.response.conversation.participant.programme
    judge_words(
        programme=study,
        judgements=[Judgement("Seaview", NameKind.PLACE, "Hilltop")],
        at=NOON,
        by=make_member(study, Role.INTERVIEWER),
    )

    with pytest.raises(Refused, match="A name is hidden"):
        put_right(readable_revisions(study).get(), "Hilltop we", "Bay we", by=coder)

    assert RawText.objects.count() == 1


def test_what_somebody_wrote_themselves_is_theirs_to_change() -> None:
    study = make_study()
    own = make_revision(make_speaker(study))

    with pytest.raises(Refused, match="not the hub"):
        put_right(own, "We plan", "We planned", by=make_coder(study))

    assert TextRevision.objects.count() == 1


def test_a_text_that_moved_on_is_not_corrected_from_an_old_page() -> None:
    text, coder = written_down()
    put_right(text, "plann", "plan", by=coder)

    with pytest.raises(Refused, match="since the page was opened"):
        put_right(text, "plann", "planned", by=coder)


def test_a_viewer_corrects_nothing() -> None:
    text, coder = written_down()
    viewer = make_member(text.response.conversation.participant.programme, Role.VIEWER)

    with pytest.raises(NotYours):
        put_right(text, "plann", "plan", by=viewer)

    assert coder.pk != viewer.pk


@pytest.mark.parametrize(
    ("slip", "words", "told"),
    [
        ("plann", "plann", "Nothing is changed"),
        ("plann", "x" * 501, "no correction of a slip"),
        (SAID, " ", "Nothing would be left"),
    ],
)
def test_what_is_no_correction_is_refused_and_changes_nothing(
    slip: str, words: str, told: str
) -> None:
    text, coder = written_down()

    with pytest.raises(Refused, match=told):
        put_right(text, slip, words, by=coder)

    assert TextRevision.objects.count() == 1


def test_turns_and_their_times_move_along_in_a_transcript() -> None:
    study = make_study()
    jane, coder = make_speaker(study), make_coder(study)
    ines = make_interviewer(jane)
    take_in(jane, by=ines)
    text = readable_revisions(study).get()
    said = [
        text.raw.text[turn.start : turn.end] for turn in text.raw.turns.order_by("position")
    ]

    corrected = put_right(text, "managed", "ever quite managed", by=coder)

    turns = Turn.objects.filter(raw=corrected.raw).order_by("position")
    now = [corrected.raw.text[turn.start : turn.end] for turn in turns]
    assert now == [turn.replace("managed", "ever quite managed") for turn in said]
    assert [turn.from_ms for turn in turns] == [
        turn.from_ms for turn in text.raw.turns.order_by("position")
    ]


def test_no_edit_beside_coded_words_changes_a_letter_of_them() -> None:
    text, coder = written_down(
        "Ann\U0001f600 plans in groups. They mark each other. It took years."
    )
    coded = [
        make_coding(text, words, by=coder, code=code)
        for words, code in (("in groups", "grp"), ("mark each other", "asm"))
    ]
    quotes = [quote_of(coding) for coding in coded]

    @settings(max_examples=25, deadline=None)
    @given(
        st.integers(0, len(text.text)), st.integers(0, 6), st.text("ab \U0001f600", max_size=5)
    )
    def holds(start: int, length: int, words: str) -> None:
        end = min(start + length, len(text.text))
        with transaction.atomic():
            is_beside = all(end <= one.start or start >= one.end for one in coded)
            if is_beside and text.passage(start, end) != words:
                correct_words(
                    revision=TextRevision.objects.get(pk=text.pk),
                    start=start,
                    end=end,
                    words=words,
                    at=NOON,
                    by=coder,
                )
                assert [quote_of(coding) for coding in coded] == quotes
            transaction.set_rollback(True)
        for coding in coded:
            coding.refresh_from_db()

    holds()
