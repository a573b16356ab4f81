"""What people answer about consent, turned into clean values."""

from ecotone.consent.forms.complaints import ComplaintForm, LoggedComplaintForm, OutcomeForm
from ecotone.consent.forms.grants import NO, YES, GrantsForm, RecordForm, WithdrawForm
from ecotone.consent.forms.protection import EthicsForm, ProtectionForm
from ecotone.consent.forms.register import RegisterFilter
from ecotone.consent.forms.wording import WordingForm

__all__ = [
    "NO",
    "YES",
    "ComplaintForm",
    "EthicsForm",
    "GrantsForm",
    "LoggedComplaintForm",
    "OutcomeForm",
    "ProtectionForm",
    "RecordForm",
    "RegisterFilter",
    "WithdrawForm",
    "WordingForm",
]
