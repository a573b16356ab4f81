"""Turning what somebody typed about a code into its wording and its place."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ecotone.coding.models import Code
from ecotone.coding.operations import CodeWording
from ecotone.foundation.models import Programme


class CodeForm(forms.Form):
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

    def wording(self) -> CodeWording:
        names = self.cleaned_data["other_names"].split(",")
        return CodeWording(
            **self.cleaned_data
            | {"other_names": tuple(name.strip() for name in names if name.strip())}
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

    def __init__(self, filled: QueryDict | None = None, *, programme: Programme) -> None:
        super().__init__(filled)
        parents: Any = self.fields["parent"]
        families = Code.objects.filter(programme=programme, parent__isnull=True)
        parents.queryset = families.order_by("position", "pk")

    def wording(self) -> CodeWording:
        self.cleaned_data.pop("parent", None)
        return super().wording()
