"""A programme goes out as a project, comes into an empty one, and goes out the same."""

import io
import zipfile

import pytest
from lxml import etree

from ecotone.coding.exports.refi import package_of
from tests.factories.projects import (
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
    first = package_of(make_coded_study()).content
    elsewhere = make_empty_study(name="Across the divide")

    take_in(elsewhere, first, by=make_broker(elsewhere))
    second = package_of(elsewhere).content

    assert project_in(second).decode() == project_in(first).decode()
    assert second == first


def test_what_goes_out_is_valid_by_the_standards_own_schema() -> None:
    package = package_of(make_coded_study()).content

    assert schema().validate(etree.fromstring(project_in(package))), schema().error_log
