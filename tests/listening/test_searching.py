"""Search: only what may be read, on both databases, and nothing left of who has gone."""

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from ecotone.consent.choices import Grant
from ecotone.consent.operations import withdraw_grant
from ecotone.engine.searching import wanted
from ecotone.foundation.models import Programme, Role
from ecotone.listening.choices import NameKind
from ecotone.listening.jobs import mend_index_of_words
from ecotone.listening.models import SearchedPiece, TextRevision
from ecotone.listening.operations import (
    Judgement,
    forget_conversations,
    hide_names_anew,
    index_anew,
    judge_words,
)
from ecotone.listening.queries import (
    FoundPassage,
    count_people_in,
    passages_found,
    pieces_holding,
)
from tests.factories.coding import (
    make_conversation,
    make_revision,
    make_speaker,
    make_study,
)
from tests.factories.foundation import NOON, make_member

pytestmark = pytest.mark.django_db


def found_in(programme: Programme, typed: str) -> list[FoundPassage]:
    asked = wanted(typed)
    pieces = pieces_holding(asked, programme)
    return passages_found(pieces, asked, pieces.values_list("pk", flat=True))


def marked(programme: Programme, typed: str) -> list[list[str]]:
    """Return for each passage found the words that are marked in it."""
    return [
        [words for words, is_found in passage.excerpt.runs if is_found]
        for passage in found_in(programme, typed)
    ]


def bytes_of_index() -> bytes:
    """Read what the database holds of the index, as it lies there."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT block FROM listening_words_index_data")
        else:
            cursor.execute("SELECT convert_to(words, 'UTF8') FROM listening_searchedpiece")
        return b"".join(bytes(block) for (block,) in cursor.fetchall())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("groups", [["groups"]]),
        ("GROUPS plan", [["plan", "groups"]]),
        ("group", []),
        ("gro*", [["groups"]]),
        ('"each of them"', [["Each of them"]]),
        ('"of each them"', []),
        ("ecole", [["École"]]),
        ("école plan", []),
        ('"mark the oth"*', []),
        ('"marks the oth"*', [["marks the others"]]),
        ("NOT OR AND", []),
        ("'); DROP TABLE--", []),
    ],
)
def test_words_phrases_and_beginnings_are_found(typed: str, expected: list[list[str]]) -> None:
    study = make_study()
    make_revision(
        make_speaker(study),
        "We plan the work in groups. Each of them marks the others.\nÀ l'École.",
    )

    found = marked(study, typed)

    assert found == expected


def test_a_passage_is_shown_between_its_words_and_knows_where_it_stands() -> None:
    study = make_study()
    tom = make_speaker(study, pseudonym="Tom")
    conversation = make_conversation(tom, {3: "First.\nThen 🧪 we plan."})

    (passage,) = found_in(study, "plan")

    assert passage.excerpt.runs == (("Then 🧪 we ", False), ("plan", True), (".", False))
    assert passage.conversation == conversation
    assert (passage.participant.pseudonym, passage.question_number) == ("Tom", 3)
    assert passage.paragraph == 7
    assert not passage.is_asked


def test_passages_stand_by_sector_speaker_and_place_and_people_are_counted() -> None:
    study = make_study()
    make_revision(make_speaker(study, sector="university", pseudonym="Ann"), "We plan.")
    make_revision(make_speaker(study, pseudonym="Zoe"), "Plan one.\nPlan two.")
    asked = wanted("plan")
    pieces = pieces_holding(asked, study)

    who = [passage.participant.pseudonym for passage in found_in(study, "plan")]

    assert who == ["Zoe", "Zoe", "Ann"]
    assert (pieces.count(), count_people_in(pieces)) == (3, 2)


def test_other_programmes_and_earlier_answers_are_not_searched() -> None:
    study, elsewhere = make_study(), make_study()
    make_revision(make_speaker(elsewhere), "We plan.")
    speaker = make_speaker(study)
    make_conversation(speaker, {2: "We plan groups."})

    assert marked(elsewhere, "plan") == [["plan"]]
    assert marked(study, "plan") == [["plan"]]
    assert marked(elsewhere, "groups") == []


def test_consent_is_asked_when_somebody_searches() -> None:
    study = make_study()
    speaker = make_speaker(study)
    make_revision(speaker, "We plan.")
    before = marked(study, "plan")

    withdraw_grant(participant=speaker, grant=Grant.INTERVIEW, at=NOON, by=None)

    assert before == [["plan"]]
    assert marked(study, "plan") == []


def test_nothing_of_who_left_stays_in_the_index() -> None:
    study = make_study()
    speaker = make_speaker(study)
    make_revision(speaker, "We keep a zzquorndle in class.")
    make_revision(make_speaker(study), "We plan.")
    before = bytes_of_index()

    forget_conversations(speaker)

    assert b"quorndle" in before
    assert b"quorndle" not in bytes_of_index()
    assert marked(study, "plan") == [["plan"]]


def test_a_name_hidden_later_is_not_found_and_not_in_the_index() -> None:
    study = make_study()
    make_revision(make_speaker(study), "Then zzquorndle came to plan.")
    before = marked(study, "zzquorndle")
    ines = make_member(study, Role.INTERVIEWER)
    named = [Judgement("zzquorndle", NameKind.PERSON, "Ruth")]
    judge_words(programme=study, judgements=named, at=NOON, by=ines)

    hide_names_anew(programme=study, at=NOON, by=ines)

    assert before == [["zzquorndle"]]
    assert marked(study, "zzquorndle") == []
    assert marked(study, "plan") == [["plan"]]
    assert b"quorndle" not in bytes_of_index()


def test_an_index_that_was_lost_is_made_again() -> None:
    study = make_study()
    make_revision(make_speaker(study), "We plan.")
    SearchedPiece.objects.all().delete()
    lost = marked(study, "plan")

    number = index_anew()

    assert (lost, number) == ([], TextRevision.objects.count())
    assert marked(study, "plan") == [["plan"]]


def test_a_text_the_index_missed_is_found_after_the_daily_round() -> None:
    study = make_study()
    make_revision(make_speaker(study), "We plan.")
    SearchedPiece.objects.all().delete()

    mend_index_of_words.func()

    assert marked(study, "plan") == [["plan"]]


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_of_passages_costs_the_same_however_many_there_are(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    study = make_study()
    for _n in range(number):
        make_revision(make_speaker(study), "We plan.")
    asked = wanted("plan")
    pieces = pieces_holding(asked, study)
    keys = list(pieces.values_list("pk", flat=True))

    with django_assert_num_queries(2):
        found = passages_found(pieces, asked, keys)

    assert len(found) == number
