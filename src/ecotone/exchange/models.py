"""The tables of the exchange. Gives and asks have none: they are read from the codings."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.exchange.choices import MatchKind, MatchState, PairRuleKind, RoundState
from ecotone.foundation.models import Programme, User
from ecotone.register.models import Participant


class MatchingRound(models.Model):
    """One run of the matching over everybody who consented, with its certificate."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="matching_rounds"
    )
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=RoundState, default=RoundState.WAITING)
    step = models.CharField(max_length=120, blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT)
    opened_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    certificate = models.JSONField(null=True, blank=True)
    refusal = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="round_number_once", fields=("programme", "number")),
            models.UniqueConstraint(
                name="one_open_round",
                fields=("programme",),
                condition=models.Q(state__in=("WAITING", "RUNNING")),
            ),
        )

    def __str__(self) -> str:
        return f"round {self.number}"

    @property
    def is_open(self) -> bool:
        return self.state in {RoundState.WAITING, RoundState.RUNNING}

    @property
    def given_up(self) -> float:
        """Return how much of the largest possible total the round's other aims cost."""
        if self.certificate is None:
            return 0.0
        cost: float = self.certificate["bound_global"] - self.certificate["objective"]
        return max(0.0, cost)


class Match(models.Model):
    """A suggested pair. Holds which practices it rests on; the quotes are read when shown.

    `first` gives to `second` and, in a two-way match, the other way round. Each entry of
    `first_to_second` is {"asked": code key, "given": code key, "share": 0..1}.
    """

    matching_round = models.ForeignKey(
        MatchingRound, on_delete=models.CASCADE, related_name="matches"
    )
    kind = models.CharField(max_length=8, choices=MatchKind)
    first = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="matches_first"
    )
    second = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="matches_second"
    )
    score = models.FloatField()
    first_to_second = models.JSONField(default=list)
    second_to_first = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=MatchState, default=MatchState.SUGGESTED)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="match_once", fields=("matching_round", "first", "second")
            ),
        )

    def __str__(self) -> str:
        return f"{self.first} {self.arrow} {self.second}"

    @property
    def arrow(self) -> str:
        return "⇄" if self.is_two_way else "→"

    @property
    def is_two_way(self) -> bool:
        return self.kind == MatchKind.TWO_WAY

    @property
    def is_suggested(self) -> bool:
        return self.state == MatchState.SUGGESTED

    @property
    def is_open_to_decision(self) -> bool:
        return self.state in {MatchState.SUGGESTED, MatchState.KEPT}

    @property
    def can_be_undone(self) -> bool:
        return self.state in {MatchState.KEPT, MatchState.NOT_A_FIT, MatchState.PROPOSED}

    @property
    def main_practices(self) -> tuple[str, ...]:
        """Return the practice each direction rests on most."""
        directions = (self.first_to_second, self.second_to_first)
        return tuple(
            max(shares, key=lambda share: share["share"])["asked"]
            for shares in directions
            if shares
        )


class PairRule(models.Model):
    """What a broker decided about two people for every round to come."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="pair_rules"
    )
    kind = models.CharField(max_length=8, choices=PairRuleKind)
    first = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="rules_first")
    second = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="rules_second"
    )
    reason = models.TextField(_("reason"), blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="pair_rule_once", fields=("programme", "first", "second")
            ),
        )

    def __str__(self) -> str:
        return f"{self.first}, {self.second}: {self.get_kind_display()}"
