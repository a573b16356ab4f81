"""The story, loaded as `ecotone demo` loads it."""

import re

import pytest
from django.db import connection

from ecotone.coding.queries import institutional_actions
from ecotone.consent.operations import withdraw_participant
from ecotone.demo.operations import load_story
from ecotone.exchange.choices import MatchKind
from ecotone.exchange.models import Match
from ecotone.exchange.queries.bridges import bridges_in
from ecotone.exchange.queries.cards import card_of
from ecotone.foundation.models import Programme
from ecotone.listening.models import TextRevision
from ecotone.listening.queries import sectors_heard
from ecotone.register.models import Participant
from tests.factories.foundation import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story")]


def pairs(kind):
    found = Match.objects.filter(kind=kind).select_related("first", "second")
    return {(match.first.pseudonym, match.second.pseudonym) for match in found}


def test_the_story_pairs_people_as_the_study_did():
    load_story(at=NOON)

    assert pairs(MatchKind.TWO_WAY) == {("Heather", "David"), ("Andrea", "David")}
    assert pairs(MatchKind.ONE_WAY) == {
        ("Heather", "Paul"),
        ("Heather", "Jane"),
        ("Andrea", "Jane"),
        ("Tom", "Jane"),
    }


def test_every_card_of_the_story_shows_words_of_both_in_each_direction():
    programme = load_story(at=NOON)

    cards = [card_of(match, programme) for match in Match.objects.all()]

    assert len(cards) == 6
    for card in cards:
        for direction in card.directions:
            assert direction.meetings[0].given_words
            assert direction.meetings[0].asked_words


def test_the_senior_leaders_barrier_stands_under_institutional_action():
    programme = load_story(at=NOON)

    actions = institutional_actions(programme)

    assert "bar.leadership" in {action.code.key for action in actions}


def test_ribbons_of_the_story_run_both_ways():
    bridges = bridges_in(load_story(at=NOON))

    banks = {
        (bridge.giver.voice.sector.bank, bridge.asker.voice.sector.bank)
        for bridge in bridges.met
    }
    assert banks == {("SCHOOLS", "UNIVERSITY"), ("UNIVERSITY", "SCHOOLS")}
    assert len(bridges.unmet) == 5


def test_the_story_is_loaded_once():
    first = load_story(at=NOON)

    second = load_story(at=NOON)

    assert first == second
    assert Programme.objects.count() == 1
    assert Participant.objects.count() == 11


@pytest.mark.parametrize("pseudonym", ["Heather", "Alex"])
def test_nothing_of_the_story_tells_of_somebody_who_has_left(pseudonym):
    programme = load_story(at=NOON)
    leaver = Participant.objects.get(pseudonym=pseudonym)
    said = [
        text
        for (text,) in TextRevision.objects.filter(
            response__conversation__participant=leaver
        ).values_list("text")
    ]

    withdraw_participant(participant=leaver, at=NOON, by=None)

    stored = everything_stored()
    assert programme.slug in stored
    assert [words for words in said if words in stored] == []
    assert re.search(rf"\b{pseudonym}\b", stored) is None


def everything_stored():
    """Return every row of every table as one text."""
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows.extend(str(row) for row in cursor.fetchall())
    return "\n".join(rows)


def test_the_nine_interviews_of_the_study_are_counted_though_one_teacher_is_never_quoted():
    heard = sectors_heard(load_story(at=NOON))

    counted = {each.sector.key: each.kinds[0].people for each in heard}

    assert counted == {"primary": 2, "secondary": 2, "university": 5}
