"""Names a programme hides besides those of its people, and words judged to be none."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.encryption import EncryptedTextField
from ecotone.foundation.models import Programme, User
from ecotone.listening.choices import NameKind
from ecotone.register.models import Organisation


class ListedName(models.Model):
    """One form of a name and what texts say instead, or a word that is fine as it is.

    Organisations and places of the register are listed without anybody's judgement; so their
    alias stays the same from one text to the next. The form is a real name: it is encrypted,
    and found again by the fingerprint of its folded words.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="listed_names"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=NameKind)
    form = EncryptedTextField(_("as it is written"))
    fingerprint = models.CharField(max_length=64)
    replacement = models.CharField(_("instead"), max_length=80, blank=True)
    is_exact = models.BooleanField(
        default=False, help_text="only this form, not the forms that follow from it"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, related_name="aliases"
    )
    judged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    judged_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="form_judged_once", fields=("programme", "fingerprint")
            ),
            models.CheckConstraint(
                name="a_name_has_a_replacement",
                condition=models.Q(kind=NameKind.ORDINARY) ^ ~models.Q(replacement=""),
            ),
        )

    def __str__(self) -> str:
        return self.replacement or "an ordinary word"  # never the form: it is a name
