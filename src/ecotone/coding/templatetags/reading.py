"""Drawing a text with its notes, in Python: thousands of templates would keep one waiting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from ecotone.coding.choices import Pole, Target
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
        poles={pole: escape(str(pole.label)) for pole in Pole},
        about={target: f" · {escape(str(target.label))}" for target in Target}
        | {Target.SELF: ""},
        asked=f'<span class="visually-hidden">{escape(_("Interviewer:"))} </span>',
        notes_label=escape(_("Codes in paragraph {n}")),
        removal=escape(_("Remove %(code)s from “%(words)s”")),
    )
    drawn = [page.line(paragraph, answer.revision.pk) for paragraph in answer.paragraphs]
    stretches = (drawn[first : first + STRETCH] for first in range(0, len(drawn), STRETCH))
    parts = (f'<div class="stretch">{"".join(stretch)}</div>' for stretch in stretches)
    return mark_safe("".join(parts))  # noqa: S308  # each line is escaped


_NO_KEY = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class _Page:
    """What all notes of a page share: built, translated and escaped once, not once a note."""

    code_address: str
    remove_address: str
    kept: str
    poles: Mapping[Pole, str]
    about: Mapping[Target, str]
    asked: str
    notes_label: str
    removal: str

    def line(self, paragraph: Paragraph, revision: int) -> str:
        words = coded(paragraph)
        here = revision, paragraph.start, paragraph.number
        if paragraph.is_asked:
            return LINE.format(*here, 'class="said asked"', self.asked + words, "")
        place = paragraph.start, paragraph.number, paragraph.sentence_bounds
        said = SAID.format(revision, *place)
        return LINE.format(*here, said, words, self.notes(paragraph))

    def notes(self, paragraph: Paragraph) -> str:
        if not paragraph.notes:
            return ""
        label = self.notes_label.format(n=paragraph.number)
        drawn = "".join(map(self.note, paragraph.notes))
        return f'<ul class="margin-notes" aria-label="{label}">{drawn}</ul>'

    def note(self, note: Note) -> str:
        code = note.entry.code
        return NOTE.format(
            hue=note.entry.hue,
            pk=note.key,
            key=note.first_key,
            others=_anchors(note.coding_ids[1:]),
            address=escape(self.code_address.replace("KEY", code.key)),
            name=escape(code.name),
            pole=note.pole,
            says=self.poles[note.pole],
            about=self.about[note.target],
            coders=escape(", ".join(note.coders)),
            words=escape(note.words),
            remove=self.remove(note) if note.own_key else "",
        )

    def remove(self, note: Note) -> str:
        address = self.remove_address.replace(_NO_KEY, note.own_key)
        what = self.removal % {
            "code": escape(note.entry.code.name),
            "words": escape(Truncator(note.words).words(8)),
        }
        return REMOVE.format(escape(f"{address}?{self.kept}"), what)


def _anchors(pks: Iterable[int]) -> str:
    """Links to any of the codings that share a note lead to it."""
    return "".join(f'<span id="coding-{pk}"></span>' for pk in pks)
