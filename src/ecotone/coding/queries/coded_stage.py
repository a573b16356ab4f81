"""Whose words have been coded, for the broker's pipeline."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecotone.coding.models import Change, Coding
from ecotone.foundation.permissions import Action
from ecotone.register.models import Participant
from ecotone.register.queries import NextStep, Stage

SPEAKER = "coding__revision__response__conversation__participant"


def coded_among(people: QuerySet[Participant]) -> Mapping[int, datetime]:
    """Return when the first passage of each was coded that still is."""
    standing = Coding.objects.filter(is_removed=False).seen_by(None)
    changes = Change.objects.filter(coding__in=standing, **{f"{SPEAKER}__in": people})
    return dict(changes.values_list(SPEAKER).annotate(first=Min("step__at")))


def step_to_code(participant: Participant) -> NextStep:
    address = reverse("coding:texts", args=(participant.programme.slug,))
    return NextStep(_("Code their words"), address, Action.CODE)


CODED = Stage("coded", _("coded"), 40, coded_among, step_to_code)
