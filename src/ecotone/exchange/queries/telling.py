"""Everything the exchange holds about one person, for the person themselves."""

from django.db.models import Q

from ecotone.exchange.models import Match, PairRule
from ecotone.register.models import Participant
from ecotone.register.queries import Told, said_at


def matches_told(participant: Participant) -> Told:
    """Tell of every suggested partner, by pseudonym.

    What the broker wrote down as a reason speaks of two people, so it is kept back, and told
    to be there.
    """
    here = Q(first=participant) | Q(second=participant)
    matches = Match.objects.filter(here).select_related("first", "second").order_by("pk")
    rules = PairRule.objects.filter(here).select_related("first", "second").order_by("pk")
    return {
        "suggested": [_match(match, participant) for match in matches],
        "decided for later rounds": [
            {
                "with": _other(rule, participant),
                "what": rule.get_kind_display(),
                "when": said_at(rule.made_at),
                "reason": _kept_back(rule.reason),
            }
            for rule in rules
        ],
    }


def _match(match: Match, participant: Participant) -> Told:
    is_first = match.first_id == participant.pk
    given, got = (match.first_to_second, match.second_to_first)
    return {
        "with": _other(match, participant),
        "kind": match.get_kind_display(),
        "where it stands": match.get_state_display(),
        "decided": said_at(match.decided_at),
        "you would give": [share["asked"] for share in (given if is_first else got)],
        "you would get": [share["asked"] for share in (got if is_first else given)],
        "reason": _kept_back(match.reason),
    }


def _other(pair: Match | PairRule, participant: Participant) -> str:
    other = pair.second if pair.first_id == participant.pk else pair.first
    return other.pseudonym


def _kept_back(reason: str) -> str:
    return "There is one; it speaks of somebody else as well. Ask the hub." if reason else ""
