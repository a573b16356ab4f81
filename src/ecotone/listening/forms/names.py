"""What words turned out to be, as it is said on the page where they are judged."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotone.engine.pseudonyms import key_of
from ecotone.listening.choices import NameKind
from ecotone.listening.operations import Judgement

NAMES = [(kind.value, kind.label) for kind in NameKind if kind != NameKind.ORDINARY]
NOT_YET = ("", _("Not yet"))
MOST_AT_ONCE = 100


class _NameForm(forms.Form):
    """One form, what it is, and what is said instead."""

    is_exact = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        form, instead = cleaned.get("form", ""), cleaned.get("instead", "")
        if instead and key_of(form) in key_of(instead):
            self.add_error("instead", gettext("The name itself is still in it."))
        return cleaned

    def judgement(self) -> Judgement:
        return Judgement(
            form=self.cleaned_data["form"],
            kind=NameKind(self.cleaned_data["kind"]),
            replacement=self.cleaned_data["instead"],
            is_exact=self.is_exact,
        )


class JudgementForm(_NameForm):
    """One word of the list; whoever is not sure yet leaves it for later."""

    form = forms.CharField(widget=forms.HiddenInput, max_length=200)
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[NOT_YET, (NameKind.ORDINARY.value, NameKind.ORDINARY.label), *NAMES],
        required=False,
        widget=forms.RadioSelect,
    )
    instead = forms.CharField(
        label=_("Say instead"), required=False, max_length=80, empty_value=""
    )


class ListNameForm(_NameForm):
    """A whole name that no text needs to have brought up; its other forms come along."""

    is_exact = False

    form = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("What is it?"), choices=NAMES)
    instead = forms.CharField(
        label=_("Say instead"),
        help_text=_("Leave it empty for the next free one, such as [place 2]."),
        required=False,
        max_length=80,
    )


JudgementForms = forms.formset_factory(
    JudgementForm, extra=0, max_num=MOST_AT_ONCE, absolute_max=MOST_AT_ONCE
)
