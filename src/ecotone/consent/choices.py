"""The seven grants, in the order they are asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Grant(models.TextChoices):
    """One thing a participant may allow. Each stands alone; none implies another."""

    INTERVIEW = "interview", _("be interviewed")
    AUDIO = "audio", _("be recorded")
    VIDEO = "video", _("be video-recorded on the day")
    MATCHING = "matching", _("be matched and introduced by name")
    QUOTED = "quoted", _("be quoted under a pseudonym")
    PUBLICATION = "publication", _("be quoted in publications")
    YEAR_TWO = "year_two", _("be contacted about year 2")
