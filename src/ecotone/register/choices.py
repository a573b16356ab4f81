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


class LawfulBasis(models.TextChoices):
    """The six grounds on which personal data may be kept at all."""

    CONSENT = "consent", _("the person's consent")
    CONTRACT = "contract", _("a contract with the person")
    LEGAL_OBLIGATION = "legal-obligation", _("a legal obligation")
    VITAL_INTERESTS = "vital-interests", _("somebody's vital interests")
    PUBLIC_TASK = "public-task", _("a task in the public interest")
    LEGITIMATE_INTERESTS = "legitimate-interests", _("legitimate interests")


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


class ContactKind(models.TextChoices):
    """How the hub and a participant were in touch."""

    CALL = "CALL", _("call")
    MAIL = "MAIL", _("mail")
    MET = "MET", _("met")


class Nation(models.TextChoices):
    """Whose school terms and bank holidays count."""

    ENGLAND = "ENGLAND", _("England")
    WALES = "WALES", _("Wales")
    SCOTLAND = "SCOTLAND", _("Scotland")
    NORTHERN_IRELAND = "NORTHERN_IRELAND", _("Northern Ireland")


class Reply(models.TextChoices):
    """Where somebody stands with their invitation, as the broker's desk sees it."""

    NOT_ASKED = "NOT_ASKED", _("not asked yet")
    WAITING = "WAITING", _("may still reply")
    NO_REPLY = "NO_REPLY", _("no reply")
    SAID_NO = "SAID_NO", _("said no")
    SAID_YES = "SAID_YES", _("said yes")
