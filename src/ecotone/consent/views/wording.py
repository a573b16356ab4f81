"""The hub's page of wording: every version, and wording it anew."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecotone.consent import operations, queries
from ecotone.consent.forms import WordingForm
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action

PREVIEW, EDIT, PUBLISH = "preview", "edit", "publish"


@require_safe
@in_programme(Action.ADMINISTER)
def wording(request: ProgrammeRequest) -> HttpResponse:
    versions = queries.versions_of(request.programme)
    older = [each for each in versions if not each.is_in_force and each.people]
    holding = [each for each in older if each.form.superseded_at is None]
    return render(
        request,
        "consent/wording.html",
        {
            "versions": versions,
            "form": queries.form_in_force(request.programme),
            "people_on_older": sum(each.people for each in holding),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme(Action.ADMINISTER)
def word_anew(request: ProgrammeRequest) -> HttpResponse:
    """Edit, look at it as people will, publish. Nothing is stored before it is published."""
    newest = queries.form_in_force(request.programme)
    form = WordingForm(request.POST or None, draft=operations.draft_of(newest))
    step = request.POST.get("step", EDIT)
    if step == EDIT or not form.is_valid():
        return _editor(request, form, status=422 if step != EDIT and form.errors else 200)
    if step == PUBLISH:
        return _publish(request, form)
    return render(
        request,
        "consent/wording_preview.html",
        {
            "form": form,
            "draft": form.draft(),
            "asked": _asked(form, operations.draft_of(newest)),
            "number": newest.version + 1,
            "people": sum(each.people for each in queries.versions_of(request.programme)),
            "edit": EDIT,
            "publish": PUBLISH,
        },
    )


@require_POST
@in_programme(Action.ADMINISTER)
def ask_again(request: ProgrammeRequest) -> HttpResponse:
    operations.ask_again(programme=request.programme, at=timezone.now(), by=request.user)
    messages.success(
        request,
        _("From this minute on, only answers to the newest words hold. Write to the others."),
    )
    return redirect("consent:wording", request.programme.slug)


def _editor(request: ProgrammeRequest, form: WordingForm, *, status: int) -> HttpResponse:
    return render(
        request,
        "consent/word_anew.html",
        {"form": form, "grants": form.grants(), "preview": PREVIEW},
        status=status,
    )


def _publish(request: ProgrammeRequest, form: WordingForm) -> HttpResponse:
    published = operations.publish_wording(
        programme=request.programme,
        draft=form.draft(),
        asks_again=form.asks_again,
        at=timezone.now(),
        by=request.user,
    )
    messages.success(
        request,
        _("Version %(number)s is what people read now.") % {"number": published.version},
    )
    return redirect("consent:wording", request.programme.slug)


def _asked(
    form: WordingForm, before: operations.FormDraft
) -> list[tuple[operations.Asked, bool]]:
    """Pair each grant's new words with whether they differ from the ones in force."""
    return [
        (asked, asked != before.asked[grant]) for grant, asked in form.draft().asked.items()
    ]
