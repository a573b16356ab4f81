"""What a browser tells afterwards, in JSON: steps done on the coding page, in their order."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection
from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ecotone.coding import operations, queries
from ecotone.coding.choices import Pole, Target
from ecotone.coding.forms import NewCodeForm, StepForm
from ecotone.coding.models import Code, Coding, Step
from ecotone.coding.operations import Marking
from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.errors import Refused
from ecotone.foundation.permissions import Action
from ecotone.listening.models import Conversation, TextRevision

MOST_AT_ONCE = 200

Answer = dict[str, Any]
_TURN = Lock()


@contextmanager
def _in_turn() -> Iterator[None]:
    """Let the threads of a process write one by one: SQLite itself has them sleep and try."""
    if connection.vendor != "sqlite":
        yield
        return
    with _TURN:
        yield


@require_POST
@in_programme(Action.CODE)
def steps(request: ProgrammeRequest, conversation: int) -> HttpResponse:
    """Take steps in their order; each is stored, or refused with what stands instead."""
    texts = Conversation.objects.filter(participant__programme=request.programme)
    said = texts.filter(pk=conversation).first()
    if said is None:
        raise Http404
    told = _told(request).get("steps")
    if not isinstance(told, list) or len(told) > MOST_AT_ONCE:
        return JsonResponse({"problem": _("These are no steps.")}, status=400)
    return JsonResponse({"answers": [_answer(request, said, step) for step in told]})


@require_POST
@in_programme(Action.EDIT_CODEBOOK)
def new_code(request: ProgrammeRequest) -> HttpResponse:
    """Add a code named on the coding page; answers with its line of the codebook."""
    told = _told(request).get("name")
    name = told if isinstance(told, str) else ""
    form = NewCodeForm({"name": name}, programme=request.programme)  # type: ignore[arg-type]  # a form reads any mapping
    if not form.is_valid():
        problems = [problem for found in form.errors.values() for problem in found]
        return JsonResponse({"problem": " ".join(map(str, problems))}, status=422)
    try:
        added = operations.add_code(
            programme=request.programme,
            wording=form.wording(),
            parent=None,
            at=timezone.now(),
            by=request.user,
        )
    except Refused as refusal:
        return JsonResponse({"problem": str(refusal)}, status=refusal.status_code)
    return JsonResponse({"code": added.pk, "line": _family_of(request, added)})


def _told(request: ProgrammeRequest) -> dict[str, Any]:
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):  # no JSON; or lists in lists in lists, to no end
        return {}
    return told if isinstance(told, dict) else {}


def _family_of(request: ProgrammeRequest, code: Code) -> str:
    families = queries.families_of(queries.codebook(request.programme))
    family = next(family for family in families if family.head.code == code)
    parts = {"family": family, "opened": {code.pk}, "programme": request.programme}
    return render_to_string("coding/_family.html", parts, request)


# --- one step --------------------------------------------------------------------------------


def _answer(request: ProgrammeRequest, conversation: Conversation, told: object) -> Answer:
    form = StepForm(told if isinstance(told, dict) else {})
    if not form.is_valid():
        key = told.get("key") if isinstance(told, dict) else None
        return _refused(key, Refused(_("This step cannot be read."), remedy=_load_again()))
    key, coding = form.cleaned_data["key"], form.cleaned_data["coding"]
    try:
        with _in_turn():
            outcome = _repeated(request, conversation, key) or _taken_once(
                request, conversation, form
            )
    except Refused as refusal:
        standing = _standing(request, [coding] if coding else [])
        return {**_refused(key, refusal), "coding": coding, "codings": standing}
    return {"key": key, "stored": True, **outcome}


def _refused(key: object, refusal: Refused) -> Answer:
    told = {"message": refusal.message, "remedy": refusal.remedy}
    return {"key": key, "stored": False, **told, "codings": []}


def _repeated(
    request: ProgrammeRequest, conversation: Conversation, key: UUID
) -> Answer | None:
    """Answer a step that was sent before and stored: nothing is done twice."""
    step = Step.objects.filter(key=key, by=request.user).first()
    return _outcome(request, conversation, step) if step else None


def _taken_once(
    request: ProgrammeRequest, conversation: Conversation, form: StepForm
) -> Answer:
    """Refuse a key that a coding or a step has already, whoever's it is."""
    try:
        return _taken(request, conversation, form)
    except IntegrityError as taken:
        said = _("This step bears the key of something that is stored already.")
        raise Refused(said, remedy=_load_again()) from taken


