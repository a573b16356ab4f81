"""How far people of a whole study have come, stage by stage, as the rooms report it."""

from datetime import timedelta

import pytest
from django.test import Client

from ecotone.consent import operations as consent
from ecotone.consent.choices import Grant
from ecotone.exchange.operations import decisions
from ecotone.foundation.models import Role
from ecotone.register.models import Participant
from ecotone.register.queries import Standing, standings_in
from tests.factories.coding import make_speaker, make_study
from tests.factories.exchange import Crossing, make_crossing, make_match
from tests.factories.foundation import NOON, make_member
from tests.factories.listening import make_conversation, make_sent
from tests.register.pages import address, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def crossing() -> Crossing:
    return make_crossing()


def standing(participant: Participant) -> Standing:
    everybody = standings_in(participant.programme, at=NOON + timedelta(days=1))
    return next(one for one in everybody if one.participant == participant.pk)


def test_a_yes_to_the_interview_is_consent_and_taking_it_back_is_none() -> None:
    speaker = make_speaker(make_study(), Grant.INTERVIEW)
    before = standing(speaker).stage

    consent.withdraw_grant(participant=speaker, grant=Grant.INTERVIEW, at=NOON, by=None)

    assert (before, standing(speaker).stage) == ("consented", "to-invite")


def test_a_draft_is_not_heard_and_a_sent_interview_is() -> None:
    programme = make_study()
    writing = make_speaker(programme, Grant.INTERVIEW)
    sent = make_speaker(programme, Grant.INTERVIEW)
    make_conversation(writing, {1: "I lead science."})
    make_sent(sent, {1: "I lead science."})

    assert (standing(writing).stage, standing(sent).stage) == ("consented", "heard")


def test_words_with_a_code_are_coded(crossing: Crossing) -> None:
    assert standing(crossing.teacher).stage == "coded"


def test_only_a_match_that_the_broker_proposed_counts(crossing: Crossing) -> None:
    match = make_match(crossing)
    suggested = standing(crossing.teacher).stage

    decisions.propose_match(match=match, at=NOON, by=crossing.broker)

    stages = [standing(one).stage for one in (crossing.teacher, crossing.lecturer)]
    assert (suggested, stages) == ("coded", ["matched", "matched"])


def test_the_page_of_one_person_tells_what_each_room_knows(
    client: Client, crossing: Crossing
) -> None:
    decisions.propose_match(match=make_match(crossing), at=NOON, by=crossing.broker)
    client.force_login(crossing.broker)

    page = text_of(client.get(address("register:person", crossing.programme, crossing.teacher)))

    assert "be matched and introduced by name" in page
    assert "Gives: " in page
    assert "Asks: " in page
    assert "Matched with Dorian." in page
    assert "I can show you" not in page


def test_a_room_tells_nothing_to_whoever_may_not_enter_it(
    client: Client, crossing: Crossing
) -> None:
    client.force_login(make_member(crossing.programme, Role.HUB_ADMIN))

    page = text_of(client.get(address("register:person", crossing.programme, crossing.teacher)))

    assert "be matched and introduced by name" in page
    assert "Gives: " not in page


def test_a_next_step_one_may_not_take_is_told_and_no_link(
    client: Client, crossing: Crossing
) -> None:
    client.force_login(make_member(crossing.programme, Role.HUB_ADMIN))

    page = text_of(client.get(address("register:pipeline", crossing.programme)))

    assert '<span class="muted">Find a partner</span>' in page
    assert address("exchange:matches", crossing.programme) not in page


def test_somebody_not_heard_yet_is_said_to_be(client: Client) -> None:
    programme = make_study()
    speaker = make_speaker(programme)
    client.force_login(make_member(programme, Role.BROKER))

    page = text_of(client.get(address("register:person", programme, speaker)))

    assert "Not heard yet: send the questions, or talk." in page
    assert "Nothing coded yet that they give or ask for." in page
