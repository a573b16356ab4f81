"""The sheet of codes for the end of a day, and the questions it leads to."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecotone.foundation.models import AuditEvent, Programme, Role, User
from ecotone.listening.choices import InstrumentKind, Moment
from ecotone.listening.models import Instrument, Question
from ecotone.register.models import Participant, PersonalLink
from ecotone.register.operations import open_personal_link, print_personal_links
from tests.factories.consent import make_consenting
from tests.factories.foundation import make_member
from tests.factories.register import make_participant, make_register
from tests.register.pages import count_queries, text_of

pytestmark = pytest.mark.django_db


def sheets(programme: Programme) -> str:
    return reverse("listening:sheets", args=(programme.slug,))


def printing(programme: Programme) -> str:
    return reverse("listening:print_sheet", args=(programme.slug,))


def wanted(*people: Participant, leads_to: str = "reflection") -> dict[str, object]:
    return {"people": [person.pk for person in people], "leads_to": leads_to}


# --- the sheet -------------------------------------------------------------------------------


def test_an_interviewer_prints_a_code_and_a_short_way_in_for_each_person(
    programme: Programme, client: Client
) -> None:
    client.force_login(make_member(programme, Role.INTERVIEWER))
    jane, tom = make_consenting(programme), make_consenting(programme)

    sheet = client.post(printing(programme), wanted(jane, tom))

    page = text_of(sheet)
    assert sheet["Cache-Control"].startswith("max-age=0")
    assert page.count('<svg role="img" aria-label="Code to scan for') == 2
    for link in sheet.context["links"]:
        assert link.spaced_code in page
        assert link.token not in page  # it is in the drawing alone, for no eye to read
    assert "127.0.0.1:8000/my/code</p>" in page


@pytest.mark.usefixtures("broker")
def test_a_scanned_code_leads_straight_to_the_reflection_and_the_typed_one_too(
    programme: Programme, client: Client
) -> None:
    jane = make_consenting(programme)
    (link,) = client.post(printing(programme), wanted(jane)).context["links"]
    scanned, typed = Client(), Client()

    scanned.post(reverse("register:my_link", args=(link.token,)))
    typed.post(reverse("register:my_code"), {"who": jane.pseudonym, "code": link.spaced_code})

    first = reverse("listening:question", args=("reflection", 1))
    for browser in (scanned, typed):
        assert browser.get(reverse("listening:start"))["Location"] == first


@pytest.mark.usefixtures("broker")
def test_somebody_never_asked_for_leave_is_asked_before_the_reflection_opens(
    programme: Programme, client: Client
) -> None:
    newcomer = make_participant(programme)
    (link,) = client.post(printing(programme), wanted(newcomer)).context["links"]
    phone = Client()
    phone.post(reverse("register:my_link", args=(link.token,)))

    asked = phone.get(reverse("listening:start"))
    phone.post(asked["Location"], {"answer": "yes"})

    assert asked["Location"] == reverse("consent:first")
    first = reverse("listening:question", args=("reflection", 1))
    assert phone.get(reverse("listening:start"))["Location"] == first


@pytest.mark.usefixtures("broker")
def test_nobody_ticked_is_said_and_nothing_is_printed(
    programme: Programme, client: Client
) -> None:
    make_consenting(programme)

    answer = client.post(printing(programme), {"leads_to": "reflection"})

    assert answer.status_code == 422
    assert "Tick at least one person." in text_of(answer)
    assert PersonalLink.objects.count() == 0


def test_before_there_are_questions_or_people_the_page_says_what_to_do(client: Client) -> None:
    empty = make_register()
    client.force_login(make_member(empty, Role.BROKER))

    assert "Take over our questions first" in text_of(client.get(sheets(empty)))


@pytest.mark.usefixtures("broker")
def test_a_programme_from_before_is_offered_the_newer_questions(
    programme: Programme, client: Client
) -> None:
    make_consenting(programme)
    offered = [text_of(client.get(sheets(programme)))]
    Instrument.objects.filter(programme=programme, kind=InstrumentKind.EXPECTATION).delete()

    offered.append(text_of(client.get(sheets(programme))))

    assert ["Take these questions" in page for page in offered] == [False, True]


@pytest.mark.usefixtures("broker")
def test_choosing_needs_the_same_queries_for_one_person_and_for_three(
    programme: Programme, client: Client
) -> None:
    make_consenting(programme)
    few = count_queries(client, sheets(programme))
    make_consenting(programme)
    make_consenting(programme, sector="university")

    assert count_queries(client, sheets(programme)) == few
    assert (
        text_of(client.get(sheets(programme) + "?sector=university")).count('name="people"')
        == 1
    )


# --- the links on it -------------------------------------------------------------------------


def test_a_printed_link_leaves_the_one_in_the_message_open_and_closes_the_sheet_before(
    programme: Programme, broker: User
) -> None:
    jane, now = make_consenting(programme), timezone.now()
    open_personal_link(participant=jane, at=now, by=None)
    for _ in range(2):
        print_personal_links(
            programme=programme,
            participants=[jane],
            leads_to="reflection",
            at=now,
            by=broker,
        )

    still_open = PersonalLink.objects.open_at(now)
    assert sorted(still_open.values_list("is_printed", flat=True)) == [False, True]
    assert AuditEvent.objects.filter(verb="printed a personal link").count() == 2

    open_personal_link(participant=jane, at=now, by=None)
    assert PersonalLink.objects.open_at(now).filter(is_printed=True).count() == 1


def test_a_printed_link_lives_fourteen_days(programme: Programme, broker: User) -> None:
    now = timezone.now()
    (link,) = print_personal_links(
        programme=programme,
        participants=[make_consenting(programme)],
        leads_to="reflection",
        at=now,
        by=broker,
    )

    assert link.expires_at - now == timedelta(days=14)


def test_nobody_of_another_programme_gets_a_link(programme: Programme, broker: User) -> None:
    stranger = make_consenting(make_register(name="Elsewhere"))

    links = print_personal_links(
        programme=programme,
        participants=[stranger],
        leads_to="reflection",
        at=timezone.now(),
        by=broker,
    )

    assert links == []


# --- what the questions speak of -------------------------------------------------------------


def test_each_question_knows_whether_it_speaks_of_before_or_after(programme: Programme) -> None:
    about_before = Question.objects.filter(
        instrument__programme=programme, moment=Moment.BEFORE
    ).select_related("instrument")

    numbers = {
        kind: {q.number for q in about_before if q.instrument.kind == kind}
        for kind in InstrumentKind
    }
    assert numbers == {
        InstrumentKind.INTERVIEW: set(range(1, 9)),
        InstrumentKind.REFLECTION: {1},
        InstrumentKind.EXPECTATION: {1},
    }
    looking_back = {q.instrument.kind for q in about_before if q.is_retrospective}
    assert looking_back == {InstrumentKind.REFLECTION, InstrumentKind.EXPECTATION}
