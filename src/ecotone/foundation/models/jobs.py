"""What the queue of django-tasks-db does not know: leases, progress, refusals, recurrence."""

from django.db import models

from ecotone.foundation.models.accounts import Programme, User


class JobRun(models.Model):
    """One job as the person who asked for it sees it, and as the workers share it.

    The queue's own row holds state, arguments and times; this one lives and dies with it.
    """

    job = models.OneToOneField(
        "django_tasks_database.DBTaskResult",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="run",
    )
    title = models.CharField(max_length=120)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="jobs")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, null=True)
    back_to = models.CharField(max_length=300, blank=True, help_text="page shown when done")
    step = models.CharField(max_length=200, blank=True)
    done = models.PositiveIntegerField(null=True, help_text="of `total`, for the meter")
    total = models.PositiveIntegerField(null=True)
    can_be_cancelled = models.BooleanField(default=False)
    cancel_asked_at = models.DateTimeField(null=True)
    is_cancelled = models.BooleanField(default=False)
    lease_until = models.DateTimeField(
        null=True, help_text="a running job whose lease has passed has lost its worker"
    )
    refusal = models.TextField(blank=True)
    remedy = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=("lease_until",)),)

    def __str__(self) -> str:
        return self.title


class RecurringJob(models.Model):
    """When a job that comes again and again is due next; whoever moves it on enqueues it."""

    name = models.CharField(max_length=200, primary_key=True)
    every_seconds = models.PositiveIntegerField()
    next_due = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Lease(models.Model):
    """A claim that lapses unless it is renewed: who is alive, who is elected."""

    name = models.CharField(max_length=100, primary_key=True)
    holder = models.CharField(max_length=64)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.holder}"
