"""What takes too long for somebody to wait at a page: checking, taking in, undoing."""

from datetime import timedelta
from typing import TypeAlias

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecotone.foundation.imports import forgetting, operations
from ecotone.foundation.jobs import Job, job, report_step
from ecotone.foundation.models import ImportState, TableImport, User

TableJob: TypeAlias = Job[..., None]


@job(title=gettext_lazy("Checking a table"), can_be_cancelled=True)
def check_table(*, table_id: int, user_id: int) -> None:
    brought = TableImport.objects.select_related("programme").get(pk=table_id)
    by = User.objects.get(pk=user_id)
    operations.check_table(brought=brought, at=timezone.now(), by=by)


@job(title=gettext_lazy("Taking in a table"), can_be_cancelled=True)
def take_in(*, table_id: int, user_id: int) -> None:
    brought = TableImport.objects.select_related("programme").get(pk=table_id)
    if brought.state != ImportState.APPLIED:  # else a worker died after the work was done
        by = User.objects.get(pk=user_id)
        report_step(_("Taking in %(count)s rows") % {"count": f"{brought.good_count:,}"})
        operations.take_in(brought=brought, at=timezone.now(), by=by)


@job(title=gettext_lazy("Undoing a table"))
def undo_import(*, table_id: int, user_id: int) -> None:
    brought = TableImport.objects.select_related("programme").get(pk=table_id)
    if brought.state != ImportState.UNDONE:  # as above
        by = User.objects.get(pk=user_id)
        operations.undo_import(brought=brought, at=timezone.now(), by=by)


@job(every=timedelta(days=1))
def leave_forgotten_tables() -> None:
    forgetting.leave_forgotten_tables(at=timezone.now())
