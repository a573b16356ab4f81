"""The rules of the house about code. Each is a sentence; each is shown once to bite."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import (
    PACKAGE,
    ROOT,
    TESTS,
    Function,
    called_name,
    calls_in,
    functions_in,
    modules_under,
    place,
    rooms_named,
    tree_of,
)

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
WRITES = {
    "save",
    "create",
    "get_or_create",
    "update_or_create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
}
# Calls that fail a test by themselves: pytest's, Playwright's, and what our fixtures check.
ASSERTING = {"raises", "warns", "fail", "expect", "axe", "fits_phone"}


def test_views_never_write() -> None:
    written = [
        place(path, line) for path in rooms_named("views") for line in writes_in(tree_of(path))
    ]

    assert written == []


def writes_in(tree: ast.AST) -> list[int]:
    return [
        call.lineno
        for call in calls_in(tree)
        if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES
    ]


def test_a_view_that_writes_is_noticed() -> None:
    view = ast.parse("def home(request):\n    Person.objects.create(name='Ann')\n")

    assert writes_in(view) == [2]


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    files = modules_under(PACKAGE, TESTS, ROOT / "tools")
    lengths = {
        place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files
    }

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    files = modules_under(PACKAGE, TESTS, ROOT / "tools")
    lengths = {
        f"{place(path, function.lineno)} {function.name}": length_of(function)
        for path in files
        for function in functions_in(tree_of(path))
    }

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def length_of(function: Function) -> int:
    """Count the lines of a function's code; what its docstring explains comes on top."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    explained = (first.end_lineno or first.lineno) - first.lineno + 1
    return lines - explained if ast.get_docstring(function) else lines


def test_a_long_function_is_noticed_and_a_long_docstring_is_not() -> None:
    function = next(
        functions_in(ast.parse('def f():\n    """One\n    two.\n    """\n    x = 1\n'))
    )

    assert length_of(function) == 2


def test_the_first_line_of_every_module_says_what_the_room_is_for() -> None:
    silent = [
        place(path)
        for path in modules_under(PACKAGE, TESTS, ROOT / "tools")
        if not ast.get_docstring(tree_of(path)) and not is_mere_marker(path)
    ]

    assert silent == []


def is_mere_marker(path: Path) -> bool:
    """An empty __init__.py below an app only tells Python that a folder is a package."""
    is_app = path.parent.parent == PACKAGE
    return path.name == "__init__.py" and not is_app and not tree_of(path).body


def test_operations_never_import_jobs() -> None:
    importing = [
        place(path)
        for path in rooms_named("operations")
        if "jobs" in imported_by(tree_of(path))
    ]

    assert importing == []


def imported_by(tree: ast.AST) -> set[str]:
    """Split every imported name at its dots: `from ecotone.coding import jobs` imports jobs."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names |= set((node.module or "").split(".")) | {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {part for alias in node.names for part in alias.name.split(".")}
    return names


def test_an_operation_that_imports_a_job_is_noticed() -> None:
    both_spellings = [
        "from ecotone.coding import jobs",
        "from ecotone.coding.jobs import recode",
    ]

    assert ["jobs" in imported_by(ast.parse(line)) for line in both_spellings] == [True, True]


def test_every_test_asserts_something() -> None:
    idle = [
        place(path, function.lineno)
        for path in modules_under(TESTS)
        for function in idle_tests_in(tree_of(path))
    ]

    assert idle == []


def idle_tests_in(tree: ast.Module) -> Iterator[Function]:
    """Yield tests that assert neither themselves nor through a function of their own file."""
    by_name = {function.name: function for function in functions_in(tree)}
    for name, test in by_name.items():
        if name.startswith("test_") and not asserts(test, by_name, frozenset()):
            yield test


def asserts(function: Function, others: dict[str, Function], seen: frozenset[str]) -> bool:
    if any(isinstance(node, ast.Assert) for node in ast.walk(function)):
        return True
    names = {called_name(call) for call in calls_in(function)}
    if names & ASSERTING or any("assert" in name for name in names):
        return True
    helpers = names & (others.keys() - seen - {function.name})
    return any(asserts(others[name], others, seen | {function.name}) for name in helpers)


def test_an_idle_test_is_noticed() -> None:
    tree = ast.parse(
        "def test_idle():\n    prepare()\n"
        "def test_busy():\n    check()\n"
        "def check():\n    assert 1\n"
    )

    assert [test.name for test in idle_tests_in(tree)] == ["test_idle"]


def test_no_line_is_left_for_later() -> None:
    marks = tuple(
        f"# {word}" for word in ("TO" + "DO", "FIX" + "ME", "XX" + "X", "pragma" + ": no cover")
    )
    left = [
        place(path, number)
        for path in modules_under(PACKAGE, TESTS, ROOT / "tools")
        for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1)
        if any(mark in line for mark in marks)
    ]

    assert left == []
