"""What every test may rely on, and the option by which only stored behaviour is tested."""

import pytest

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    words = "only tests that use the database: the others say the same on every one"
    parser.addoption("--stored", action="store_true", help=words)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--stored"):
        return
    others = [item for item in items if not uses_database(item)]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if uses_database(item)]


def uses_database(item: pytest.Item) -> bool:
    asked_for = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(
        asked_for & DATABASE_FIXTURES
    )
