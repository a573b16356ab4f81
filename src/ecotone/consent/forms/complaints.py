"""What somebody complains of, and what came of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_CHARACTERS = 10_000


class ComplaintForm(forms.Form):
    """A complaint in its own words."""

    text = forms.CharField(
        label=_("What went wrong?"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 7}),
    )


class LoggedComplaintForm(ComplaintForm):
    """A complaint that reached the hub by letter, by mail or on the telephone."""

    who = forms.CharField(
        label=_("Pseudonym, if somebody in the programme complains"),
        max_length=60,
        required=False,
    )


class OutcomeForm(forms.Form):
    """What came of a complaint."""

    outcome = forms.CharField(
        label=_("What came of it"),
        help_text=_("Whoever complained reads this on their own page."),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
