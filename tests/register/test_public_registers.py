"""The schools register and the list of universities: brought, looked up, followed, undone."""

import io
from datetime import date

import pytest
from pyproj import Geod

from ecotone.foundation.errors import Refused
from ecotone.foundation.imports import (
    ImportKind,
    Verdict,
    bring_table,
    check_table,
    rows_judged,
    take_in,
    undo_import,
)
from ecotone.foundation.models import ImportBlock, Programme, Role, TableImport, User
from ecotone.register import operations
from ecotone.register.choices import PublicRegister
from ecotone.register.imports.public import SCHOOL_LINKS, SCHOOLS, UNIVERSITIES
from ecotone.register.imports.public.grid import degrees_from_grid
from ecotone.register.imports.public.schools import likely_sector
from ecotone.register.models import ListedOrganisation, Organisation, Succession
from ecotone.register.queries import folded, listed_like, successors_of
from tests.factories.foundation import NOON, make_member
from tests.factories.public_registers import ALDGATE, GIRLS, csv_file, make_listed
from tests.factories.register import make_participant, make_register

pytestmark = pytest.mark.django_db

UPPER = "Upper St. Mary\N{RIGHT SINGLE QUOTATION MARK}s"

# The Ordnance Survey's own example: the water tower at Caister, on the grid and in degrees.
CAISTER_GRID = (651409.792, 313177.448)
CAISTER_DEGREES = (52 + 39 / 60 + 28.8282 / 3600, 1 + 42 / 60 + 57.8663 / 3600)


@pytest.fixture
def programme() -> Programme:
    return make_register()


@pytest.fixture
def broker(programme: Programme) -> User:
    return make_member(programme, Role.BROKER)


def bring(
    file: io.BytesIO, programme: Programme, by: User, *, kind: ImportKind = SCHOOLS
) -> TableImport:
    brought = bring_table(
        programme=programme, kind=kind, file=file, file_name="list.csv", at=NOON, by=by
    )
    return check_table(brought=brought, at=NOON, by=by)


def test_a_school_is_read_by_its_column_names_with_its_place_in_degrees(
    programme: Programme, broker: User
) -> None:
    brought = bring(csv_file([ALDGATE], encoding="cp1252"), programme, broker)

    take_in(brought=brought, at=NOON, by=broker)

    school = ListedOrganisation.objects.get()
    assert (school.register, school.number, school.name) == (
        PublicRegister.SCHOOLS,
        "100000",
        "The Aldgate School",
    )
    assert (school.phase, school.lowest_age, school.highest_age) == ("Primary", 3, 11)
    assert (school.place, school.postcode, school.ukprn) == ("London", "EC3A 5DE", "10079319")
    assert (school.sector_key, school.is_open, school.opened_on) == ("primary", True, None)
    assert (round(school.latitude or 0, 3), round(school.longitude or 0, 3)) == (51.514, -0.078)


def test_what_is_not_applicable_is_nothing_and_a_day_is_a_day(
    programme: Programme, broker: User
) -> None:
    brought = bring(csv_file([GIRLS]), programme, broker)

    take_in(brought=brought, at=NOON, by=broker)

    school = ListedOrganisation.objects.get()
    assert (school.phase, school.sector_key) == ("", "")
    assert (school.opened_on, school.closed_on) == (date(1920, 1, 1), None)


def test_an_older_or_newer_file_with_other_columns_is_read_as_well(
    programme: Programme, broker: User
) -> None:
    fewer = {"URN": "1", "EstablishmentName": "Élan Dŵr", "Column of 2031": "what nobody knows"}

    take_in(brought=bring(csv_file([fewer]), programme, broker), at=NOON, by=broker)

    assert list(ListedOrganisation.objects.values_list("name", "latitude")) == [
        ("Élan Dŵr", None)
    ]


