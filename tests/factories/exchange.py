"""People whose gives and asks meet across the divide, and rounds over them."""

from dataclasses import dataclass

from ecotone.coding.choices import Pole
from ecotone.consent.choices import Grant
from ecotone.exchange.models import Match, MatchingRound
from ecotone.exchange.operations import rounds
from ecotone.foundation.models import Programme, Role, User
from ecotone.register.models import Participant
from tests.factories.coding import make_coding, make_revision, make_speaker, make_study
from tests.factories.foundation import NOON, make_member


@dataclass(frozen=True, slots=True)
class Crossing:
    """A teacher and a lecturer who can learn from each other, and the broker who sees it."""

    programme: Programme
    broker: User
    teacher: Participant
    lecturer: Participant


def make_crossing() -> Crossing:
    programme = make_study()
    broker = make_broker(programme)
    teacher = make_voice(
        programme,
        broker,
        sector="secondary",
        pseudonym="Hazel",
        gives="grp",
        asks="rwc.context",
    )
    lecturer = make_voice(
        programme,
        broker,
        sector="university",
        pseudonym="Dorian",
        gives="rwc.context",
        asks="grp",
    )
    return Crossing(programme, broker, teacher, lecturer)


def make_broker(programme: Programme) -> User:
    return make_member(programme, Role.BROKER, Role.CODER)


def make_voice(
    programme: Programme,
    coder: User,
    *,
    sector: str,
    pseudonym: str = "",
    gives: str = "",
    asks: str = "",
) -> Participant:
    """Let somebody say one sentence about a practice they give and one they ask for."""
    speaker = make_speaker(
        programme, Grant.MATCHING, Grant.QUOTED, sector=sector, pseudonym=pseudonym
    )
    if gives:
        offer = make_revision(speaker, f"I can show you {gives}.", question=2)
        make_coding(offer, f"I can show you {gives}", by=coder, code=gives)
    if asks:
        wish = make_revision(speaker, f"I would like more of {asks}.", question=3)
        make_coding(wish, f"more of {asks}", by=coder, code=asks, pole=Pole.ASKS)
    return speaker


def make_round(programme: Programme, by: User) -> MatchingRound:
    """Open a round and carry it out at once, as the job would."""
    opened = rounds.open_matching_round(programme=programme, at=NOON, by=by)
    rounds.run_matching_round(matching_round=opened, at=NOON, report=lambda _step: None)
    opened.refresh_from_db()
    return opened


def make_match(crossing: Crossing) -> Match:
    return make_round(crossing.programme, crossing.broker).matches.get()
