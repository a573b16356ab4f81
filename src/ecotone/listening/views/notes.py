"""The interviewer's desk: a note under each question, kept as it is written, then finished."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.permissions import Action
from ecotone.listening import operations, queries
from ecotone.listening.choices import Mode, Verdict
from ecotone.listening.errors import WrittenElsewhere
from ecotone.listening.forms import NoteForm
from ecotone.listening.models import Conversation
from ecotone.listening.queries import AskedQuestion, Note, Questionnaire
from ecotone.listening.views.saving import saved_now, wants_json

LONGEST_TALK = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Place:
    """One question on the desk: what to ask, where to note it, and whether it is settled."""

    asked: AskedQuestion
    form: NoteForm
    settled: Verdict | None = None
    other_text: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme(Action.LISTEN)
def notes(request: ProgrammeRequest, conversation: int) -> HttpResponse:
    talk = _talk_in_own_hand(request, conversation)
    if not queries.may_be_asked(talk.participant):
        return redirect("listening:conversation", request.programme.slug, talk.pk)
    questionnaire = queries.questionnaire_in(talk)
    if request.method != "POST":
        return _desk(request, questionnaire, {})
    forms = NoteForm.posted(request.POST, [asked.question for asked in questionnaire.asked])
    if not all(form.is_valid() for form in forms.values()):
        return _not_kept(request, questionnaire, forms, others={}, status=422)
    others = _keep(request, questionnaire, forms)
    if others:
        return _not_kept(request, questionnaire, forms, others=others, status=409)
    if wants_json(request):
        return JsonResponse({"saved": saved_now()})
    return _finish(request, talk) if "finish" in request.POST else _stay(request, talk)


def _keep(
    request: ProgrammeRequest, questionnaire: Questionnaire, forms: dict[int, NoteForm]
) -> dict[int, str]:
    """Keep what was noted; return, by number, what another page wrote in its place."""
    others = {}
    for asked in questionnaire.asked:
        form = forms.get(asked.number)
        if form is None or form.is_untouched(asked):
            continue
        try:
            _keep_one(request, questionnaire, asked, form)
        except WrittenElsewhere as refusal:
            others[asked.number] = refusal.other_text
    return others


def _keep_one(
    request: ProgrammeRequest,
    questionnaire: Questionnaire,
    asked: AskedQuestion,
    form: NoteForm,
) -> None:
    at, talk = timezone.now(), questionnaire.conversation
    if talk is None:
        raise Http404
    operations.keep_note(
        conversation=talk,
        question=asked.question,
        text=form.cleaned_data["text"],
        at=at,
        by=request.user,
        sheet=form.written_on(),
    )
    if form.cleaned_data["skipped"]:
        operations.mark_skipped(
            conversation=talk, question=asked.question, at=at, by=request.user
        )


def _finish(request: ProgrammeRequest, talk: Conversation) -> HttpResponse:
    try:
        operations.finish_interview(conversation=talk, at=timezone.now(), by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("listening:notes", request.programme.slug, talk.pk)
    if talk.is_verbatim:
        messages.success(request, _("The paper is in, word for word. It can be coded now."))
    else:
        messages.success(
            request,
            _("The talk is finished. Next, ask %(person)s whether the notes are fair.")
            % {"person": talk.participant},
        )
    return redirect("listening:conversation", request.programme.slug, talk.pk)


def _stay(request: ProgrammeRequest, talk: Conversation) -> HttpResponse:
    messages.success(request, saved_now())
    return redirect("listening:notes", request.programme.slug, talk.pk)


def _not_kept(
    request: ProgrammeRequest,
    questionnaire: Questionnaire,
    forms: dict[int, NoteForm],
    *,
    others: dict[int, str],
    status: int,
) -> HttpResponse:
    """Show again what could not be kept, beside what another page wrote meanwhile."""
    if not wants_json(request):
        return _desk(request, questionnaire, forms, others=others, status=status)
    mistakes = [str(said[0]) for form in forms.values() for said in form.errors.values()]
    problem = mistakes or [_("Changed on another page meanwhile: copy your text, then reload")]
    return JsonResponse({"problem": problem[0]}, status=status)


def _desk(
    request: ProgrammeRequest,
    questionnaire: Questionnaire,
    forms: dict[int, NoteForm],
    *,
    others: dict[int, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    talk = questionnaire.conversation
    if talk is None:
        raise Http404
    noted = queries.notes_in(talk)
    places = [_place(asked, forms, others or {}, noted) for asked in questionnaire.asked]
    return render(
        request,
        "listening/live.html",
        {
            "talk": talk,
            "participant": talk.participant,
            "places": places,
            "is_live": talk.mode == Mode.LIVE,
            "is_paper": talk.is_verbatim,
            "may_be_recorded": queries.may_be_recorded(talk.participant),
            "elapsed": _elapsed(talk),
        },
        status=status,
    )


def _place(
    asked: AskedQuestion, forms: dict[int, NoteForm], others: dict[int, str], noted: list[Note]
) -> Place:
    form = forms.get(asked.number)
    other = others.get(asked.number, "")
    if form is None or (other and form.is_valid()):
        fresh = NoteForm.under(asked, key=uuid4().hex)
        if form is not None:
            fresh.initial["text"] = form.cleaned_data["text"]
        form = fresh
    settled = {note.question.number: note.verdict for note in noted}.get(asked.number)
    return Place(asked, form, settled if settled != Verdict.FAIR else None, other)


def _talk_in_own_hand(request: ProgrammeRequest, conversation: int) -> Conversation:
    """Find a talk or a paper that this visitor writes down themselves."""
    own = queries.conversations_in(request.programme).filter(
        pk=conversation, asked_by=request.user, mode__in=Mode.typed_by_hub()
    )
    found = own.first()
    if found is None:
        raise NotYours(
            _("These notes are not here."),
            remedy=_("Open the list of conversations and choose from there."),
            attempted=f"notes of conversation:{conversation}",
        )
    return found


def _elapsed(talk: Conversation) -> int:
    """Return for how many seconds a talk has been going on; none when it is long over."""
    since = timezone.now() - talk.started_at
    is_going_on = talk.finished_at is None and since < LONGEST_TALK
    return int(since.total_seconds()) if is_going_on else 0
