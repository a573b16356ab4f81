"""A broker brings a list with headers of its own, mends a cell, takes in the good, undoes."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ecotone.foundation.models import Role, User
from ecotone.register.models import Participant
from tests.factories.foundation import make_member
from tests.factories.register import make_register

LIST = """Staff ID,Phase,Full name,Work email,School name,Max partners,Shoe size
t1,primary,Marguerite Ashby,m.ashby@school.example,Hillcrest,2,38
t2,secondry,Thomas Farrow,t.farrow@school.example,Fairfield,1,44
t3,moon,Nia Cole,n.cole@uni.example,Chemistry,3,40
"""


@pytest.fixture
def broker() -> User:
    programme = make_register()
    return make_member(programme, Role.BROKER)


@pytest.fixture
def people_csv(tmp_path: Path) -> Path:
    path = tmp_path / "staff.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


@pytest.fixture
def stop_and_look(
    page: Page,
    is_fit: Callable[[Page], None],
    look: Callable[[Page, str], Path],
) -> Callable[[str], None]:
    def stop(name: str) -> None:
        is_fit(page)
        look(page, f"import-{name}")

    return stop


def imports_of(broker: User) -> str:
    return f"/programmes/{broker.memberships.get().programme.slug}/imports/"


def test_a_broker_maps_mends_takes_in_and_undoes(
    page: Page,
    broker: User,
    people_csv: Path,
    come_in: Callable[..., None],
    stop_and_look: Callable[[str], None],
) -> None:
    come_in(broker)
    page.goto(f"{imports_of(broker)}bring/people/")
    stop_and_look("1-bring")
    page.get_by_label("The table").set_input_files(people_csv)
    page.get_by_role("button", name="Look at it").click()

    expect(page.get_by_label("Staff ID")).to_have_value("id")
    expect(page.get_by_label("Shoe size")).to_have_value("")
    page.get_by_label("Shoe size").select_option(label="Partners at most")
    page.get_by_role("button", name="Check the rows").click()
    expect(page.get_by_role("alert")).to_contain_text("Two columns cannot both be this one")
    stop_and_look("2-columns")
    page.get_by_label("Shoe size").select_option(label="Leave out")
    page.get_by_role("button", name="Check the rows").click()

    expect(page.get_by_text("2 rows have a problem and stay out")).to_be_visible()
    stop_and_look("3-problems")
    page.get_by_label("Sector").first.fill("secondary")
    page.get_by_role("button", name="Mend Sector in row 3").click()
    expect(page.get_by_text("1 row has a problem and stays out")).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("button", name="Download the 1 problem row").click()
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        (bad,) = csv.DictReader(file)
    assert (bad["row"], bad["Staff ID"]) == ("4", "t3")
    assert "“moon” is no sector" in bad["reason"]

    page.get_by_role("button", name="Take in 2 people").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 people taken in")
    stop_and_look("4-taken-in")
    assert Participant.objects.count() == 2
    page.get_by_role("button", name="Undo it all").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Everything is as it was")
    stop_and_look("5-undone")
    assert Participant.objects.count() == 0
    page.get_by_role("link", name="Tables brought", exact=True).click()
    stop_and_look("6-list")


def test_the_same_without_a_script_and_with_keys_alone(
    page_without_scripts: Page,
    broker: User,
    people_csv: Path,
    come_in: Callable[..., None],
) -> None:
    page = page_without_scripts
    come_in(broker, into=page)
    page.goto(f"{imports_of(broker)}bring/people/")
    page.get_by_label("The table").set_input_files(people_csv)
    page.get_by_role("button", name="Look at it").press("Enter")
    page.get_by_role("button", name="Check the rows").press("Enter")

    page.get_by_label("Sector").first.fill("secondary")
    page.get_by_label("Sector").first.press("Enter")
    expect(page.get_by_text("1 row has a problem and stays out")).to_be_visible()
    page.get_by_role("button", name="Take in 2 people").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("2 people taken in")
    assert Participant.objects.count() == 2
