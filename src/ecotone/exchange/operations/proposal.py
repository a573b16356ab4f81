"""What is written to two people whom the broker would like to introduce."""

from django.utils.translation import gettext as _

from ecotone.exchange.models import Match
from ecotone.register.models import Participant


def proposal_subject() -> str:
    return _("Somebody you could learn with")


def proposal_text(match: Match, reader: Participant, partner: Participant) -> str:
    """Write to one of the two: who the other is, what each gives, and that no is fine."""
    programme = match.matching_round.programme
    return _(
        "Dear %(name)s,\n\n"
        "you told us what you give and what you would like to develop. We think you and "
        "%(partner)s could learn from each other, and would like to introduce you.\n\n"
        "If you would like that, answer this message with yes. If not, answer with no: "
        "you need give no reason, and nobody is told that you were asked.\n\n"
        "%(hub)s\n"
    ) % {
        "name": reader.person.name,
        "partner": _described(partner),
        "hub": programme.hub_name,
    }


def _described(participant: Participant) -> str:
    if participant.organisation is None:
        return participant.title or str(participant.sector)
    return _("%(title)s at %(organisation)s") % {
        "title": participant.title or participant.sector,
        "organisation": participant.organisation,
    }
