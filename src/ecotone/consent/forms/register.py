"""Whom the consent register shows: every filter stands in the address."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecotone.consent.choices import Grant, Standing
from ecotone.consent.queries import Wanted
from ecotone.foundation.form_parts import FilterForm
from ecotone.foundation.models import Programme
from ecotone.register.queries import sectors_of

SOON = timedelta(days=30)


class RegisterFilter(FilterForm):
    """Pseudonym, sector, grant and how it stands; links add a version, or what ends soon."""

    who = forms.CharField(label=_("Pseudonym"), required=False, max_length=60)
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    grant = forms.ChoiceField(
        label=_("May we …"),
        required=False,
        choices=[("", _("any of the seven")), *Grant.choices],
    )
    standing = forms.ChoiceField(
        label=_("Stands as"), required=False, choices=[("", _("anything")), *Standing.choices]
    )

    def __init__(self, asked: Mapping[str, str], *, programme: Programme) -> None:
        super().__init__(asked, auto_id="filter_%s")
        sectors = [(sector.key, sector.name) for sector in sectors_of(programme)]
        self.offer("sector", [("", _("all sectors")), *sectors])
        self.version = (
            int(version) if (version := asked.get("version", "")).isdecimal() else None
        )
        self.is_soon = bool(asked.get("soon"))

    def wanted(self, at: datetime) -> Wanted:
        asked = self.kept()
        return Wanted(
            who=asked.get("who", "").strip(),
            sector=asked.get("sector", ""),
            grant=Grant(asked["grant"]) if asked.get("grant") else None,
            standing=Standing(asked["standing"]) if asked.get("standing") else None,
            version=self.version,
            running_out_before=at + SOON if self.is_soon else None,
        )

    def kept(self) -> dict[str, Any]:
        from_links = {"version": self.version, "soon": self.is_soon or None}
        return super().kept() | {
            name: value for name, value in from_links.items() if value is not None
        }
