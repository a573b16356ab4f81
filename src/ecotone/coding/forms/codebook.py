"""Turning what somebody typed about a code into its wording, its place and the reason why."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotone.coding.choices import Direction
from ecotone.coding.models import HUES, Code, Coding
from ecotone.coding.operations import CodeWording, Grounds
from ecotone.coding.queries import BehindCode, CodeEntry
from ecotone.coding.queries.taxonomy import starter_practices
from ecotone.foundation.models import Programme

Initial: TypeAlias = Mapping[str, Any] | None
WORDS = ("name", "definition", "use_for", "not_for", "example")


def by_family(entries: Iterable[CodeEntry]) -> list[tuple[str, list[tuple[int, str]]]]:
    return [
        (name, [(entry.code.pk, " / ".join(entry.path[1:]) or name) for entry in members])
        for name, members in groupby(entries, key=lambda entry: entry.family.name)
    ]


class GroundsForm(forms.Form):
    """Why somebody changes the codebook, and the version they were looking at."""

    why = forms.CharField(
        label=_("Why"),
        help_text=_("One line, for the codebook\u2019s history. It may stay empty."),
        max_length=300,
        required=False,
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    is_stale = False

    def __init__(self, filled: QueryDict | None = None, initial: Initial = None) -> None:
        super().__init__(filled, initial=dict(initial or {}))
        self.order_fields([name for name in self.fields if name not in {"why", "seen"}])

    def grounds(self) -> Grounds:
        return Grounds(self.cleaned_data["why"], self.cleaned_data["seen"])

    def look_again(self, seen: int) -> None:
        """Show the page anew from the version that stands now, with what was typed on it."""
        if isinstance(self.data, QueryDict):
            filled = self.data.copy()
            filled["seen"] = str(seen)
            self.data = filled


class CodeForm(GroundsForm):
    """What the codebook says about a code."""

    name = forms.CharField(label=_("Name"), max_length=80)
    definition = forms.CharField(
        label=_("Definition"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    use_for = forms.CharField(
        label=_("Use for"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    not_for = forms.CharField(
        label=_("Not for"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    example = forms.CharField(
        label=_("Example"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    other_names = forms.CharField(
        label=_("Other names"),
        help_text=_("Separated by commas. Coders find the code by these as well."),
        required=False,
    )
    hue = forms.TypedChoiceField(
        label=_("Colour"),
        help_text=_("Of the whole family. The automatic one stays when codes come or move."),
        choices=[("", _("automatic")), *((n, _("colour %d") % n) for n in range(1, HUES + 1))],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    practice = forms.ChoiceField(
        label=_("Is the same as"),
        help_text=_(
            "A practice of the starter codebook. What people give and ask under this code then "
            "meets what others give and ask under that one."
        ),
        required=False,
    )

    def __init__(
        self,
        filled: QueryDict | None = None,
        *,
        code: Code | None = None,
        initial: Initial = None,
    ) -> None:
        super().__init__(
            filled, initial={**(initial or {}), **(_as_written(code) if code else {})}
        )
        self.fields["practice"].choices = [("", _("nothing there")), *_practices()]  # type: ignore[attr-defined]  # a ChoiceField
        if code and code.parent_id:
            del self.fields["hue"]
        if code and code.key in starter_practices():
            del self.fields["practice"]

    def wording(self) -> CodeWording:
        names = self.cleaned_data["other_names"].split(",")
        return CodeWording(
            **{field: self.cleaned_data[field] for field in WORDS},
            other_names=tuple(name.strip() for name in names if name.strip()),
            hue=self.cleaned_data.get("hue", self.initial.get("hue")),
            practice=self.cleaned_data.get("practice", self.initial.get("practice", "")),
        )


class NewCodeForm(CodeForm):
    """A code of the programme's own, and where it belongs."""

    parent = forms.ModelChoiceField(
        label=_("Part of"),
        queryset=Code.objects.none(),
        required=False,
        empty_label=_("nothing: a family of its own"),
    )
    field_order = ("name", "parent")

    def __init__(
        self,
        filled: QueryDict | None = None,
        *,
        programme: Programme,
        entries: Iterable[CodeEntry] = (),
        initial: Initial = None,
    ) -> None:
        super().__init__(filled, initial=initial)
        _offer(self.fields["parent"], programme, entries)
        self.order_fields(["name", "parent"])


