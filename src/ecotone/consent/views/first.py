"""The one question before all others: whether we may ask anything at all."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ecotone.consent import operations, queries
from ecotone.consent.choices import Grant
from ecotone.consent.forms import NO, YES
from ecotone.register.doors import ParticipantRequest, as_participant


@require_http_methods(["GET", "HEAD", "POST"])
@as_participant
def first_step(request: ParticipantRequest) -> HttpResponse:
    """Ask for the first grant alone; the other six wait on the participant's own page."""
    if request.method == "POST" and request.POST.get("answer") in {YES, NO}:
        return _answered(request, is_given=request.POST["answer"] == YES)
    form = queries.form_in_force(request.programme, language=request.participant.language)
    wordings = {wording.grant: wording for wording in form.wordings.all()}
    return render(
        request,
        "consent/first.html",
        {
            "participant": request.participant,
            "programme": request.programme,
            "wording": wordings[Grant.INTERVIEW],
            "others": len(Grant) - 1,
            "home": settings.PARTICIPANT_HOME,
            "yes": YES,
            "no": NO,
        },
    )


def _answered(request: ParticipantRequest, *, is_given: bool) -> HttpResponse:
    operations.record_grants(
        participant=request.participant,
        answers={Grant.INTERVIEW: is_given},
        at=timezone.now(),
        by=None,
    )
    if is_given:
        return redirect(settings.PARTICIPANT_START)
    messages.success(
        request,
        _("That is a no, and it is kept. You are asked nothing, and may say yes later."),
    )
    return redirect(settings.PARTICIPANT_HOME)
