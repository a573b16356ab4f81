"""What coders think while they read: notes on a passage, a code, a text or a person."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ecotone.coding.choices import MemoKind
from ecotone.coding.models.codebook import Code
from ecotone.coding.models.codings import Coding
from ecotone.coding.models.rounds import CodingRound
from ecotone.foundation.encryption import EncryptedTextField
from ecotone.foundation.models import Programme, User
from ecotone.listening.models import Conversation
from ecotone.register.models import Participant

ABOUT = ("coding", "code", "conversation", "participant")


class MemoQuerySet(models.QuerySet["Memo"]):
    def in_programme(self, programme: Programme) -> Self:
        return self.filter(programme=programme, is_removed=False)

    def seen_by(self, reader: User | None) -> Self:
        """Keep what gives nothing of a blind round away, to this reader or to anybody.

        What is thought of a passage is kept with its coding. What somebody who codes a text
        blind writes about that text or its speaker is theirs alone until the round is
        revealed, and until then they read of it only what they wrote themselves.
        """
        secret = CodingRound.objects.filter(is_blind=True, revealed_at__isnull=True)
        here = Q(texts=OuterRef("conversation")) | Q(texts__participant=OuterRef("participant"))
        written_blind = Exists(secret.filter(here, coders=OuterRef("author")))
        passages = Coding.objects.seen_by(reader).values("pk")
        open_to_all = ~written_blind & (Q(coding__isnull=True) | Q(coding__in=passages))
        if reader is None:
            return self.filter(open_to_all)
        read_blind = Exists(secret.filter(here, coders=reader))
        return self.filter(Q(author=reader) | open_to_all & ~read_blind)


class Memo(models.Model):
    """One thought of one coder about one thing. Its words never change.

    Rewording sets another memo in its place, so that a step of the log says which memos stand
    and holds no words itself: those are here alone, encrypted.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="memos")
    kind = models.CharField(_("kind"), max_length=12, choices=MemoKind)
    words = EncryptedTextField(_("memo"))
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    in_place_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_removed = models.BooleanField(default=False)
    coding = models.ForeignKey(
        Coding, on_delete=models.CASCADE, null=True, related_name="memos"
    )
    code = models.ForeignKey(Code, on_delete=models.CASCADE, null=True, related_name="memos")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, null=True, related_name="memos"
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, related_name="memos"
    )

    objects = MemoQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="memo_about_one_thing",
                condition=Q(
                    *(
                        Q(**{f"{other}__isnull": other != about for other in ABOUT})
                        for about in ABOUT
                    ),
                    _connector=Q.OR,
                ),
            ),
        )
        indexes = (models.Index(fields=("programme", "-written_at")),)

    def __str__(self) -> str:
        return f"memo {self.key}"  # never the words: this text ends up in logs

    @property
    def field(self) -> str:
        """Which of the four kinds of things it is about, as its column is named."""
        return next(about for about in ABOUT if getattr(self, f"{about}_id") is not None)

    @property
    def about(self) -> Coding | Code | Conversation | Participant:
        about: Coding | Code | Conversation | Participant = getattr(self, self.field)
        return about

    @property
    def speaker(self) -> Participant | None:
        """Whose words or self it is about; nobody for a code."""
        if self.coding is not None:
            return self.coding.revision.response.conversation.participant
        return self.conversation.participant if self.conversation else self.participant


class MemoAddress(models.Model):
    """Somebody a memo speaks to, and when they were done with it."""

    memo = models.ForeignKey(Memo, on_delete=models.CASCADE, related_name="addresses")
    to = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="memo_to_somebody_once", fields=("memo", "to")),
        )

    def __str__(self) -> str:
        return f"{self.memo} to {self.to_id}"
