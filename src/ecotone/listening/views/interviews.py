"""An interviewer's pages: choose the way, read consent back, note, finish; paper to print."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.languages import current_language
from ecotone.foundation.permissions import Action
from ecotone.listening import operations, queries
from ecotone.listening.choices import InstrumentKind, Mode, Verdict
from ecotone.listening.errors import WrittenElsewhere
from ecotone.listening.forms import NoteForm, ReadBackForm, WriteUpForm
from ecotone.listening.models import Conversation
from ecotone.listening.queries import AskedQuestion, Note, Questionnaire
from ecotone.register.doors import participant_of
from ecotone.register.queries import sectors_of

LONGEST_TALK = timedelta(hours=4)

# --- before a talk ---------------------------------------------------------------------------


@require_safe
@in_programme(Action.LISTEN)
def hear(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    """Offer the ways in which one person can be heard."""
    participant = participant_of(request, key)
    return render(
        request,
        "listening/live_ways.html",
        {
            "participant": participant,
            "may_be_asked": queries.may_be_asked(participant),
            "instruments": queries.current_instruments(request.programme),
            "under_way": queries.talks_under_way(participant, request.user),
            "kind": request.GET.get("kind", InstrumentKind.INTERVIEW),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme(Action.LISTEN)
def talk(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    """Read back what somebody allows; once confirmed, begin."""
    participant = participant_of(request, key)
    kind = request.GET.get("kind", InstrumentKind.INTERVIEW)
    form = ReadBackForm(request.POST or None, initial={"kind": kind})
    if request.method == "POST" and form.is_valid():
        begun = operations.begin_interview(
            participant=participant,
            kind=form.cleaned_data["kind"],
            at=timezone.now(),
            by=request.user,
        )
        return redirect("listening:notes", request.programme.slug, begun.pk)
    return render(
        request,
        "listening/live_consent.html",
        {
            "participant": participant,
            "form": form,
            "grants": queries.grants_to_read_back(participant),
            "may_be_asked": queries.may_be_asked(participant),
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme(Action.LISTEN)
def write_up(request: ProgrammeRequest, key: UUID) -> HttpResponse:
    """Begin to type a paper form, or notes of a talk that is over."""
    participant = participant_of(request, key)
    at = timezone.now()
    form = WriteUpForm(
        request.POST or None,
        today=timezone.localdate(at),
        kind=request.GET.get("kind", ""),
        mode=request.GET.get("mode", ""),
    )
    if request.method == "POST" and form.is_valid():
        begun = operations.write_up(
            participant=participant, at=at, by=request.user, **form.cleaned_data
        )
        return redirect("listening:notes", request.programme.slug, begun.pk)
    return render(
        request,
        "listening/notes_begin.html",
        {"participant": participant, "form": form},
        status=422 if form.errors else 200,
    )


# --- the desk --------------------------------------------------------------------------------


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
    sheet = queries.questionnaire_in(talk)
    if request.method != "POST":
        return _desk(request, sheet, {})
    forms = NoteForm.posted(request.POST, [asked.question for asked in sheet.asked])
    if not all(form.is_valid() for form in forms.values()):
        return _not_kept(request, sheet, forms, others={}, status=422)
    others = _keep(request, sheet, forms)
    if others:
        return _not_kept(request, sheet, forms, others=others, status=409)
    if _wants_json(request):
        return JsonResponse({"saved": _saved_now()})
    return _finish(request, talk) if "finish" in request.POST else _stay(request, talk)


def _keep(
    request: ProgrammeRequest, sheet: Questionnaire, forms: dict[int, NoteForm]
) -> dict[int, str]:
    """Keep what was noted; return, by number, what another page wrote in its place."""
    others = {}
    for asked in sheet.asked:
        form = forms.get(asked.number)
        if form is None or form.is_untouched(asked):
            continue
        try:
            _keep_one(request, sheet, asked, form)
        except WrittenElsewhere as refusal:
            others[asked.number] = refusal.other_text
    return others


def _keep_one(
    request: ProgrammeRequest, sheet: Questionnaire, asked: AskedQuestion, form: NoteForm
) -> None:
    at, talk = timezone.now(), sheet.conversation
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
    messages.success(request, _saved_now())
    return redirect("listening:notes", request.programme.slug, talk.pk)


def _not_kept(
    request: ProgrammeRequest,
    sheet: Questionnaire,
    forms: dict[int, NoteForm],
    *,
    others: dict[int, str],
    status: int,
) -> HttpResponse:
    """Show again what could not be kept, beside what another page wrote meanwhile."""
    if not _wants_json(request):
        return _desk(request, sheet, forms, others=others, status=status)
    mistakes = [str(said[0]) for form in forms.values() for said in form.errors.values()]
    problem = mistakes or [_("Changed on another page meanwhile: copy your text, then reload")]
    return JsonResponse({"problem": problem[0]}, status=status)


def _desk(
    request: ProgrammeRequest,
    sheet: Questionnaire,
    forms: dict[int, NoteForm],
    *,
    others: dict[int, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    talk = sheet.conversation
    if talk is None:
        raise Http404
    noted = queries.notes_in(talk)
    places = [_place(asked, forms, others or {}, noted) for asked in sheet.asked]
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
        pk=conversation, asked_by=request.user, mode__in=[Mode.LIVE, *operations.WRITTEN_UP]
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


def _saved_now() -> str:
    return _("Saved %(time)s") % {"time": date_format(timezone.localtime(), "H:i")}


def _wants_json(request: ProgrammeRequest) -> bool:
    kinds = ["text/html", "application/json"]
    return request.get_preferred_type(kinds) == "application/json"


# --- paper -----------------------------------------------------------------------------------


@require_safe
@in_programme(Action.LISTEN)
def paper_form(request: ProgrammeRequest, kind: str) -> HttpResponse:
    """Show a form to print, with the wording of one sector and the numbers of the screen."""
    known = kind in InstrumentKind.values
    instrument = known and queries.current_instrument(request.programme, InstrumentKind(kind))
    sectors = list(sectors_of(request.programme))
    wanted = request.GET.get("sector", "")
    sector = next((s for s in sectors if s.key == wanted), sectors[0] if sectors else None)
    if not instrument or sector is None:
        raise Http404
    questions = [
        (question, question.worded_for(sector.key, current_language()))
        for question in instrument.questions.order_by("number")
    ]
    return render(
        request,
        "listening/paper.html",
        {
            "instrument": instrument,
            "sectors": sectors,
            "sector": sector,
            "questions": questions,
        },
    )
