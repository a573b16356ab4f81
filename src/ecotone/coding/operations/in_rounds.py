"""What a round of coding asks of its coders: nothing more once they are through."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from ecotone.coding.choices import RoundState
from ecotone.coding.models import Coding, CodingRound, RoundCoder
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User


def is_coded_blind(programme: Programme) -> bool:
    """Say whether codes may be in use here that nobody but their coder may know of."""
    secret = CodingRound.objects.filter(programme=programme, is_blind=True)
    return secret.filter(revealed_at__isnull=True).exists()


def rounds_of(coder: User, codings: Iterable[Coding]) -> Mapping[int, CodingRound]:
    """Return, by conversation, the round in which this coder codes it now.

    Refuses when they have submitted what they found in one of these texts.
    """
    conversations = {coding.revision.response.conversation_id for coding in codings}
    unclosed = CodingRound.objects.filter(coders=coder, texts__in=conversations).exclude(
        state=RoundState.CLOSED
    )
    rows = list(unclosed.values_list("texts", "pk")) if conversations else []
    rounds = unclosed.in_bulk() if rows else {}
    for found in rounds.values():
        require_still_coding(found, coder)
    return {text: rounds[pk] for text, pk in rows if text in conversations}


def require_may_change(coding: Coding, by: User) -> None:
    """Refuse to touch what was submitted: it is compared and settled as it stands."""
    if coding.round is not None:
        require_still_coding(coding.round, by)


def require_still_coding(coding_round: CodingRound, coder: User) -> None:
    if (obstacle := why_through(coding_round, coder)) is not None:
        raise obstacle


def why_through(coding_round: CodingRound, coder: User) -> Refused | None:
    """Return why somebody codes nothing more in a round, to be raised or passed over."""
    told = {"round": coding_round.name}
    if coding_round.state == RoundState.CLOSED:
        return Refused(
            _("“%(round)s” is closed, and what was coded in it stays as it was.") % told,
            remedy=_("Add another code beside it, or have the round opened again."),
        )
    if coding_round.state == RoundState.SETTLING:
        return Refused(
            _("“%(round)s” is being settled.") % told,
            remedy=_("Settle what you would like otherwise there, with the others."),
        )
    if coding_round.is_blind and not coding_round.is_secret:
        return Refused(
            _("“%(round)s” is revealed: nothing in it can be coded blind any more.") % told,
            remedy=_("Settle what you would like otherwise, with the others."),
        )
    submitted = RoundCoder.objects.filter(
        round=coding_round, coder=coder, submitted_at__isnull=False
    )
    if submitted.exists():
        return Refused(
            _("You have submitted what you coded in “%(round)s”.") % told,
            remedy=_("Take your submission back, then go on coding."),
        )
    return None
