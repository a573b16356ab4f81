"""What stood in the register before a list changed it, so that the list can be undone."""

from django.db import models

from ecotone.foundation.encryption import EncryptedJSONField
from ecotone.foundation.models import TableImport
from ecotone.register.models.people import Participant, Post


class EarlierValues(models.Model):
    """One person's values before and after a list changed them. Names may be among them.

    So they are encrypted, lie beside the person, and go when the person's identity goes.
    """

    table = models.ForeignKey(TableImport, on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="earlier_values"
    )
    before = EncryptedJSONField(default=dict)
    after = EncryptedJSONField(default=dict)
    post_before = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    post_after = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="earlier_values_once", fields=("table", "participant")
            ),
        )

    def __str__(self) -> str:
        return f"participant {self.participant_id} before table {self.table_id}"
