"""What people answer about consent, turned into clean values."""

from ecotone.consent.forms.grants import NO, YES, GrantsForm, RecordForm, WithdrawForm

__all__ = ["NO", "YES", "GrantsForm", "RecordForm", "WithdrawForm"]
