"""The hub's pages: who has been heard, and reading what was said."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.errors import NotYours
from ecotone.foundation.permissions import Action
from ecotone.listening import operations, queries
from ecotone.listening.choices import InstrumentKind
from ecotone.listening.models import Conversation
from ecotone.register.queries import participants_of

PER_PAGE = 50


@require_safe
@in_programme(Action.READ_WORDS)
def listening_list(request: ProgrammeRequest) -> HttpResponse:
    people = participants_of(request.programme)
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "listening/list.html",
        {
            "page": page,
            "rows": queries.hearing_rows(list(page), request.programme),
            "heard": queries.count_heard(request.programme, InstrumentKind.INTERVIEW),
            "sectors": queries.sectors_heard(request.programme),
            "has_questions": request.programme.instruments.exists(),
            "may_listen": Action.LISTEN in request.actions,
            "may_read_raw": Action.READ_RAW in request.actions,
            "to_judge": _words_to_judge(request),
        },
    )


def _words_to_judge(request: ProgrammeRequest) -> int:
    if Action.READ_RAW not in request.actions:
        return 0
    return queries.count_words_to_judge(request.programme)


@require_POST
@in_programme(Action.LISTEN)
def adopt(request: ProgrammeRequest) -> HttpResponse:
    operations.adopt_instruments(
        programme=request.programme, at=timezone.now(), by=request.user
    )
    messages.success(
        request, _("The questions are ready. Send people their personal link next.")
    )
    return redirect("listening:list", request.programme.slug)


@require_safe
@in_programme(Action.READ_WORDS)
def conversation_page(request: ProgrammeRequest, conversation: int) -> HttpResponse:
    found = conversation_of(request, conversation)
    notes = [] if found.is_verbatim else queries.notes_in(found)
    verdicts = {note.question.number: note.verdict for note in notes}
    return render(
        request,
        "listening/conversation.html",
        {
            "conversation": found,
            "participant": found.participant,
            "may_be_read": queries.may_be_asked(found.participant),
            "answers": [
                (answer, verdicts.get(answer.question.number) if answer.question else None)
                for answer in queries.answers_in(found)
            ],
            "fairness": queries.fairness_of([found]).get(found.pk),
            "may_read_raw": Action.READ_RAW in request.actions,
            "may_change": found.asked_by_id == request.user.pk and found.is_typed_by_hub,
            "may_listen": Action.LISTEN in request.actions,
            "may_put_right": Action.CODE in request.actions and found.is_copied,
            "turns": queries.turns_in(found),
            "recordings": queries.recordings_with(found),
        },
    )


def conversation_of(request: ProgrammeRequest, conversation: int) -> Conversation:
    """Find a conversation of the programme of the address; any other is not there."""
    found = queries.conversations_in(request.programme).filter(pk=conversation).first()
    if found is None:
        raise NotYours(
            _("This conversation is not here."),
            remedy=_("Open the list of conversations and choose from there."),
            attempted=f"conversation:{conversation} in programme:{request.programme.pk}",
        )
    return found
