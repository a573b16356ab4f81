"""On what ground a programme stands: the two halves are two forms, and stay apart."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.form_parts import DayInput
from ecotone.register.choices import LawfulBasis
from ecotone.register.models import DataProtection, EthicsApproval, PrivacyNotice
from ecotone.register.operations import ProtectionFacts


class ProtectionForm(forms.Form):
    """Who answers for the data, what for, on which basis, how long, and the notice."""

    controller = forms.CharField(
        label=_("Who answers for the data"),
        help_text=_("The controller: a university, a school, a charity, by its full name."),
        max_length=200,
    )
    purpose = forms.CharField(
        label=_("What it is kept for"), widget=forms.Textarea(attrs={"rows": 3})
    )
    lawful_basis = forms.ChoiceField(
        label=_("Lawful basis"),
        help_text=_(
            "The ground in law. Leave to take part in research is something else: the seven "
            "grants, and the approval of an ethics board below."
        ),
        choices=[("", _("Choose one")), *LawfulBasis.choices],
    )
    kept_until = forms.DateField(label=_("Kept until"), widget=DayInput())
    complaints_to = forms.CharField(
        label=_("Whom to complain to"),
        help_text=_("A name or an office, with an address. Participants see it."),
        max_length=300,
    )
    notice = forms.CharField(
        label=_("Privacy notice"),
        help_text=_("In plain words. New words are published as a new version."),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
    )
    notice_url = forms.URLField(
        label=_("Address of the full notice"),
        help_text=_("If it stands on a page of the controller's own."),
        required=False,
        assume_scheme="https",
    )

    @classmethod
    def filled(
        cls,
        sent: QueryDict | None,
        *,
        stated: DataProtection | None,
        notice: PrivacyNotice | None,
    ) -> "ProtectionForm":
        """Start from what is stated already."""
        names = ("controller", "purpose", "lawful_basis", "kept_until", "complaints_to")
        initial = {name: getattr(stated, name) for name in names} if stated else {}
        if notice:
            initial |= {"notice": notice.text, "notice_url": notice.url}
        return cls(sent, initial=initial)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not (cleaned.get("notice") or cleaned.get("notice_url")):
            self.add_error("notice", _("Write the notice, or give the address of one."))
        return cleaned

    def facts(self) -> ProtectionFacts:
        given = self.cleaned_data
        return ProtectionFacts(**given | {"lawful_basis": LawfulBasis(given["lawful_basis"])})


class EthicsForm(forms.Form):
    """Which board approved of the study, and when."""

    reference = forms.CharField(label=_("Reference of the approval"), max_length=120)
    approved_on = forms.DateField(
        label=_("Approved on"),
        widget=DayInput(),
    )
    body = forms.CharField(label=_("Approved by"), max_length=200)

    @classmethod
    def filled(cls, sent: QueryDict | None, *, approval: EthicsApproval | None) -> "EthicsForm":
        names = ("reference", "approved_on", "body")
        return cls(
            sent,
            initial={name: getattr(approval, name) for name in names} if approval else {},
        )
