"""Putting a slip right in words that the hub wrote down or brought."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ecotone.foundation.doors import ProgrammeRequest, in_programme, safe_next
from ecotone.foundation.permissions import Action
from ecotone.listening import operations, queries
from ecotone.listening.forms import SlipForm
from ecotone.listening.views.hub import conversation_of


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme(Action.CODE)
def put_right(request: ProgrammeRequest, conversation: int) -> HttpResponse:
    found = conversation_of(request, conversation)
    texts = list(queries.readable_revisions_of(found))
    form = SlipForm(request.POST or None, texts=texts, stands=request.GET.get("words", ""))
    here = reverse("listening:conversation", args=(request.programme.slug, found.pk))
    back = safe_next(request, otherwise=here)
    if not form.is_valid():
        page = {"form": form, "conversation": found, "texts": texts, "back": back}
        status = 422 if form.errors else 200
        return render(request, "listening/put_right.html", page, status=status)
    edit = form.cleaned_data["edit"]
    operations.correct_words(
        revision=edit.revision,
        start=edit.start,
        end=edit.end,
        words=edit.words,
        at=timezone.now(),
        by=request.user,
    )
    messages.success(
        request, _("The slip is put right. Codes beside it stayed on their words.")
    )
    return redirect(back)
