"""Coming in by a code."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """Coming in on another device."""

    who = forms.CharField(
        label=_("Your e-mail address, or your name here"),
        help_text=_("Your name here is the one in the message with the code."),
        error_messages={"required": _("Write one of the two.")},
        max_length=254,
    )
    code = forms.CharField(
        label=_("Code of six digits"),
        error_messages={"required": _("Write the code from your message.")},
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
