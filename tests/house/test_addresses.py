"""Who may knock is decided for every address before anybody can."""

from tests.house.addresses import addressed_views
from tests.house.authorisation import TABLE


def test_every_address_stands_in_the_table_and_every_row_has_an_address() -> None:
    assert sorted(addressed_views()) == sorted(TABLE)