def _taken(request: ProgrammeRequest, conversation: Conversation, form: StepForm) -> Answer:
    step = form.cleaned_data
    at, by, key = timezone.now(), request.user, step["key"]
    match step["do"]:
        case "code":
            marking = _marking(request, conversation, step["coding"], form.said())
            coding = operations.code_passage(marking=marking, at=at, by=by, key=key)
            return {"codings": [queries.page_coding(coding, by)]}
        case "change":
            found = _coding(request, step["coding"])
            to = _marking(request, conversation, found.key, {**_says(found), **form.said()})
            coding = operations.change_coding(coding=found, to=to, at=at, by=by, key=key)
            return {"codings": [queries.page_coding(coding, by)]}
        case "remove":
            found = _coding(request, step["coding"])
            operations.remove_coding(coding=found, at=at, by=by, key=key)
            return {"codings": queries.gone([found.key])}
    turn = operations.undo_last if step["do"] == "undo" else operations.redo
    turned = turn(programme=request.programme, at=at, by=by, key=key)
    return _outcome(request, conversation, turned)


def _says(coding: Coding) -> dict[str, Any]:
    """Give what a coding says now, under the names a step says it by."""
    names = {"revision": "revision_id", "code": "code_id"}
    fields = "revision", "start", "end", "code", "pole", "target"
    return {name: getattr(coding, names.get(name, name)) for name in fields}


def _marking(
    request: ProgrammeRequest, conversation: Conversation, key: UUID, said: dict[str, Any]
) -> Marking:
    texts = TextRevision.objects.filter(response__conversation=conversation)
    revision = texts.select_related("response").filter(pk=said.get("revision") or 0).first()
    codes = Code.objects.filter(programme=request.programme, pk=said.get("code") or 0)
    code = codes.select_related("programme").first()
    start, end, pole = said.get("start"), said.get("end"), said.get("pole")
    if revision is None or code is None or start is None or end is None or not pole:
        raise Refused(_("This text or this code is not here any more."), remedy=_load_again())
    target = Target(said.get("target") or Target.SELF)
    return Marking(revision, start, end, code, Pole(pole), target, key)


def _coding(request: ProgrammeRequest, key: UUID) -> Coding:
    here = Coding.objects.filter(code__programme=request.programme).seen_by(request.user)
    found = here.select_related("code__programme", "coder", "revision__response")
    coding = found.filter(key=key).first()
    if coding is None:
        raise Refused(_("This code is off the passage already."), remedy=_load_again())
    return coding


def _load_again() -> str:
    return _("Load the page again.")


# --- what stands after it --------------------------------------------------------------------


def _outcome(
    request: ProgrammeRequest, conversation: Conversation, step: Step | None
) -> Answer:
    """Say how every coding stands that the step changed, and where else it reached."""
    if step is None:
        return {"codings": [], "said": _("There is nothing left to undo or to do again.")}
    changed = Coding.objects.filter(changes__step=step)
    keys = changed.filter(revision__response__conversation=conversation)
    answer: Answer = {"codings": _standing(request, keys.values_list("key", flat=True))}
    return answer | _reach(request, conversation, step) if step.undoes_id else answer


def _reach(request: ProgrammeRequest, conversation: Conversation, step: Step) -> Answer:
    codings = Coding.objects.filter(changes__step=step).order_by("pk")
    first = codings.select_related(
        "code", "revision__response__conversation__participant"
    ).first()
    done = _("Undone") if step.is_undo else _("Done again")
    if first is None:
        return {"said": f"{done}: {step.get_verb_display()}."}
    answer = {"said": f"{done}: {first.code} · {first.get_pole_display()}."}
    there = first.revision.response.conversation
    if there.pk == conversation.pk:
        return answer
    address = reverse("coding:text", args=(request.programme.slug, there.pk))
    name = _("It was in the text of %(name)s.") % {"name": there.participant.pseudonym}
    return {**answer, "elsewhere": {"address": f"{address}#coding-{first.pk}", "name": name}}


def _standing(request: ProgrammeRequest, keys: Iterable[UUID]) -> list[dict[str, object]]:
    wanted = {str(key) for key in keys}
    readable = queries.readable_codings(request.programme, request.user)
    standing = queries.page_codings(readable.filter(key__in=wanted), request.user)
    found = {str(coding["key"]) for coding in standing}
    return standing + queries.gone(sorted(wanted - found))
