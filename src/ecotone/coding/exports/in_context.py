"""The passages of one code as a document: by sector, then by person, between their words."""

from collections.abc import Iterable
from itertools import groupby

from django.utils.translation import gettext as _
from docx.document import Document

from ecotone.coding.exports import word
from ecotone.coding.exports.tables import BETWEEN_CODES
from ecotone.coding.models import Code
from ecotone.coding.queries import ListedPassage


def code_docx(code: Code, path: tuple[str, ...], passages: Iterable[ListedPassage]) -> bytes:
    """Write passages as they come; they are in the order of sectors and people already."""
    document = word.new_document(code.name)
    document.add_heading(code.name, 0)
    if len(path) > 1:
        word.say(document.add_paragraph(), BETWEEN_CODES.join(path[:-1]), is_quiet=True)
    if code.definition:
        word.say(document.add_paragraph(), code.definition)
    for sector, of_sector in groupby(passages, key=lambda said: said.participant.sector.name):
        document.add_heading(sector, 1)
        for person, said in groupby(of_sector, key=lambda said: said.participant):
            heading = ", ".join(filter(None, (person.pseudonym, person.title)))
            document.add_heading(heading, 2)
            for passage in said:
                _passage(document, passage)
    return word.as_bytes(document)


def _passage(document: Document, said: ListedPassage) -> None:
    paragraph = document.add_paragraph()
    speak = word.say_in_serif if said.is_verbatim else word.say
    word.say(paragraph, said.before, is_quiet=True)
    word.shade(speak(paragraph, said.words))
    word.say(paragraph, said.after, is_quiet=True)
    word.say(document.add_paragraph(), _below(said), is_quiet=True)


def _below(said: ListedPassage) -> str:
    parts: list[object] = [said.pole.label]
    if said.target != "self":
        parts.append(said.target.label)
    if said.question_number:
        parts.append(_("question %(number)s") % {"number": said.question_number})
    parts.append(_("coded by %(coders)s") % {"coders": said.coder})
    if not said.is_verbatim:
        parts.append(_("from notes: never quote"))
    elif not said.may_be_quoted:
        parts.append(_("may not be quoted"))
    return " · ".join(map(str, parts))
