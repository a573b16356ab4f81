"""A programme goes out as a project, comes into an empty one, and goes out the same."""

import io
import zipfile

import pytest
from lxml import etree

from ecotone.coding.choices import Layer
from ecotone.coding.exports.refi.package import package_of
from ecotone.coding.exports.refi.sources import by_name
from ecotone.coding.models import Coding
from ecotone.engine.refiqda import Source
from tests.factories.projects import (
    guid,
    make_broker,
    make_coded_study,
    make_empty_study,
    schema,
    take_in,
)

pytestmark = pytest.mark.django_db


def project_in(package: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(package)).read("project.qde")


def test_the_second_export_is_the_first_to_the_byte() -> None:
    study = make_coded_study()
    Coding.objects.filter(code__key="asm").update(layer=Layer.SETTLED)
    first = package_of(study).content
    elsewhere = make_empty_study(name="Across the divide")

    take_in(elsewhere, first, by=make_broker(elsewhere))
    second = package_of(elsewhere).content

    assert project_in(second).decode() == project_in(first).decode()
    assert second == first


def test_what_goes_out_is_valid_by_the_standards_own_schema() -> None:
    package = package_of(make_coded_study()).content

    assert schema().validate(etree.fromstring(project_in(package))), schema().error_log


def test_texts_are_in_order_by_name_the_tenth_after_the_ninth() -> None:
    names = ["Alder, interview 10", "Alder, interview", "Alder, interview 9"]

    ordered = sorted((Source(guid(name), name, "") for name in names), key=by_name)

    assert [source.name for source in ordered] == [names[1], names[2], names[0]]
