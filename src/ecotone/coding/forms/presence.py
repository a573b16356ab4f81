"""What a page tells of where its reader is: a line, or that they leave."""

from django import forms

FURTHEST_LINE = 1_000_000


class PresenceForm(forms.Form):
    """Told by a script, never shown."""

    line = forms.IntegerField(min_value=0, max_value=FURTHEST_LINE)
    leaves = forms.BooleanField(required=False)
    since = forms.CharField(max_length=500, required=False)