def test_the_names_of_head_teachers_are_not_even_kept_while_the_list_waits(
    programme: Programme, broker: User
) -> None:
    brought = bring(csv_file([ALDGATE]), programme, broker)

    waiting = [block.lines for block in ImportBlock.objects.filter(table=brought)]

    assert "EC3A 5DE" in str(waiting)
    assert "Planted" not in f"{waiting} {brought.header}"


def test_a_line_that_cannot_be_read_stays_out_with_its_column_and_reason(
    programme: Programme, broker: User
) -> None:
    odd = [
        ALDGATE | {"URN": "1", "OpenDate": "1990-01-01"},
        ALDGATE | {"URN": "2", "Easting": "here"},
        ALDGATE | {"URN": ""},
        ALDGATE | {"URN": "3"},
        ALDGATE | {"URN": "3", "EstablishmentName": "The same number"},
    ]
    brought = bring(csv_file(odd), programme, broker)

    problems = [row.judgement.problems for row in rows_judged(brought, Verdict.PROBLEM)]
    take_in(brought=brought, at=NOON, by=broker)

    assert [(column, str(reason)) for ((column, reason),) in problems] == [
        ("opened_on", "it is not a day written as DD-MM-YYYY"),
        ("easting", "it is not a whole number"),
        ("number", "it is empty"),
        ("number", "this number stands further up already"),
    ]
    assert [school.name for school in ListedOrganisation.objects.all()] == [
        ALDGATE["EstablishmentName"]
    ]


def test_a_newer_list_says_what_it_changes_and_its_undo_puts_that_back(
    programme: Programme, broker: User
) -> None:
    take_in(brought=bring(csv_file([ALDGATE, GIRLS]), programme, broker), at=NOON, by=broker)
    closed = ALDGATE | {"EstablishmentStatus (name)": "Closed", "CloseDate": "31-08-2026"}
    added = ALDGATE | {"URN": "100002"}

    brought = bring(csv_file([closed, GIRLS, added]), programme, broker)
    changed = list(rows_judged(brought, Verdict.CHANGED))
    take_in(brought=brought, at=NOON, by=broker)

    assert [row.judgement.before for row in changed] == [{"status": "open", "closed_on": ""}]
    assert ListedOrganisation.objects.get(number="100000").closed_on == date(2026, 8, 31)
    brought.refresh_from_db()
    undo_import(brought=brought, at=NOON, by=broker)
    stands = ListedOrganisation.objects.order_by("number").values_list("number", "closed_on")
    assert list(stands) == [("100000", None), ("100001", None)]


def test_a_list_that_organisations_are_linked_to_is_not_taken_out(
    programme: Programme, broker: User
) -> None:
    brought = bring(csv_file([ALDGATE]), programme, broker)
    take_in(brought=brought, at=NOON, by=broker)
    organisation = make_participant(programme).organisation
    assert organisation is not None
    operations.link_to_register(
        organisation=organisation, listed=ListedOrganisation.objects.get(), at=NOON, by=broker
    )
    brought.refresh_from_db()

    with pytest.raises(Refused, match="Hillcrest Primary School"):
        undo_import(brought=brought, at=NOON, by=broker)

    assert Organisation.objects.get().urn == "100000"


def test_the_list_of_universities_finds_them_by_their_other_names(
    programme: Programme, broker: User
) -> None:
    row = {
        "dfe_id": "2671f34a",
        "name": "The University of Manchester",
        "ukprn": "10007798",
        "match_synonyms": "University of Manchester",
        "suggestion_synonyms": "UoM|Owens",
        "groups": "russell_group",
        "postcode": "M13 9PL",
        "closed": "",
    }

    brought = bring(csv_file([row]), programme, broker, kind=UNIVERSITIES)
    take_in(brought=brought, at=NOON, by=broker)

    assert [found.ukprn for found in listed_like("owens")] == ["10007798"]
    assert ListedOrganisation.objects.get().sector_key == "university"


# --- who carries on from whom ----------------------------------------------------------------


def link(urn: str, other: str, kind: str) -> dict[str, str]:
    return {"URN": urn, "LinkURN": other, "LinkType": kind, "LinkEstablishedDate": "01-09-2019"}


