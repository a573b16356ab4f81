"""Who has been heard, sector by sector: counted from records, never from quotes."""

import pytest

from ecotone.consent.choices import Grant
from ecotone.foundation.models import Programme
from ecotone.listening import operations
from ecotone.listening.choices import InstrumentKind
from ecotone.listening.queries import SectorHeard, count_heard, sectors_heard
from ecotone.register.models import Sector
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.foundation import NOON
from tests.factories.listening import make_conversation, make_sent
from tests.factories.talks import make_finished, make_interviewer, make_paper, make_returned

pytestmark = pytest.mark.django_db
REFLECTION = InstrumentKind.REFLECTION


def heard(programme: Programme, sector: str) -> SectorHeard:
    return next(each for each in sectors_heard(programme) if each.sector.key == sector)


def counted(programme: Programme, sector: str) -> list[tuple[str, int]]:
    return [(each.kind, each.people) for each in heard(programme, sector).kinds]


def test_people_are_counted_who_sent_or_were_noted_and_nobody_who_only_began(
    programme: Programme,
) -> None:
    alone, talked, begun = (make_consenting(programme) for _ in range(3))
    ines = make_interviewer(talked)
    make_sent(alone, {1: "one"})
    make_finished(talked, {1: "one"}, by=ines)
    make_paper(talked, {1: "one"}, by=ines, kind=REFLECTION)
    make_conversation(begun, {1: "a draft"})

    assert counted(programme, "primary") == [
        ("interview", 2),
        ("reflection", 1),
        ("expectation", 0),
    ]
    assert heard(programme, "primary").kinds[0].ways == (
        ("written by the participant", 1),
        ("notes taken while talking", 1),
    )


def test_somebody_heard_in_two_ways_is_one_person(programme: Programme) -> None:
    jane = make_consenting(programme)
    make_sent(jane, {1: "one"})
    make_finished(jane, {1: "one"}, by=make_interviewer(jane))

    assert counted(programme, "primary")[0] == ("interview", 1)


def test_somebody_never_quoted_and_somebody_who_took_all_notes_out_were_still_heard(
    programme: Programme,
) -> None:
    silent, outspoken = make_consenting(programme), make_consenting(programme)
    ines = make_interviewer(silent)
    make_finished(silent, {}, by=ines)
    talk = make_returned(outspoken, {1: "one"}, by=ines)
    operations.take_note_out(note=talk.responses.get(), at=NOON)

    assert counted(programme, "primary")[0] == ("interview", 2)
    assert count_heard(programme, InstrumentKind.INTERVIEW) == 2


def test_wanted_and_consented_stand_beside_heard_and_a_no_takes_everything_away(
    programme: Programme,
) -> None:
    Sector.objects.filter(programme=programme, key="secondary").update(quota=2)
    first, second = (make_consenting(programme, sector="secondary") for _ in range(2))
    make_sent(first, {1: "one"})
    make_sent(second, {1: "one"})
    answer_grants(second, {Grant.INTERVIEW: False})

    found = heard(programme, "secondary")

    assert (found.wanted, found.consented, found.kinds[0].people) == (2, 1, 1)


def test_the_posts_of_the_people_heard_are_told_apart(programme: Programme) -> None:
    people = [make_consenting(programme, sector="university") for _ in range(3)]
    for person, title in zip(
        people, ("Academic", "Academic", "Outreach coordinator"), strict=True
    ):
        person.title = title
        person.save(update_fields=["title"])
        make_sent(person, {1: "one"})

    assert heard(programme, "university").posts == (
        ("Academic", 2),
        ("Outreach coordinator", 1),
    )
