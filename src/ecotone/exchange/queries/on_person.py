"""What the page of one person says of their gives, their asks and their partners."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecotone.coding.choices import Pole
from ecotone.coding.queries import matching_codings
from ecotone.exchange.queries.cards import matches_allowed
from ecotone.exchange.queries.claims import SPEAKER
from ecotone.exchange.queries.rounds import AGREED
from ecotone.foundation.permissions import Action
from ecotone.register.models import Participant
from ecotone.register.queries import Facts, Section


def exchange_of(participant: Participant) -> Facts:
    return Facts(
        lines=tuple(_lines(participant))
        or (_("Nothing coded yet that they give or ask for."),),
        link=_("Matches"),
        address=reverse("exchange:matches", args=(participant.programme.slug,)),
    )


def _lines(participant: Participant) -> Iterator[str]:
    said = matching_codings(participant.programme).filter(**{SPEAKER: participant})
    named = list(said.values_list("pole", "code__name").distinct().order_by("code__name"))
    gives = ", ".join(name for pole, name in named if pole == Pole.GIVES)
    asks = ", ".join(name for pole, name in named if pole == Pole.ASKS)
    if gives:
        yield _("Gives: %(practices)s.") % {"practices": gives}
    if asks:
        yield _("Asks: %(practices)s.") % {"practices": asks}
    partners = ", ".join(_partners_of(participant))
    if partners:
        yield _("Matched with %(partners)s.") % {"partners": partners}


def _partners_of(participant: Participant) -> list[str]:
    allowed = matches_allowed(participant.programme)
    agreed = allowed.filter(Q(first=participant) | Q(second=participant))
    pairs = agreed.filter(state__in=AGREED).values_list("first__pseudonym", "second__pseudonym")
    names = {name for pair in pairs for name in pair}
    return sorted(names - {participant.pseudonym})


EXCHANGE = Section("exchange", gettext_lazy("Gives and asks"), 30, Action.MATCH, exchange_of)
