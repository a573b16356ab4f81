"""The addresses of the foundation."""

from django.urls import path

from ecotone.foundation.views import (
    audit_trail,
    health,
    imports,
    jobs,
    looks,
    outbox,
    programmes,
)

app_name = "foundation"
urlpatterns = [
    path("", programmes.programmes, name="programmes"),
    path("theme/", looks.change_theme, name="theme"),
    path("language/", looks.change_language, name="language"),
    path("jobs/<uuid:job_id>/", jobs.job_page, name="job"),
    path("jobs/<uuid:job_id>/cancel/", jobs.cancel, name="cancel_job"),
    path("healthz", health.health, name="health"),
    path("programmes/<slug:programme>/audit/", audit_trail.audit_page, name="audit"),
    path("programmes/<slug:programme>/outbox/", outbox.outbox_page, name="outbox"),
    path(
        "programmes/<slug:programme>/outbox/recall/", outbox.recall_batch, name="recall_batch"
    ),
    path("programmes/<slug:programme>/outbox/hold/", outbox.hold_batch, name="hold_batch"),
    path(
        "programmes/<slug:programme>/outbox/release/",
        outbox.release_batch,
        name="release_batch",
    ),
    path("programmes/<slug:programme>/outbox/send/", outbox.send_batch, name="send_batch"),
    path(
        "programmes/<slug:programme>/outbox/<int:message>/recall/",
        outbox.recall_message,
        name="recall_message",
    ),
    path(
        "programmes/<slug:programme>/outbox/<int:message>/",
        outbox.message_page,
        name="message",
    ),
    path(
        "programmes/<slug:programme>/outbox/<int:message>/hold/",
        outbox.hold_message,
        name="hold_message",
    ),
    path(
        "programmes/<slug:programme>/outbox/<int:message>/release/",
        outbox.release_message,
        name="release_message",
    ),
    path("programmes/<slug:programme>/imports/", imports.imports_page, name="imports"),
    path(
        "programmes/<slug:programme>/imports/bring/<slug:kind>/",
        imports.bring_table,
        name="bring_table",
    ),
    path(
        "programmes/<slug:programme>/imports/<int:table>/", imports.import_page, name="import"
    ),
    path(
        "programmes/<slug:programme>/imports/<int:table>/columns/",
        imports.columns_page,
        name="import_columns",
    ),
    path(
        "programmes/<slug:programme>/imports/<int:table>/check/",
        imports.check_again,
        name="check_table",
    ),
    path(
        "programmes/<slug:programme>/imports/<int:table>/rows/<int:row>/",
        imports.mend,
        name="mend_row",
    ),
    path(
        "programmes/<slug:programme>/imports/<int:table>/problems.csv",
        imports.problems_file,
        name="problem_rows",
    ),
    path(
        "programmes/<slug:programme>/imports/<int:table>/take-in/",
        imports.take_in,
        name="take_in",
    ),
    path(
        "programmes/<slug:programme>/imports/<int:table>/leave/",
        imports.leave,
        name="leave_table",
    ),
    path(
        "programmes/<slug:programme>/imports/<int:table>/undo/",
        imports.undo,
        name="undo_import",
    ),
]
