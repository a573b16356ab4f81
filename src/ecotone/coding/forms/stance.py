"""Choosing how a programme understands its coding."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecotone.coding.choices import Stance


class StanceForm(forms.Form):
    """One of three stances."""

    stance = forms.ChoiceField(
        label=_("Analytic stance"), choices=Stance.choices, widget=forms.RadioSelect
    )
