"""Turning typed words into something that can be looked for."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotone.engine.kernel import InputError
from ecotone.engine.searching import MOST_CHARACTERS as MOST_LOOKED_FOR
from ecotone.engine.searching import Wanted, wanted


class SearchForm(forms.Form):
    """Words to look for."""

    q = forms.CharField(
        label=_("Words to look for"),
        max_length=MOST_LOOKED_FOR,
        error_messages={"required": _("Type a word to look for.")},
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def clean_q(self) -> str:
        typed: str = self.cleaned_data["q"]
        try:
            self.wanted: Wanted = wanted(typed)
        except InputError as nothing:
            message = gettext("There is no word in it: only signs. Type a word to look for.")
            raise forms.ValidationError(message) from nothing
        return typed
