"""The hub's page of data protection, with the approval of an ethics board beside it."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ecotone.consent.forms import EthicsForm, ProtectionForm
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action
from ecotone.register import operations
from ecotone.register.queries import protection as queries


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme(Action.ADMINISTER)
def protection(request: ProgrammeRequest) -> HttpResponse:
    form = _protection_form(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.describe_protection(
            programme=request.programme,
            facts=form.facts(),
            at=timezone.now(),
            by=request.user,
        )
        messages.success(
            request, _("Kept. Everybody in the programme reads this on their own page now.")
        )
        return redirect("consent:protection", request.programme.slug)
    return _page(request, form, _ethics_form(request, None))


@require_POST
@in_programme(Action.ADMINISTER)
def ethics(request: ProgrammeRequest) -> HttpResponse:
    form = _ethics_form(request, request.POST)
    if not form.is_valid():
        return _page(request, _protection_form(request, None), form)
    operations.record_ethics_approval(
        programme=request.programme, **form.cleaned_data, at=timezone.now(), by=request.user
    )
    messages.success(request, _("The approval is kept. The lawful basis stays as it was."))
    return redirect("consent:protection", request.programme.slug)


def _protection_form(request: ProgrammeRequest, sent: QueryDict | None) -> ProtectionForm:
    return ProtectionForm.filled(
        sent,
        stated=queries.protection_of(request.programme),
        notice=queries.current_notice(request.programme),
    )


def _ethics_form(request: ProgrammeRequest, sent: QueryDict | None) -> EthicsForm:
    return EthicsForm.filled(sent, approval=queries.ethics_approval_of(request.programme))


def _page(
    request: ProgrammeRequest, form: ProtectionForm, ethics_form: EthicsForm
) -> HttpResponse:
    return render(
        request,
        "consent/protection.html",
        {
            "form": form,
            "ethics_form": ethics_form,
            "stated": queries.protection_of(request.programme),
            "notice": queries.current_notice(request.programme),
        },
        status=422 if form.errors or ethics_form.errors else 200,
    )
