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

HUB = "programmes/<slug:programme>/"

urlpatterns = [
    path("", programmes.programmes, name="programmes"),
    path("theme/", looks.change_theme, name="theme"),
    path("language/", looks.change_language, name="language"),
    path("jobs/<uuid:job_id>/", jobs.job_page, name="job"),
    path("jobs/<uuid:job_id>/cancel/", jobs.cancel, name="cancel_job"),
    path("healthz", health.health, name="health"),
    path(f"{HUB}audit/", audit_trail.audit_page, name="audit"),
    path(f"{HUB}outbox/", outbox.outbox_page, name="outbox"),
    path(f"{HUB}outbox/recall/", outbox.recall_batch, name="recall_batch"),
    path(f"{HUB}outbox/hold/", outbox.hold_batch, name="hold_batch"),
    path(
        f"{HUB}outbox/release/",
        outbox.release_batch,
        name="release_batch",
    ),
    path(f"{HUB}outbox/send/", outbox.send_batch, name="send_batch"),
    path(
        f"{HUB}outbox/<int:message>/recall/",
        outbox.recall_message,
        name="recall_message",
    ),
    path(
        f"{HUB}outbox/<int:message>/",
        outbox.message_page,
        name="message",
    ),
    path(
        f"{HUB}outbox/<int:message>/hold/",
        outbox.hold_message,
        name="hold_message",
    ),
    path(
        f"{HUB}outbox/<int:message>/release/",
        outbox.release_message,
        name="release_message",
    ),
    path(f"{HUB}imports/", imports.imports_page, name="imports"),
    path(
        f"{HUB}imports/bring/<slug:kind>/",
        imports.bring_table,
        name="bring_table",
    ),
    path(f"{HUB}imports/<int:table>/", imports.import_page, name="import"),
    path(
        f"{HUB}imports/<int:table>/columns/",
        imports.columns_page,
        name="import_columns",
    ),
    path(
        f"{HUB}imports/<int:table>/check/",
        imports.check_again,
        name="check_table",
    ),
    path(
        f"{HUB}imports/<int:table>/rows/<int:row>/",
        imports.mend,
        name="mend_row",
    ),
    path(
        f"{HUB}imports/<int:table>/problems.csv",
        imports.problems_file,
        name="problem_rows",
    ),
    path(
        f"{HUB}imports/<int:table>/take-in/",
        imports.take_in,
        name="take_in",
    ),
    path(
        f"{HUB}imports/<int:table>/leave/",
        imports.leave,
        name="leave_table",
    ),
    path(
        f"{HUB}imports/<int:table>/undo/",
        imports.undo,
        name="undo_import",
    ),
]
