"""The wording people are asked in, from its newest version."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, Max, QuerySet, When
from django.utils.translation import gettext as _

from ecotone.consent.models import ConsentForm
from ecotone.foundation.errors import Refused
from ecotone.foundation.languages import Language
from ecotone.foundation.models import Programme
from ecotone.register.models import Participant

_NEWEST_VERSION = Max("consent_records__form__version")


def current_form(
    programme: Programme, *, language: str = Language.ENGLISH
) -> ConsentForm | None:
    """Return the newest wording with its seven grants in order.

    In the reader's language where the newest version has that, else in English.
    """
    published = ConsentForm.objects.filter(
        programme=programme, language__in=(language, Language.ENGLISH)
    )
    read_first = published.annotate(
        is_translated=Case(When(language=language, then=1), default=0)
    )
    newest = read_first.order_by("-version", "-is_translated")
    return newest.prefetch_related("wordings").first()


def form_in_force(programme: Programme, *, language: str = Language.ENGLISH) -> ConsentForm:
    """Return the wording people are shown from now on, or refuse while there is none."""
    form = current_form(programme, language=language)
    if form is None:
        raise Refused(
            _("There is no consent form in this programme yet."),
            remedy=_("The hub publishes its wording first, on the page Consent."),
        )
    return form


@dataclass(frozen=True, slots=True)
class Version:
    """One published version, and for how many people it is the newest they answered to."""

    form: ConsentForm
    people: int
    is_in_force: bool


def versions_of(programme: Programme) -> list[Version]:
    """Return every version, the newest first, with who stands on it."""
    forms = ConsentForm.objects.filter(programme=programme, language=Language.ENGLISH)
    answered = Participant.objects.in_programme(programme).annotate(
        newest_version=_NEWEST_VERSION
    )
    people = Counter(answered.values_list("newest_version", flat=True))
    in_order = list(forms.order_by("-version"))
    return [
        Version(form, people[form.version], is_in_force=form == in_order[0])
        for form in in_order
    ]


def people_on_version(programme: Programme, version: int) -> QuerySet[Participant]:
    """Keep the people who answered to this version and to none after it."""
    people = Participant.objects.in_programme(programme)
    return people.alias(newest_version=_NEWEST_VERSION).filter(newest_version=version)
