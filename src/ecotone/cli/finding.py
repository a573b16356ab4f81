"""What more than one verb looks up."""

from typing import TYPE_CHECKING

from ecotone.foundation.errors import Refused

if TYPE_CHECKING:
    from ecotone.foundation.models import Programme


def find_programme(slug: str) -> "Programme":
    """Return a programme by its address, or refuse and name the ones there are."""
    from ecotone.foundation.models import Programme

    programme = Programme.objects.filter(slug=slug).first()
    if programme is None:
        known = ", ".join(Programme.objects.order_by("slug").values_list("slug", flat=True))
        raise Refused(
            f"There is no programme “{slug}”.",
            remedy=f"Choose one of: {known}."
            if known
            else "Begin one first: `ecotone programme begin`.",
        )
    return programme
