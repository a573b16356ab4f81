"""Whichever program wrote a package, the same words come out of it."""

from dataclasses import replace
from itertools import product

import pytest

from ecotone.engine.refiqda import OffsetModel, Selection, read_project
from tests.factories.refi import (
    ATLAS,
    EXAMPLES,
    MAXQDA,
    NVIVO_MAC,
    NVIVO_WINDOWS,
    Dialect,
    expected,
    expected_quotes,
    identity,
    make_package,
    make_project,
    quotes_of,
)

HABITS = {
    "the standard's way": Dialect(),
    "utf-16 units": Dialect(units="utf16"),
    "line ends counted once": Dialect(crlf=True),
    "line ends counted twice": Dialect(crlf=True, crlf_twice=True),
    "line ends counted twice, written once": Dialect(crlf_twice=True),
    "a byte order mark": Dialect(bom=True),
    "a byte order mark that counts": Dialect(bom=True, bom_counted=True),
    "ends included": Dialect(end_inclusive=True),
    "another name inside": Dialect(inner_name="Trial.QDE"),
    "upper case": Dialect(folder="Sources/", ending=".TXT", upper_case=True),
    "texts beside the project": Dialect(folder=""),
    "braces": Dialect(braces=True),
    "paths without a scheme": Dialect(scheme=""),
    "texts inside the XML": Dialect(inline=True, crlf=True, crlf_twice=True),
    "a selection for each coding": Dialect(one_selection_per_coding=True),
    "values on sources": Dialect(values_on="source"),
    "a case as a code": Dialect(case_as_coding=True),
    "a byte order mark in the XML": Dialect(project_bom=True),
    "a namespace with a colon": Dialect(namespace="urn:QDA-XML:project:1:0"),
    "ATLAS.ti": ATLAS,
    "MAXQDA": MAXQDA,
    "NVivo on Windows": NVIVO_WINDOWS,
    "NVivo on the Mac": NVIVO_MAC,
    "everything at once": Dialect(
        units="utf16",
        crlf=True,
        crlf_twice=True,
        bom=True,
        bom_counted=True,
        end_inclusive=True,
        braces=True,
        upper_case=True,
    ),
}


def model_of(dialect: Dialect) -> str:
    return OffsetModel(
        units=dialect.units,
        crlf_twice=dialect.crlf_twice,
        bom_counted=dialect.bom_counted,
        end_inclusive=dialect.end_inclusive,
    ).name


@pytest.mark.parametrize("dialect", HABITS.values(), ids=HABITS)
def test_every_habit_gives_the_same_quotes(dialect: Dialect) -> None:
    reading = read_project(make_package(make_project(), dialect))

    assert quotes_of(reading.project) == expected_quotes()
    assert reading.project.sources[0].text == expected()["text"]
    assert reading.offset_model.name == model_of(dialect)
    assert reading.offset_model.confidence > 0.9
    assert (reading.losses, reading.missing) == ((), ())


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("v*.qdpx")), ids=lambda path: path.stem)
def test_the_examples_give_the_quotes_expected(path: object) -> None:
    with path.open("rb") as file:
        reading = read_project(file)

    assert quotes_of(reading.project) == expected_quotes()
    assert reading.losses == ()


def test_every_way_of_counting_can_be_told_from_every_other() -> None:
    ways = product(("codepoints", "utf16"), (False, True), (False, True), (False, True))
    dialects = [
        Dialect(
            units=units,
            crlf=True,
            crlf_twice=twice,
            bom=True,
            bom_counted=bom,
            end_inclusive=end,
        )
        for units, twice, bom, end in ways
    ]

    names = [
        read_project(make_package(make_project(), dialect)).offset_model.name
        for dialect in dialects
    ]

    assert names == [model_of(dialect) for dialect in dialects]


def test_a_way_of_counting_that_is_given_is_followed() -> None:
    package = make_package(make_project())

    reading = read_project(package, offsets=OffsetModel.named("end-inclusive"))

    assert reading.offset_model.was_given
    assert "Group work, mostly 😀 " in {quote for quote, _, _ in quotes_of(reading.project)}


def test_without_selections_the_standards_way_is_certain() -> None:
    empty = make_project()
    empty = replace(empty, sources=(replace(empty.sources[0], selections=()),))

    model = read_project(make_package(empty)).offset_model

    assert (model.name, model.confidence) == ("codepoints", 1.0)


def test_one_span_that_fits_several_ways_leaves_the_detector_in_doubt() -> None:
    project = make_project()
    whole = Selection(identity("one"), 0, 0)
    only = replace(project.sources[0], text="ha ha.", selections=(replace(whole, end=2),))

    model = read_project(
        make_package(replace(project, sources=(only,)), Dialect(end_inclusive=True))
    ).offset_model

    assert model.confidence < 0.9


def test_a_case_coded_like_a_code_gets_its_words() -> None:
    project = read_project(make_package(make_project(), NVIVO_MAC)).project

    (case,) = project.cases
    spans = {one.guid: project.sources[0].quote(one) for one in project.sources[0].selections}
    assert [spans[guid] for guid in case.selections] == ["Group work, mostly 😀"]


def test_values_are_read_from_cases_and_from_sources() -> None:
    on_case = read_project(make_package(make_project())).project
    on_source = read_project(make_package(make_project(), MAXQDA)).project

    assert [value.value for value in on_case.cases[0].values] == ["7"]
    assert [value.value for value in on_source.sources[0].values] == ["7"]
