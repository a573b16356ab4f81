"""What a reader of files says when it will not read one."""

from django.utils.translation import gettext as _

from ecotone.foundation.errors import Refused


class DocumentRefused(Refused):
    """A file that is not what its name says, or that it would be unwise to open."""

    status_code = 422


class NobodyNamed(DocumentRefused):
    """A conversation in which nothing says who speaks."""

    def __init__(self, file_name: str, *, place: str) -> None:
        super().__init__(
            _("Nobody is named in %(file)s, from %(place)s on.")
            % {"file": file_name, "place": place},
            remedy=_(
                "Begin each turn with the speaker and a colon, as in “Jane: I think so.”, "
                "or say below that all of it is one person\u2019s words."
            ),
        )


def far_too_large(file_name: str) -> DocumentRefused:
    return DocumentRefused(
        _("%(file)s unpacks to far more than a text needs.") % {"file": file_name},
        remedy=_("Copy its words into a new document and bring that, or paste them."),
    )
