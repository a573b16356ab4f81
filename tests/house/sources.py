"""Our own files, as the house rules read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "ecotone"
TESTS = ROOT / "tests"


Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def our_files() -> tuple[Path, ...]:
    """List what is committed or about to be: not what was fetched or built."""
    ours = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(ours, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603  # our own words
    names = listed.stdout
    return tuple(path for name in names.split("\0") if name and (path := ROOT / name).is_file())


def modules_under(*folders: Path) -> list[Path]:
    """List our Python files, without the migrations that Django writes."""
    return [
        path
        for path in our_files()
        if path.suffix == ".py"
        and "migrations" not in path.parts
        and any(folder in path.parents for folder in folders)
    ]


def rooms_named(name: str) -> list[Path]:
    """List the modules of one room of every app: views.py, and the files of a views package."""
    return [path for path in modules_under(PACKAGE) if name in {path.stem, path.parent.name}]


def templates() -> list[Path]:
    return [path for path in our_files() if path.suffix == ".html" and PACKAGE in path.parents]


def template_name(template: Path) -> str:
    """Spell a template as a view names it."""
    parts = template.relative_to(PACKAGE).parts
    return "/".join(parts[parts.index("templates") + 1 :])


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions_in(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def calls_in(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called_name(call: ast.Call) -> str:
    """Name what is called, without what it is called on."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def strings_in(tree: ast.AST) -> set[str]:
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def place(path: Path, line: int | None = None) -> str:
    name = path.relative_to(ROOT).as_posix()
    return name if line is None else f"{name}:{line}"