class MergeForm(GroundsForm):
    """The code that stays."""

    into = forms.ModelChoiceField(
        label=_("Into"),
        queryset=Code.objects.none(),
        empty_label=_("Choose the code that stays"),
    )

    def __init__(
        self,
        filled: QueryDict | None = None,
        *,
        code: Code,
        entries: Sequence[CodeEntry],
        initial: Initial = None,
    ) -> None:
        super().__init__(filled, initial=initial)
        others = [entry for entry in entries if code not in entry.line]
        _offer(self.fields["into"], code.programme, others)
        self.order_fields(["into", "why"])


class SplitForm(GroundsForm):
    """Which passages go, and to which code: one that stands, or a new one."""

    codings = forms.ModelMultipleChoiceField(
        label=_("Passages"),
        queryset=Coding.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick the passages that should move.")},
    )
    name = forms.CharField(label=_("To a new code"), max_length=80, required=False)
    into = forms.ModelChoiceField(
        label=_("Or to one that stands already"),
        queryset=Code.objects.none(),
        required=False,
        empty_label=_("a new one"),
    )

    def __init__(
        self,
        filled: QueryDict | None = None,
        *,
        code: Code,
        entries: Iterable[CodeEntry],
        behind: Sequence[BehindCode],
        initial: Initial = None,
    ) -> None:
        super().__init__(filled, initial=initial)
        keys = [found.passage.coding_id for found in behind]
        codings: Any = self.fields["codings"]
        codings.queryset = code.codings.filter(pk__in=keys)
        _offer(self.fields["into"], code.programme, [e for e in entries if e.code != code])
        self.order_fields(["codings", "name", "into", "why"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("name")) == bool(cleaned.get("into")):
            self.add_error("name", gettext("Name a new code, or choose one: not both."))
        return cleaned

    def other(self) -> Code | CodeWording:
        into: Code | None = self.cleaned_data["into"]
        return into or CodeWording(name=self.cleaned_data["name"])


class MoveForm(GroundsForm):
    """Where a code should stand: under which other, and before which of those there."""

    parent = forms.ModelChoiceField(
        label=_("Part of"),
        queryset=Code.objects.none(),
        required=False,
        empty_label=_("nothing: a family of its own"),
    )
    before = forms.ModelChoiceField(
        queryset=Code.objects.none(), required=False, widget=forms.HiddenInput
    )
    direction = forms.ChoiceField(
        choices=[("", ""), *Direction.choices], required=False, widget=forms.HiddenInput
    )

    def __init__(
        self,
        filled: QueryDict | None = None,
        *,
        code: Code,
        entries: Sequence[CodeEntry],
        initial: Initial = None,
    ) -> None:
        super().__init__(filled, initial={"parent": code.parent_id, **(initial or {})})
        places = [entry for entry in entries if code not in entry.line]
        _offer(self.fields["parent"], code.programme, places)
        before: Any = self.fields["before"]
        before.queryset = Code.objects.in_book(code.programme)
        self.order_fields(["parent", "why"])


class CodebookFileForm(forms.Form):
    """A codebook from another program."""

    file = forms.FileField(
        label=_("Codebook"), help_text=_("A file that ends in .qdc, from any program.")
    )


def _as_written(code: Code) -> dict[str, Any]:
    written = {field: getattr(code, field) for field in (*WORDS, "hue", "practice")}
    return {**written, "other_names": ", ".join(code.other_names)}


def _practices() -> list[tuple[str, list[tuple[str, str]]]]:
    practices = starter_practices().values()
    families = [practice for practice in practices if not practice.part_of]
    return [
        (
            family.name,
            [
                (practice.key, practice.name)
                for practice in practices
                if family.key in {practice.key, practice.part_of}
            ],
        )
        for family in families
    ]


def _offer(chosen: forms.Field, programme: Programme, entries: Iterable[CodeEntry]) -> None:
    """Offer codes under their families; without a book, all of it by name."""
    field: Any = chosen
    listed = list(entries)
    field.queryset = Code.objects.in_book(programme)
    if listed:
        field.choices = [("", field.empty_label), *by_family(listed)]
