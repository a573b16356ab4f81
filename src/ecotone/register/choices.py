"""The fixed lists of the register."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mark(models.TextChoices):
    """The shape that stands for a sector, so that colour never has to."""

    CIRCLE = "circle", _("circle")
    SQUARE = "square", _("square")
    TRIANGLE = "triangle", _("triangle")
    HEXAGON = "hexagon", _("hexagon")
    STAR = "star", _("star")


class Bank(models.TextChoices):
    """On which side of the divide a sector stands."""

    SCHOOLS = "SCHOOLS", _("schools")
    UNIVERSITY = "UNIVERSITY", _("the university")


class Criterion(models.TextChoices):
    """Why somebody was invited; the two criteria of the study."""

    PRIOR_INTEREST = "PRIOR_INTEREST", _("showed interest in cross-sector learning before")
    OUTREACH = "OUTREACH", _("took part in the university's outreach")


class Answer(models.TextChoices):
    """Where an invitation stands."""

    WAITING = "WAITING", _("no reply yet")
    ACCEPTED = "ACCEPTED", _("said yes")
    DECLINED = "DECLINED", _("said no")


class DeclineReason(models.TextChoices):
    """Why people say no; the first two are the study's own."""

    TIMETABLE = "TIMETABLE", _("the timetable does not allow it")
    WORK_PLAN = "WORK_PLAN", _("no time for it in the work plan")
    NOT_NOW = "NOT_NOW", _("not now, perhaps later")
    NOT_FOR_ME = "NOT_FOR_ME", _("not interested")
    OTHER = "OTHER", _("another reason")


class PublicRegister(models.TextChoices):
    """The public lists of organisations we can read."""

    SCHOOLS = "SCHOOLS", _("schools in England (Get Information about Schools)")
    UNIVERSITIES = "UNIVERSITIES", _("institutions that award degrees in the UK")
