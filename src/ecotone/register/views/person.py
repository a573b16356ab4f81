"""One person: who they are, their posts, their invitation, their personal link."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action
from ecotone.register import operations, queries
from ecotone.register.choices import Answer, Criterion
from ecotone.register.doors import participant_of
from ecotone.register.forms import AnswerForm, ContactForm, InvitationForm, PostForm
from ecotone.register.models import Invitation, Participant


@require_safe
@in_programme(Action.MANAGE_PEOPLE)
def person_page(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    return render_person(request, participant_of(request, key))


@never_cache
@require_POST
@in_programme(Action.SEE_NAMES)
def show_name(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    """Answer with the name itself and no redirect: each look, a reload too, is audited."""
    participant = participant_of(request, key)
    identity = operations.look_at_identity(
        participant=participant, at=timezone.now(), by=request.user
    )
    return render_person(request, participant, identity=identity)


@require_http_methods(["GET", "POST"])
@in_programme(Action.MANAGE_PEOPLE)
def change_post(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    participant = participant_of(request, key)
    at = timezone.now()
    form = PostForm(request.POST or None, participant=participant, today=timezone.localdate(at))
    if request.method == "POST" and form.is_valid():
        operations.change_post(
            participant=participant, post=form.post(), at=at, by=request.user
        )
        messages.success(
            request, _("The new post holds. The one before is kept in the history.")
        )
        return _back(participant)
    return render(
        request,
        "register/change_post.html",
        {
            "form": form,
            "participant": participant,
            "organisations": queries.organisations_of(request.programme),
        },
        status=422 if form.errors else 200,
    )


@require_POST
@in_programme(Action.INVITE)
def invite(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    participant = participant_of(request, key)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return render_person(request, participant, status=422, invitation_form=form)
    operations.invite(
        participant=participant,
        criterion=Criterion(form.cleaned_data["criterion"]),
        evidence=form.cleaned_data["evidence"],
        at=timezone.now(),
        by=request.user,
    )
    messages.success(
        request,
        _("The invitation of %(person)s is written down. Send them their personal link.")
        % {"person": participant},
    )
    return _back(participant)


@require_POST
@in_programme(Action.INVITE)
def record_answer(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    participant = participant_of(request, key)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return render_person(request, participant, status=422, answer_form=form)
    operations.record_answer(
        participant=participant,
        answer=Answer(form.cleaned_data["answer"]),
        reason=form.cleaned_data["reason"],
        note=form.cleaned_data["note"],
        at=timezone.now(),
        by=request.user,
    )
    messages.success(request, _("The answer is kept. The counts of the sector follow it."))
    return _back(participant)


@never_cache
@require_POST
@in_programme(Action.INVITE)
def make_link(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    """Answer with the link itself and no redirect: it is kept nowhere it could be read from."""
    participant = participant_of(request, key)
    issued = operations.open_personal_link(
        participant=participant, at=timezone.now(), by=request.user
    )
    return render_person(request, participant, issued=issued)


@require_POST
@in_programme(Action.SEND)
def send_link(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    participant = participant_of(request, key)
    message = operations.send_personal_link(
        participant=participant, at=timezone.now(), by=request.user
    )
    leaves_at = timezone.localtime(message.send_at).strftime("%H:%M")
    messages.success(
        request,
        _("A new link for %(person)s waits in the outbox until %(time)s. Recall it there.")
        % {"person": participant, "time": leaves_at},
    )
    return _back(participant)


@require_POST
@in_programme(Action.INVITE)
def revoke_link(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    participant = participant_of(request, key)
    operations.revoke_personal_links(
        participant=participant, at=timezone.now(), by=request.user
    )
    messages.success(request, _("The link is closed. Make a new one to let them in again."))
    return _back(participant)


def _back(participant: Participant) -> HttpResponse:
    return redirect("register:person", participant.programme.slug, participant.key)


def render_person(
    request: ProgrammeRequest, participant: Participant, *, status: int = 200, **parts: object
) -> HttpResponse:
    at = timezone.now()
    invitation = getattr(participant, "invitation", None)
    page = {
        "timeline": queries.way_of(participant),
        "sections": queries.sections_of(participant, request.actions),
        "contacts": queries.contacts_of(participant),
        "contact_form": ContactForm(today=queries.calendar_of(request.programme).today(at)),
        "participant": participant,
        "invitation": invitation,
        "posts": queries.posts_of(participant),
        "link": queries.links_of(participant, at=at).first(),
        "invitation_form": InvitationForm(),
        "answer_form": AnswerForm(initial=_answered(invitation)),
        "may_see_names": Action.SEE_NAMES in request.actions,
        "may_send": Action.SEND in request.actions and bool(participant.person.email),
    }
    return render(request, "register/person.html", page | parts, status=status)


def _answered(invitation: Invitation | None) -> dict[str, str]:
    if invitation is None:
        return {}
    return {
        "answer": invitation.answer,
        "reason": invitation.decline_reason,
        "note": invitation.decline_note,
    }
