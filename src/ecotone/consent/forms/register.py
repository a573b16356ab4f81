"""Whom the consent register shows: every filter stands in the address."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from ecotone.consent.choices import Grant, Standing
from ecotone.consent.queries import Wanted
from ecotone.foundation.models import Programme
from ecotone.register.queries import sectors_of

SOON = timedelta(days=30)


class RegisterFilter(forms.Form):
    """Sector, grant and how it stands; an address nobody could have chosen shows everybody."""

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
        self.fields["sector"].choices = [("", _("all sectors")), *sectors]  # type: ignore[attr-defined]  # a choice field, as declared above
        self.is_valid()
        self.version = (
            int(version) if (version := asked.get("version", "")).isdecimal() else None
        )
        self.is_soon = bool(asked.get("soon"))

    def wanted(self, at: datetime) -> Wanted:
        asked = self.cleaned_data
        return Wanted(
            who=asked.get("who", "").strip(),
            sector=asked.get("sector", ""),
            grant=Grant(asked["grant"]) if asked.get("grant") else None,
            standing=Standing(asked["standing"]) if asked.get("standing") else None,
            version=self.version,
            running_out_before=at + SOON if self.is_soon else None,
        )

    @property
    def kept(self) -> bool:
        """Say whether anybody is left out."""
        return any(self.cleaned_data.values()) or self.version is not None or self.is_soon
