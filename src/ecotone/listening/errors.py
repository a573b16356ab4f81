"""What listening refuses, where the page has more to say than the two sentences."""

from django.utils.translation import gettext as _

from ecotone.foundation.errors import Refused


class WrittenElsewhere(Refused):
    """Another page changed the answer meanwhile. Both texts exist; the writer decides."""

    def __init__(self, other_text: str) -> None:
        super().__init__(
            _("This answer was changed on another page or device meanwhile."),
            remedy=_("Both are shown below. Make one of them, then save."),
        )
        self.other_text = other_text
