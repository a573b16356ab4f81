"""A participant's questions: the list, one a page, checking, sending."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecotone.listening import operations, queries
from ecotone.listening.choices import InstrumentKind, Mode
from ecotone.listening.errors import WrittenElsewhere
from ecotone.listening.forms import AnswerForm
from ecotone.listening.models import TextRevision
from ecotone.listening.queries import AskedQuestion, Questionnaire
from ecotone.listening.views.keeping import kept_on_phone
from ecotone.listening.views.saving import saved_now, wants_json
from ecotone.register.doors import ParticipantRequest, as_participant

P = ParamSpec("P")


def answering(
    view: Callable[Concatenate[ParticipantRequest, Questionnaire, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Open a page of questions to a participant who has said yes to being asked."""

    @wraps(view)
    def enter(request: ParticipantRequest, kind: str, **parts: object) -> HttpResponse:
        if not queries.may_be_asked(request.participant):
            messages.warning(
                request, _("First comes a yes to being asked questions. It is the first below.")
            )
            return redirect("consent:mine")
        known = kind in InstrumentKind.values
        questionnaire = known and queries.questionnaire_of(
            request.participant, InstrumentKind(kind)
        )
        if not questionnaire:
            raise Http404
        return view(request, questionnaire, **parts)  # type: ignore[arg-type, call-arg]  # the address's

    return as_participant(enter)  # type: ignore[arg-type]  # it looks like the view it wraps


@require_safe
@answering
def questions(request: ParticipantRequest, questionnaire: Questionnaire) -> HttpResponse:
    return _page(request, "listening/questions.html", questionnaire)


@require_http_methods(["GET", "HEAD", "POST"])
@answering
def question(
    request: ParticipantRequest, questionnaire: Questionnaire, number: int
) -> HttpResponse:
    asked = questionnaire.question(number)
    if asked is None:
        raise Http404
    if request.method != "POST":
        return _question_page(
            request,
            questionnaire,
            asked,
            _blank(questionnaire, asked),
            saved_at=_saved_at(asked),
        )
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _not_kept(request, questionnaire, asked, form)
    try:
        _keep(request, questionnaire, asked, form)
    except WrittenElsewhere as refusal:
        return _both_texts(request, questionnaire, asked, refusal)
    return _kept(request, questionnaire, asked, form)


@require_safe
@answering
def check(request: ParticipantRequest, questionnaire: Questionnaire) -> HttpResponse:
    return _page(request, "listening/check.html", questionnaire)


@require_POST
@answering
def send(request: ParticipantRequest, questionnaire: Questionnaire) -> HttpResponse:
    if questionnaire.conversation is None:
        return redirect("listening:questions", questionnaire.kind)
    operations.send_answers(conversation=questionnaire.conversation, at=timezone.now(), by=None)
    messages.success(
        request, _("Sent. You can still change an answer and send it again. Thank you.")
    )
    return redirect("listening:words")


# --- what the pages share --------------------------------------------------------------------


def _page(
    request: ParticipantRequest,
    template: str,
    questionnaire: Questionnaire,
    *,
    status: int = 200,
    **parts: object,
) -> HttpResponse:
    page = {
        "participant": request.participant,
        "programme": request.programme,
        "questionnaire": questionnaire,
        "kind": questionnaire.kind,
        "keeping": kept_on_phone(request, may_be_asked=True),
    }
    return render(request, template, page | parts, status=status)


def _question_page(
    request: ParticipantRequest,
    questionnaire: Questionnaire,
    asked: AskedQuestion,
    form: AnswerForm,
    *,
    status: int = 200,
    **parts: object,
) -> HttpResponse:
    page = {
        "asked": asked,
        "form": form,
        "onwards": _onwards(request, questionnaire, asked),
        "checking": reverse("listening:check", args=(questionnaire.kind,)),
        "most_characters": operations.MOST_CHARACTERS,
    }
    return _page(
        request, "listening/question.html", questionnaire, status=status, **page | parts
    )


def _onwards(
    request: ParticipantRequest, questionnaire: Questionnaire, asked: AskedQuestion
) -> str:
    """Return where an answer that is kept leads: on, or back to where it was changed from."""
    following = questionnaire.after(asked.number)
    if following is None or request.GET.get("then") == "check":
        return reverse("listening:check", args=(questionnaire.kind,))
    return reverse("listening:question", args=(questionnaire.kind, following.number))


def _blank(questionnaire: Questionnaire, asked: AskedQuestion) -> AnswerForm:
    """Lay out a new sheet; on somebody's very first one they can type at once."""
    form = AnswerForm.on_a_new_sheet(asked.draft, key=uuid4().hex)
    if questionnaire.conversation is None and asked.number == 1:
        form.fields["text"].widget.attrs["autofocus"] = True
    return form


def _saved_at(asked: AskedQuestion) -> datetime | None:
    return asked.response.saved_at if asked.response and asked.draft else None


# --- keeping one answer ----------------------------------------------------------------------


def _keep(
    request: ParticipantRequest,
    questionnaire: Questionnaire,
    asked: AskedQuestion,
    form: AnswerForm,
) -> None:
    at = timezone.now()
    conversation = operations.open_conversation(
        participant=request.participant,
        kind=questionnaire.kind,
        mode=Mode.WRITTEN,
        at=at,
        by=None,
    )
    operations.save_answer(
        conversation=conversation,
        question=asked.question,
        text=form.words_beside(asked.draft),
        at=at,
        by=None,
        sheet=form.written_on(),
    )
    if "skip" in request.POST:
        operations.skip_question(
            conversation=conversation, question=asked.question, at=at, by=None
        )


def _kept(
    request: ParticipantRequest,
    questionnaire: Questionnaire,
    asked: AskedQuestion,
    form: AnswerForm,
) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"saved": saved_now(), "at": timezone.now().timestamp()})
    if form.cleaned_data["keep"]:  # what was put together is looked at before going on
        return redirect(request.get_full_path())
    return redirect(_onwards(request, questionnaire, asked))


def _not_kept(
    request: ParticipantRequest,
    questionnaire: Questionnaire,
    asked: AskedQuestion,
    form: AnswerForm,
) -> HttpResponse:
    """Show the words again with what is wrong; nothing of them was cut off."""
    if wants_json(request):
        problems = [str(problem) for problem in form.errors.get("text", [])]
        return JsonResponse({"problem": " ".join(problems)}, status=422)
    return _question_page(request, questionnaire, asked, form, status=422)


def _both_texts(
    request: ParticipantRequest,
    questionnaire: Questionnaire,
    asked: AskedQuestion,
    refusal: WrittenElsewhere,
) -> HttpResponse:
    """Show what another device wrote beside what was written here, on a new sheet."""
    other = refusal.other_text
    if wants_json(request):
        told = {"other": other, "started_from": TextRevision.digest(other)}
        return JsonResponse(told, status=refusal.status_code)
    form = AnswerForm.on_a_new_sheet(other, key=uuid4().hex)
    form.initial["text"] = request.POST.get("text", "")
    return _question_page(
        request, questionnaire, asked, form, refusal=refusal, status=refusal.status_code
    )
