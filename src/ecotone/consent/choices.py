"""The seven grants, in the order they are asked, and how an answer stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Grant(models.TextChoices):
    """One thing a participant may allow. Each stands alone; none implies another."""

    INTERVIEW = "interview", _("be interviewed")
    AUDIO = "audio", _("be recorded")
    VIDEO = "video", _("be video-recorded on the day")
    MATCHING = "matching", _("be matched and introduced by name")
    QUOTED = "quoted", _("be quoted under a pseudonym")
    PUBLICATION = "publication", _("be quoted in publications")
    YEAR_TWO = "year_two", _("be contacted about year 2")


class Standing(models.TextChoices):
    """How one grant of one person stands at this moment. Only a yes is a yes."""

    YES = "yes", pgettext_lazy("a grant", "yes")
    NO = "no", pgettext_lazy("a grant", "no")
    NEVER = "never", pgettext_lazy("a grant", "never asked")
    EXPIRED = "expired", pgettext_lazy("a grant", "run out")
    TAKEN_BACK = "taken-back", pgettext_lazy("a grant", "taken back")
    ASK_AGAIN = "ask-again", pgettext_lazy("a grant", "to be asked again")


class Source(models.TextChoices):
    """How an answer came to be written down."""

    OWN_HAND = "own-hand", _("in their own hand")
    ON_PAPER = "on-paper", _("on paper")
    READ_BACK = "read-back", _("read back aloud")
