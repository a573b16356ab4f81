"""What the exchange refuses, and what to do then."""

from django.utils.translation import gettext as _

from ecotone.foundation.errors import Refused


class TooFewVoices(Refused):
    """Nobody can be matched across a divide with people on one side of it only."""

    def __init__(self) -> None:
        super().__init__(
            _("This round needs gives and asks from at least two sectors."),
            remedy=_("Code what somebody in a second sector said, then run it again."),
        )


class RoundAlreadyOpen(Refused):
    """Two rounds at once would suggest the same people twice."""

    def __init__(self) -> None:
        super().__init__(
            _("A matching round is already under way."),
            remedy=_("Wait until it is done, then open the next one."),
        )


class MatchAlreadySettled(Refused):
    """A decision was made in the meantime, perhaps by somebody else."""

    def __init__(self, state: str) -> None:
        super().__init__(
            _("This match is already %(state)s.") % {"state": state},
            remedy=_("Undo that first, while its messages are still in the outbox."),
        )


class NoConsentToMatching(Refused):
    """Somebody did not say yes to being matched, or took it back."""

    def __init__(self, pseudonym: str) -> None:
        super().__init__(
            _("%(pseudonym)s does not consent to being matched.") % {"pseudonym": pseudonym},
            remedy=_("Nothing was sent. Ask them, or look at the next suggestion."),
        )


class NoAddress(Refused):
    """A proposal that cannot be written to somebody is not a proposal."""

    def __init__(self, pseudonym: str) -> None:
        super().__init__(
            _("There is no e-mail address for %(pseudonym)s.") % {"pseudonym": pseudonym},
            remedy=_("Add one on their page, then propose the match."),
        )


class ReasonMissing(Refused):
    """A match is put aside with a reason, so that the next round learns from it."""

    def __init__(self) -> None:
        super().__init__(
            _("Say why this is not a fit."),
            remedy=_("One sentence is enough. The next rounds will not bring this pair again."),
        )
