"""What the page of one person says of their consent."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ecotone.consent.choices import Grant
from ecotone.consent.queries.standing import grants_of
from ecotone.foundation.permissions import Action
from ecotone.register.models import Participant
from ecotone.register.queries import Facts, Section


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


CONSENT = Section("consent", gettext_lazy("Consent"), 10, Action.RECORD_CONSENT, consent_of)
