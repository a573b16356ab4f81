"""The wording people are asked in, from its newest version."""

from django.utils.translation import gettext as _

from ecotone.consent.models import ConsentForm
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme


def current_form(programme: Programme) -> ConsentForm | None:
    """Return the wording people are shown from now on, with its seven grants in order."""
    published = ConsentForm.objects.filter(programme=programme)
    return published.order_by("-version").prefetch_related("wordings").first()


def form_in_force(programme: Programme) -> ConsentForm:
    """Return the wording people are shown from now on, or refuse while there is none."""
    form = current_form(programme)
    if form is None:
        raise Refused(
            _("There is no consent form in this programme yet."),
            remedy=_("The hub publishes its wording first, on the page Consent."),
        )
    return form
