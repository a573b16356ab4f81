"""What the end of a grant takes out of sight in this room."""

from collections.abc import Mapping

from django.db.models import Q
from django.utils.translation import ngettext

from ecotone.consent.choices import Grant
from ecotone.exchange.queries.cards import Direction, card_of, reviewable_matches
from ecotone.register.models import Participant


def uses_in_matches(participant: Participant, grant: Grant) -> Mapping[str, int]:
    """Count the match cards somebody stands on, and their quotes on those."""
    if grant == Grant.MATCHING:
        return _cards(len(_cards_with(participant)))
    if grant == Grant.QUOTED:
        return _quotes(participant)
    return {}


def _cards_with(participant: Participant) -> list[tuple[Direction, ...]]:
    programme = participant.programme
    matches = reviewable_matches(programme).filter(Q(first=participant) | Q(second=participant))
    cards = [card_of(match, programme).directions for match in matches]
    return [directions for directions in cards if any(each.meetings for each in directions)]


def _cards(number: int) -> Mapping[str, int]:
    return {
        ngettext(
            "your place on %(number)s match card",
            "your place on %(number)s match cards",
            number,
        ): number
    }


def _quotes(participant: Participant) -> Mapping[str, int]:
    quoted = [_quoted_in(directions, participant) for directions in _cards_with(participant)]
    cards = [coding_ids for coding_ids in quoted if coding_ids]
    on_cards = ngettext("%(cards)s match card", "%(cards)s match cards", len(cards))
    quotes = len(set().union(*cards))
    phrase = ngettext(
        "%(number)s quote on {on_cards}", "%(number)s quotes on {on_cards}", quotes
    )
    return {phrase.format(on_cards=on_cards % {"cards": len(cards)}): quotes}


def _quoted_in(directions: tuple[Direction, ...], participant: Participant) -> set[int]:
    return {
        passage.coding_id
        for direction in directions
        for meeting in direction.meetings
        for passage in (*meeting.given_words, *meeting.asked_words)
        if passage.participant.pk == participant.pk and passage.text
    }