def test_a_changed_number_keeps_its_history_through_every_change(
    programme: Programme, broker: User
) -> None:
    infants, juniors, primary, academy = (
        make_listed(programme, name, number=str(number))
        for number, name in enumerate(("Infants", "Juniors", "Primary", "Academy"), 1)
    )
    told = [
        link("1", "3", "Successor - amalgamated"),
        link("3", "1", "Predecessor - amalgamated"),
        link("3", "2", "Predecessor - amalgamated"),
        link("3", "4", "Successor"),
        link("1", "2", "Sixth Form Centre Link"),
    ]

    brought = bring(csv_file(told), programme, broker, kind=SCHOOL_LINKS)
    take_in(brought=brought, at=NOON, by=broker)

    assert Succession.objects.count() == 3
    assert (
        successors_of(infants) == successors_of(juniors) == successors_of(primary) == [academy]
    )
    assert successors_of(academy) == []
    brought.refresh_from_db()
    undo_import(brought=brought, at=NOON, by=broker)
    assert Succession.objects.count() == 0


def test_a_link_to_a_school_that_is_not_listed_stays_out(
    programme: Programme, broker: User
) -> None:
    make_listed(programme, "Infants", number="1")

    brought = bring(
        csv_file([link("1", "99", "Successor")]), programme, broker, kind=SCHOOL_LINKS
    )

    (row,) = rows_judged(brought, Verdict.PROBLEM)
    assert row.judgement.problems == (("other", "99 is not in the schools register here"),)


def test_schools_that_follow_each_other_in_a_circle_end_the_search(
    programme: Programme,
) -> None:
    one, other = (make_listed(programme, name, number=name) for name in ("1", "2"))
    Succession.objects.create(predecessor=one, successor=other)
    Succession.objects.create(predecessor=other, successor=one)

    assert successors_of(one) == []


# --- looking up ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("st marys", ["St Mary's", UPPER]),
        ("ST. MARY'S", ["St Mary's", UPPER]),
        ("mary upper", [UPPER]),
        ("ecole", ["École Zoë"]),
        ("m13", ["St Mary's"]),
        ("ary", []),
        ("m", []),
        ("%", []),
    ],
)
def test_an_organisation_is_found_by_the_beginnings_of_its_words(
    programme: Programme, words: str, found: list[str]
) -> None:
    make_listed(programme, UPPER, number="1")
    make_listed(programme, "St Mary's", number="2", postcode="M13 9PL")
    make_listed(programme, "École Zoë", number="3")

    assert [listed.name for listed in listed_like(words)] == found


def test_what_has_closed_comes_after_what_is_open(programme: Programme) -> None:
    make_listed(programme, "Aber", number="1", is_open=False)
    make_listed(programme, "Zaber Aber", number="2")

    assert [listed.number for listed in listed_like("aber")] == ["2", "1"]


def test_folding_leaves_letters_and_digits_of_every_script() -> None:
    assert folded("  Ysgol y Dŵr-Glân, 2º ") == "ysgol y dwr glan 2o"


def test_the_grid_leads_to_the_ordnance_surveys_own_example_within_five_metres() -> None:
    latitude, longitude = degrees_from_grid(*CAISTER_GRID)

    _there, _back, metres = Geod(ellps="WGS84").inv(
        longitude, latitude, CAISTER_DEGREES[1], CAISTER_DEGREES[0]
    )
    assert metres < 5


@pytest.mark.parametrize(
    ("phase", "ages", "sector"),
    [
        ("Primary", (3, 11), "primary"),
        ("Middle deemed secondary", (9, 13), "secondary"),
        ("", (4, 11), "primary"),
        ("", (11, 18), "secondary"),
        ("All-through", (4, 18), ""),
        ("", (None, None), ""),
    ],
)
def test_the_sector_is_guessed_from_the_phase_or_else_from_the_ages(
    phase: str, ages: tuple[int | None, int | None], sector: str
) -> None:
    assert likely_sector(phase, *ages) == sector
