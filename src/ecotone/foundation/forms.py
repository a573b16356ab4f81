"""How every form of the house looks: a label, a hint, the control, the answer to a mistake."""

from django.forms.renderers import TemplatesSetting


class EcotoneFormRenderer(TemplatesSetting):
    """Render each field with our own template; used through FORM_RENDERER."""

    form_template_name = "foundation/_form.html"
    field_template_name = "foundation/_field.html"
