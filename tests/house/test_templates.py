"""The rules of the house about pages."""

import ast
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.house.addresses import addressed_views
from tests.house.sources import (
    PACKAGE,
    ROOT,
    TESTS,
    functions_in,
    modules_under,
    place,
    strings_in,
    template_name,
    templates,
    tree_of,
)

TAG = re.compile(r"<[a-zA-Z][^>]*>", re.DOTALL)
INLINE = re.compile(r"\s(style|on[a-z]+)\s*=", re.IGNORECASE)
INLINE_ELEMENT = re.compile(r"<style\b|<script\b(?![^>]*\bsrc=)", re.IGNORECASE)
DJANGO = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
ICON = re.compile(r"{%\s*icon\s+\"([^\"]+)\"")
# Rendered on every page that has a form, a message or an icon: by the frame, not by a view.
FRAME_ROOMS = ("templatetags", "forms", "context_processors")


def test_no_template_has_a_style_or_a_script_of_its_own() -> None:
    inline = [
        f"{place(template)}: {found}"
        for template in templates()
        for found in inline_parts(template.read_text(encoding="utf-8"))
    ]

    assert inline == []


def inline_parts(page: str) -> list[str]:
    """Find what a strict content security policy would refuse."""
    html = DJANGO.sub("", page)
    attributes = [
        found[0].strip() for tag in TAG.findall(html) for found in INLINE.finditer(tag)
    ]
    return attributes + INLINE_ELEMENT.findall(html)


def test_inline_styles_and_scripts_are_noticed() -> None:
    page = """
        <p style="color:red" {% if on %}x{% endif %}><a onclick="go()">on = off</a>
        <script>go()</script><script src="go.js"></script>
    """

    assert inline_parts(page) == ["style=", "onclick=", "<script"]


def test_every_icon_on_a_page_is_one_that_is_built() -> None:
    built = strings_in(tree_of(ROOT / "tools" / "assets.py"))
    wanted = {
        icon
        for template in templates()
        for icon in ICON.findall(template.read_text(encoding="utf-8"))
    }

    assert sorted(wanted - built) == []


# --- every template has a page test ----------------------------------------------------------
#
# Which templates a test run renders is hard to record when it runs in several processes, so
# the rule reads instead of running. A template is looked at when a test names it, or names the
# address of a view that renders it, or when one that is looked at includes or extends it.


def test_every_template_has_a_page_test() -> None:
    text_of = {template_name(path): path.read_text(encoding="utf-8") for path in templates()}
    tests = "\n".join(path.read_text(encoding="utf-8") for path in page_tests())
    named = {name for name in text_of if name in tests}
    visited = {name for name, address in rendered_templates() if f'"{address}"' in tests}
    seen = closure(
        named | visited | rendered_by_the_frame(), lambda name: mentions(name, text_of)
    )

    assert sorted(text_of.keys() - seen) == []


def page_tests() -> list[Path]:
    return [path for path in modules_under(TESTS) if path.parent.name != "house"]


def mentions(name: str, text_of: dict[str, str]) -> set[str]:
    return {other for other in text_of if f'"{other}' in text_of.get(name, "")}


def rendered_by_the_frame() -> set[str]:
    rooms = [
        path
        for path in modules_under(PACKAGE)
        if path.stem in FRAME_ROOMS or path.parent.name in FRAME_ROOMS
    ]
    return {
        text for path in rooms for text in strings_in(tree_of(path)) if text.endswith(".html")
    }


def rendered_templates() -> Iterator[tuple[str, str]]:
    """Pair each template that a view names with the address of that view."""
    for address, view in addressed_views().items():
        page = getattr(getattr(view, "view_class", None), "template_name", None)
        if page:
            yield re.sub(r"\.?(html)?$", ".html", page, count=1), address
        for text in strings_behind(view):
            yield text.partition("#")[0], address


def strings_behind(decorated: Callable[..., object]) -> set[str]:
    """Collect the strings of a view and of every function of its module that it leads to."""
    view = inspect.unwrap(decorated)
    module = Path(inspect.getsourcefile(view) or "")
    if PACKAGE not in module.parents:
        return set()
    functions = {function.name: function for function in functions_in(tree_of(module))}
    reached = closure({view.__name__}, lambda name: names_in(functions.get(name)))
    return {text for name in reached & functions.keys() for text in strings_in(functions[name])}


def names_in(function: ast.AST | None) -> set[str]:
    nodes = ast.walk(function) if function else ()
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def closure(start: Iterable[str], follow: Callable[[str], set[str]]) -> set[str]:
    """Return everything that can be reached from the start."""
    reached: set[str] = set()
    waiting = set(start)
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting |= follow(name) - reached
    return reached


def test_following_a_circle_comes_to_an_end() -> None:
    links = {"page": {"part"}, "part": {"page", "icon"}, "icon": set(), "elsewhere": {"page"}}

    assert closure({"page"}, lambda name: links[name]) == {"page", "part", "icon"}
