"""What somebody is told when another was at the codebook before them, or a file is no good."""

from django.utils.translation import gettext as _

from ecotone.foundation.errors import Refused


class CodeChangedMeanwhile(Refused):
    """Somebody changed the same code after the page was opened. Nothing was written over."""

    def __init__(self, *, who: str, code: str) -> None:
        super().__init__(
            _("%(who)s changed “%(code)s” while you had this page open.")
            % {"who": who, "code": code},
            remedy=_("Look at what it says now, and decide again."),
        )
        self.who = who


class ProjectRefused(Refused):
    """A package cannot be read, or would not be safe to. Nothing of it is kept."""

    status_code = 422

    def __init__(self, message: str, *, remedy: str, reason: str) -> None:
        super().__init__(message, remedy=remedy)
        self.reason = reason
