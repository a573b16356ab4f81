"""The wording people are asked in, from its newest version."""

from django.db.models import Case, When
from django.utils.translation import gettext as _

from ecotone.consent.models import ConsentForm
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme

LANGUAGE = "en"


def current_form(programme: Programme, *, language: str = LANGUAGE) -> ConsentForm | None:
    """Return the newest wording with its seven grants in order.

    In the reader's language where the newest version has that, else in English.
    """
    published = ConsentForm.objects.filter(
        programme=programme, language__in=(language, LANGUAGE)
    )
    read_first = published.annotate(
        is_translated=Case(When(language=language, then=1), default=0)
    )
    newest = read_first.order_by("-version", "-is_translated")
    return newest.prefetch_related("wordings").first()


def form_in_force(programme: Programme, *, language: str = LANGUAGE) -> ConsentForm:
    """Return the wording people are shown from now on, or refuse while there is none."""
    form = current_form(programme, language=language)
    if form is None:
        raise Refused(
            _("There is no consent form in this programme yet."),
            remedy=_("The hub publishes its wording first, on the page Consent."),
        )
    return form
