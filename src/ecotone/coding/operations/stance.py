"""Saying how a programme understands its coding."""

from datetime import datetime

from django.db import transaction

from ecotone.coding.choices import Stance
from ecotone.coding.models import CodingSettings
from ecotone.foundation import audit
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require


@transaction.atomic
def choose_stance(
    *, programme: Programme, stance: Stance, at: datetime, by: User
) -> CodingSettings:
    """Keep the stance. Figures are never stored, so under another one they are simply gone."""
    require(by, Action.EDIT_CODEBOOK, programme)
    settings, _ = CodingSettings.objects.update_or_create(
        programme=programme, defaults={"stance": stance}
    )
    audit.record_in(f"chose the analytic stance {stance}", programme, at=at, by=by)
    return settings
