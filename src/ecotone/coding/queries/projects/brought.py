"""The projects that were brought to a programme."""

from uuid import UUID

from django.db.models import QuerySet

from ecotone.coding.choices import Kept
from ecotone.coding.models import BroughtProject, KeptPart
from ecotone.foundation.models import Programme
from ecotone.register.models import Participant
from ecotone.register.queries import Told


def projects_of(programme: Programme) -> QuerySet[BroughtProject]:
    """Return what was brought, the latest first, without what is in it."""
    found = BroughtProject.objects.filter(programme=programme).select_related("brought_by")
    return found.defer("choices", "report").order_by("-brought_at", "-pk")


def project_of_key(programme: Programme, key: UUID) -> BroughtProject | None:
    found = BroughtProject.objects.filter(programme=programme, key=key)
    return found.select_related("programme", "brought_by").first()


def kept_told(participant: Participant) -> Told:
    """Tell somebody what another program said of them and no page here shows."""
    parts = KeptPart.objects.filter(participant=participant).order_by("pk")
    names = {
        str(variable.guid): variable.content["name"]
        for variable in KeptPart.objects.filter(
            programme=participant.programme_id, kind=Kept.VARIABLE
        )
    }
    said: list[Told] = [
        {"what": names.get(variable, ""), "said": value}
        for part in parts
        for variable, value in part.content["values"]
    ]
    return {"what another program said": said} if said else {}
