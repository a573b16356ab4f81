"""How every form of the house looks: a label, a hint, the control, the answer to a mistake."""

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _


class EcotoneFormRenderer(TemplatesSetting):
    """Render each field with our own template; used through FORM_RENDERER."""

    form_template_name = "foundation/_form.html"
    field_template_name = "foundation/_field.html"


class BringTableForm(forms.Form):
    """One file; what is in it is judged by the room that knows this kind of table."""

    table = forms.FileField(
        label=_("The table"),
        help_text=_("CSV (UTF-8) or XLSX, at most 8 MB. The first row names the columns."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
