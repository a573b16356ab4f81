"""Drawing a text with its notes, in Python: thousands of templates would keep one waiting."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from ecotone.coding.queries import Answer, Note, Paragraph
from ecotone.coding.templatetags.coding import coded

register = template.Library()

# Paragraphs a browser lays out together, or leaves out together while they are far away.
STRETCH = 8
LINE = (
    '<div class="line" id="at-{}-{}">'
    '<span class="line-number" aria-hidden="true">¶ {}</span>'
    "<p {}>{}</p>{}</div>"
)
SAID = 'class="said" data-revision="{}" data-start="{}" data-number="{}" data-sentences="{}"'
NOTE = (
    '<li class="margin-note hue-{hue}" id="coding-{pk}" data-note="{key}">{others}'
    '<a href="{address}">{name}</a> <span class="margin-says">'
    '<span class="pole pole-{pole}">{says}</span>{about} · {coders}</span>'
    '<span class="visually-hidden">“{words}”</span>{remove}</li>'
)
REMOVE = (
    '<span class="note-acts"><button class="note-act" form="remove-coding" formaction="{}">'
    '<span aria-hidden="true">&times;</span>'
    '<span class="visually-hidden">{}</span></button></span>'
)


@register.simple_tag(takes_context=True)
def lines(context: RequestContext, answer: Answer) -> SafeString:
    """Write the paragraphs of an answer, each followed by the notes that begin in it."""
    programme = context["programme"]
    page = _Page(
        code_address=reverse("coding:code", args=(programme.slug, "KEY")),
        remove_address=reverse("coding:remove", args=(programme.slug, _NO_KEY)),
        kept=context["request"].GET.urlencode(),
    )
    drawn = [page.line(paragraph, answer.revision.pk) for paragraph in answer.paragraphs]
    stretches = (drawn[first : first + STRETCH] for first in range(0, len(drawn), STRETCH))
    parts = (f'<div class="stretch">{"".join(stretch)}</div>' for stretch in stretches)
    return mark_safe("".join(parts))  # noqa: S308  # each line is escaped


_NO_KEY = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class _Page:
    """What all notes of a page share: addresses are built once, not once a note."""

    code_address: str
    remove_address: str
    kept: str

    def line(self, paragraph: Paragraph, revision: int) -> SafeString:
        words = coded(paragraph)
        here = revision, paragraph.start, paragraph.number
        if paragraph.is_asked:
            asked = format_html('<span class="visually-hidden">{} </span>', _("Interviewer:"))
            kind = mark_safe('class="said asked"')
            return format_html(LINE, *here, kind, asked + words, "")
        place = paragraph.start, paragraph.number, paragraph.sentence_bounds
        said = format_html(SAID, revision, *place)
        return format_html(LINE, *here, said, words, self.notes(paragraph))

    def notes(self, paragraph: Paragraph) -> SafeString | str:
        if not paragraph.notes:
            return ""
        label = _("Codes in paragraph {n}").format(n=paragraph.number)
        drawn = mark_safe("".join(map(self.note, paragraph.notes)))  # noqa: S308  # each is escaped
        return format_html('<ul class="margin-notes" aria-label="{}">{}</ul>', label, drawn)

    def note(self, note: Note) -> SafeString:
        code = note.entry.code
        return format_html(
            NOTE,
            hue=note.entry.hue,
            pk=note.key,
            key=note.first_key,
            others=_anchors(note.coding_ids[1:]),
            address=self.code_address.replace("KEY", code.key),
            name=code.name,
            pole=note.pole,
            says=note.pole.label,
            about="" if note.target == "self" else f" · {note.target.label}",
            coders=", ".join(note.coders),
            words=note.words,
            remove=self.removal(note),
        )

    def removal(self, note: Note) -> SafeString | str:
        if not note.own_key:
            return ""
        address = self.remove_address.replace(_NO_KEY, note.own_key)
        what = _("Remove %(code)s from “%(words)s”") % {
            "code": note.entry.code.name,
            "words": Truncator(note.words).words(8),
        }
        return format_html(REMOVE, f"{address}?{self.kept}", what)


def _anchors(pks: Iterable[int]) -> SafeString:
    """Links to any of the codings that share a note lead to it."""
    anchors = (f'<span id="coding-{pk}"></span>' for pk in pks)
    return mark_safe("".join(anchors))  # noqa: S308  # numbers
