"""All memos in one report, as a table and as a document."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecotone.coding.exports import word
from ecotone.coding.exports.tables import BETWEEN_CODES, document_name
from ecotone.coding.models import Memo
from ecotone.foundation.models import Programme

MEMOS = (
    "written",
    "kind",
    "author",
    "to",
    "on",
    "document",
    "participant",
    "code",
    "words",
    "memo",
)
ON = {"coding": "passage", "code": "code", "conversation": "text", "participant": "person"}
Paths = Mapping[int, tuple[str, ...]]


def memo_table(memos: Iterable[Memo], paths: Paths) -> Iterator[Sequence[object]]:
    yield MEMOS
    for memo in memos:
        code = memo.coding.code_id if memo.coding else memo.code_id
        yield (
            memo.written_at.date().isoformat(),
            memo.kind.lower(),
            memo.author.initials,
            ", ".join(address.to.initials for address in memo.addresses.all()),
            ON[memo.field],
            _document(memo),
            str(memo.speaker or ""),
            BETWEEN_CODES.join(paths[code]) if code else "",
            _words(memo),
            memo.words,
        )


def memos_docx(programme: Programme, memos: Iterable[Memo], paths: Paths) -> bytes:
    """Write one section a kind: questions, ideas, decisions, each with what it is on."""
    listed = sorted(memos, key=lambda memo: memo.kind)
    title = _("Memos: %(programme)s") % {"programme": programme}
    document = word.new_document(title)
    document.add_heading(title, 0)
    number = ngettext("%(n)d memo", "%(n)d memos", len(listed)) % {"n": len(listed)}
    word.say(document.add_paragraph(), number, is_quiet=True)
    for _kind, group in groupby(listed, key=lambda memo: memo.kind):
        of_kind = list(group)
        document.add_heading(of_kind[0].get_kind_display(), 1)
        for memo in of_kind:
            about = document.add_paragraph()
            word.say(about, _about(memo, paths), is_strong=True)
            word.say(about, f" · {_signed(memo)}", is_quiet=True)
            if words := _words(memo):
                word.say_in_serif(document.add_paragraph(style="Quote"), words)
            word.say(document.add_paragraph(), memo.words)
    return word.as_bytes(document)


def _about(memo: Memo, paths: Paths) -> str:
    if memo.coding is not None:
        return f"{memo.speaker}: {BETWEEN_CODES.join(paths[memo.coding.code_id])}"
    if memo.code_id is not None:
        return BETWEEN_CODES.join(paths[memo.code_id])
    return _document(memo) or str(memo.speaker)


def _signed(memo: Memo) -> str:
    return f"{memo.author.initials}, {date_format(memo.written_at, 'j F Y')}"


def _document(memo: Memo) -> str:
    if memo.coding is not None:
        said_in = memo.coding.revision.response.conversation
    elif memo.conversation is not None:
        said_in = memo.conversation
    else:
        return ""
    return document_name(said_in.instrument.get_kind_display(), said_in.participant.pseudonym)


def _words(memo: Memo) -> str:
    """Give the passage a memo is on, where the words are the person's own."""
    coding = memo.coding
    if coding is None or not coding.revision.response.conversation.is_verbatim:
        return ""
    return coding.revision.passage(coding.start, coding.end)
