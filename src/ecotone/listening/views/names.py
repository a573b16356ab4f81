"""The pages of names: words to judge, names that are hidden, raw words, and who saw them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecotone.foundation.doors import ProgrammeRequest, in_programme
from ecotone.foundation.permissions import Action
from ecotone.listening import jobs, operations, queries
from ecotone.listening.choices import NameKind
from ecotone.listening.forms import JudgementForm, JudgementForms, ListNameForm
from ecotone.listening.operations import Judgement
from ecotone.listening.views.hub import conversation_of

WORDS_PER_PAGE = 20
LINES_PER_PAGE = 50
# More texts than these take longer to look through than anybody waits at a page.
MOST_TEXTS_AT_ONCE = 200
THE_REST = "rest"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_programme(Action.READ_RAW)
def names(request: ProgrammeRequest) -> HttpResponse:
    """Show the next words with what stands around them; each look is audited."""
    if request.method == "POST":
        return _judge(request)
    return _words(request)


def _words(
    request: ProgrammeRequest, forms: BaseFormSet[JudgementForm] | None = None
) -> HttpResponse:
    operations.look_at_words_to_judge(
        programme=request.programme, at=timezone.now(), by=request.user
    )
    found = queries.look_through(request.programme)
    page = Paginator(found.forms, WORDS_PER_PAGE).get_page(request.GET.get("page"))
    words = queries.in_context(page, found.raw_ids)
    shown = forms or JudgementForms(initial=[{"form": word.form} for word in words])
    return render(
        request,
        "listening/names.html",
        {
            "page": page,
            "formset": shown,
            "rows": list(zip(words, shown, strict=False)),
            "list_form": ListNameForm(prefix="list"),
        },
        status=422 if forms else 200,
    )


def _judge(request: ProgrammeRequest) -> HttpResponse:
    forms = JudgementForms(request.POST)
    if not forms.is_valid():
        return _words(request, forms)
    is_the_rest_fine = THE_REST in request.POST
    judgements = [form.judgement() for form in forms if form.cleaned_data.get("kind")]
    if is_the_rest_fine:
        judgements += [
            Judgement(form.cleaned_data["form"], NameKind.ORDINARY)
            for form in forms
            if not form.cleaned_data.get("kind")
        ]
    return _settle(request, judgements)


@require_POST
@in_programme(Action.READ_RAW)
def list_name(request: ProgrammeRequest) -> HttpResponse:
    form = ListNameForm(request.POST, prefix="list")
    if not form.is_valid():
        return _listed(request, form)
    return _settle(request, [form.judgement()])


def _settle(request: ProgrammeRequest, judgements: list[Judgement]) -> HttpResponse:
    if not judgements:
        messages.info(request, _("Nothing was chosen, so everything waits where it was."))
        return redirect("listening:names", request.programme.slug)
    if queries.count_held_texts(request.programme) > MOST_TEXTS_AT_ONCE:
        return _settle_in_the_background(request, judgements)
    changed = operations.judge_words(
        programme=request.programme, judgements=judgements, at=timezone.now(), by=request.user
    )
    texts = ngettext(
        "%(count)s text changed, and its codes stayed on their words.",
        "%(count)s texts changed, and their codes stayed on their words.",
        changed,
    )
    parts = [_judged(judgements), texts % {"count": changed}]
    messages.success(request, " ".join(parts if changed else parts[:1]))
    return redirect("listening:names", request.programme.slug)


def _settle_in_the_background(
    request: ProgrammeRequest, judgements: list[Judgement]
) -> HttpResponse:
    """Let the texts follow while the next words are judged: that needs the list alone."""
    operations.settle_words(
        programme=request.programme, judgements=judgements, at=timezone.now(), by=request.user
    )
    back_to = reverse("listening:names", args=(request.programme.slug,))
    asked = jobs.hide_judged_names.for_owner(
        request.user, programme=request.programme, back_to=back_to
    ).enqueue(programme_id=request.programme.pk, user_id=request.user.pk)
    said = format_html(
        '{} {} <a href="{}">{}</a>',
        _judged(judgements),
        _("The texts follow one by one; go on meanwhile."),
        reverse("foundation:job", args=(asked.id,)),
        _("See how far they are"),
    )
    messages.success(request, said)
    return redirect(back_to)


def _judged(judgements: list[Judgement]) -> str:
    judged = ngettext("%(count)s word judged.", "%(count)s words judged.", len(judgements))
    return judged % {"count": len(judgements)}


@never_cache
@require_safe
@in_programme(Action.READ_RAW)
def listed(request: ProgrammeRequest) -> HttpResponse:
    """Show what was judged and listed so far, so that a slip can be put right."""
    return _listed(request, ListNameForm(prefix="list"))


def _listed(request: ProgrammeRequest, form: ListNameForm) -> HttpResponse:
    if not form.is_bound:
        operations.look_at_words_to_judge(
            programme=request.programme, at=timezone.now(), by=request.user
        )
    page = Paginator(queries.judged_names(request.programme), LINES_PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "listening/names_listed.html",
        {"page": page, "list_form": form},
        status=422 if form.errors else 200,
    )


@never_cache
@require_safe
@in_programme(Action.READ_RAW)
def raw(request: ProgrammeRequest, conversation: int) -> HttpResponse:
    """Show a conversation as it arrived. Each look, a reload too, is audited."""
    found = conversation_of(request, conversation)
    may_be_read = queries.may_be_asked(found.participant)
    answers = queries.answers_in(found) if may_be_read else []
    arrived = (
        operations.look_at_raw(conversation=found, at=timezone.now(), by=request.user)
        if may_be_read
        else {}
    )
    return render(
        request,
        "listening/names_raw.html",
        {
            "conversation": found,
            "participant": found.participant,
            "may_be_read": may_be_read,
            "answers": [
                (answer, arrived.get(answer.revision.response_id))
                for answer in answers
                if answer.revision
            ],
        },
    )


@require_safe
@in_programme(Action.READ_WORDS)
def seen(request: ProgrammeRequest) -> HttpResponse:
    """Show everybody who reads words who saw the raw ones."""
    page = Paginator(queries.looks_at_raw(request.programme), LINES_PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "listening/names_seen.html",
        {
            "page": page,
            "looks": queries.with_whom(page, request.programme),
            "may_read_raw": Action.READ_RAW in request.actions,
        },
    )
