"""What coding would like of a participant, for the line on their own page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ecotone.coding.queries.quotes import quotes_of, state_in_words
from ecotone.register.models import Participant
from ecotone.register.queries import Errand


def quotes_to_look_at(participant: Participant) -> Errand | None:
    """Ask about sentences meant for print; where none was chosen nothing is asked."""
    quotes = quotes_of(participant)
    if not quotes:
        return None
    waits = any(quote.is_waiting for quote in quotes)
    return Errand(
        title=_("Your sentences in print"),
        hint=_("Say yes, put them your way, or keep them out. Nothing is printed without you."),
        state=state_in_words(quotes),
        address=reverse("coding:my_quotes"),
        waiting=_("Look at your sentences") if waits else "",
    )
