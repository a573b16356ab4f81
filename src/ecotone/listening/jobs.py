"""What listening leaves to a worker."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecotone.foundation.jobs import job, report_step
from ecotone.foundation.models import Programme, User
from ecotone.listening import operations


@job(every=timedelta(days=1))
def hide_new_names() -> None:
    """Hide whoever came to a register since the texts arrived that speak of them."""
    for programme in Programme.objects.order_by("pk"):
        operations.hide_names_anew(programme=programme, at=timezone.now())


@job(title=gettext_lazy("Hiding names in every text"))
def hide_judged_names(*, programme_id: int, user_id: int) -> None:
    programme, by = Programme.objects.get(pk=programme_id), User.objects.get(pk=user_id)
    operations.hide_names_anew(
        programme=programme, at=timezone.now(), by=by, report=_report_texts
    )


def _report_texts(done: int, total: int) -> None:
    step = _("Looking through the texts: %(done)s of %(total)s")
    words = step % {"done": f"{done:,}", "total": f"{total:,}"}
    report_step(words, done=done, total=total)


@job(every=timedelta(days=1))
def delete_recordings_that_are_due() -> None:
    """Delete recordings on their day. The audit trail says what went and what failed."""
    operations.delete_due_recordings(at=timezone.now())


@job(every=timedelta(days=1))
def mend_index_of_words() -> None:
    """Let texts be found that no search finds, and forget words of which no text is left."""
    operations.index_missing()
    operations.leave_no_trace()


@job(every=timedelta(days=1))
def leave_forgotten_transcripts() -> None:
    operations.leave_forgotten_transcripts(at=timezone.now())
