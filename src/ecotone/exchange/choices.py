"""The fixed lists of the exchange."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundState(models.TextChoices):
    WAITING = "WAITING", _("waiting to start")
    RUNNING = "RUNNING", _("running")
    DONE = "DONE", _("done")
    FAILED = "FAILED", _("stopped")


class MatchKind(models.TextChoices):
    TWO_WAY = "TWO_WAY", _("two-way")
    ONE_WAY = "ONE_WAY", _("one-way")


class MatchState(models.TextChoices):
    """How far a suggestion has come. The app suggests; every later state is a person's act."""

    SUGGESTED = "SUGGESTED", _("suggested")
    KEPT = "KEPT", _("kept for later")
    NOT_A_FIT = "NOT_A_FIT", _("not a fit")
    PROPOSED = "PROPOSED", _("proposed")
    ACCEPTED = "ACCEPTED", _("accepted")
    DECLINED = "DECLINED", _("declined")
    MET = "MET", _("met")


class PairRuleKind(models.TextChoices):
    PIN = "PIN", _("keep together")
    VETO = "VETO", _("never together")


class Fit(models.TextChoices):
    """How well a give serves an ask, in a word instead of a number nobody can weigh."""

    STRONG = "strong", _("strong")
    GOOD = "good", _("good")
    SOME = "some", _("some")


class Balance(models.TextChoices):
    """How evenly two people would gain."""

    EVEN = "even", _("even")
    LEANING = "leaning", _("one gains more")
    UNEVEN = "uneven", _("one gains much more")
    ONE_WAY = "one_way", _("one gives, one receives")
