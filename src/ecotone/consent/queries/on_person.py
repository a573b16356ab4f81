"""What is said of one person: on their page their consent, to them what the log holds."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ecotone.consent.choices import Grant
from ecotone.consent.queries.holdings import Told
from ecotone.consent.queries.standing import grants_of
from ecotone.foundation.permissions import Action
from ecotone.register.models import Participant
from ecotone.register.queries import Facts, Section, contacts_told


def consent_of(participant: Participant) -> Facts:
    given = [grant for grant, is_given in grants_of(participant).items() if is_given]
    count = ngettext(
        "Allows %(n)d of %(all)d things", "Allows %(n)d of %(all)d things", len(given)
    )
    line = count % {"n": len(given), "all": len(Grant)}
    if given:
        line += _(": to %(grants)s") % {"grants": ", ".join(str(one.label) for one in given)}
    return Facts(
        lines=(f"{line}.",),
        link=_("Consent"),
        address=reverse("consent:record", args=(participant.programme.slug, participant.key)),
    )


def told_contacts(participant: Participant) -> Told:
    """Return what the broker noted of talking to somebody, for that person themselves."""
    return [entry for entry in contacts_told(participant)]  # noqa: C416  # a list of its own type


CONSENT = Section("consent", gettext_lazy("Consent"), 10, Action.RECORD_CONSENT, consent_of)
