"""Publishing the wording people are asked in."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.consent.choices import Grant
from ecotone.consent.models import ConsentForm, GrantWording
from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require

WORDING = Path(__file__).parent.parent / "data" / "grants-1.toml"


@transaction.atomic
def publish_form(*, programme: Programme, at: datetime, by: User | None) -> ConsentForm:
    """Ask in these words from now on. What was answered to older wording stays as it was."""
    if by is not None:
        require(by, Action.ADMINISTER, programme)
    wording = tomllib.loads(WORDING.read_text(encoding="utf-8"))
    if ConsentForm.objects.filter(programme=programme, version=wording["version"]).exists():
        raise Refused(
            _("Version %(number)s of the wording is published already.")
            % {"number": wording["version"]},
            remedy=_("Change the wording and raise its version, then publish again."),
        )
    form = _publish(programme, wording, at)
    audit.record(
        f"published consent form {form}",
        f"programme:{programme.pk}",
        programme=programme,
        actor=audit.actor_key(by),
        at=at,
    )
    return form


def _publish(programme: Programme, wording: Mapping[str, Any], at: datetime) -> ConsentForm:
    form = ConsentForm.objects.create(
        programme=programme,
        version=wording["version"],
        introduction=wording["introduction"],
        withdrawing=wording["withdrawing"],
        published_at=at,
    )
    asked = {grant["key"]: grant for grant in wording["grant"]}
    GrantWording.objects.bulk_create(
        GrantWording(
            form=form,
            grant=grant,
            position=position,
            title=asked[grant]["title"],
            question=asked[grant]["question"],
            example=asked[grant]["example"],
            no_means=asked[grant]["no_means"],
        )
        for position, grant in enumerate(Grant, 1)
    )
    return form
