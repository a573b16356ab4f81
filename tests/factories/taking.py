"""Taking files away as somebody of the hub does, and reading what is in them."""

import csv
import io

from django.http import HttpResponse
from django.test import Client
from docx import Document

from ecotone.foundation.models import Programme
from tests.factories.coding import page


def take(
    client: Client, name: str, study: Programme, *parts: object, **asked: str
) -> HttpResponse:
    answer = client.get(page(name, study, *parts), asked)
    assert answer.status_code == 200, name
    return answer


def table(answer: HttpResponse) -> list[dict[str, str]]:
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def words_in(answer: HttpResponse) -> str:
    """Read every word of a document, tables included."""
    document = Document(io.BytesIO(answer.content))
    cells = (cell for grid in document.tables for row in grid.rows for cell in row.cells)
    paragraphs = [*document.paragraphs, *(said for cell in cells for said in cell.paragraphs)]
    return "\n".join(paragraph.text for paragraph in paragraphs)
