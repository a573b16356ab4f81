"""Turning what a coder thought of into a memo, and a choice into a list of memos."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecotone.coding.choices import MemoKind
from ecotone.coding.operations import MemoWords
from ecotone.coding.operations.memos import LONGEST
from ecotone.coding.queries import MemoFilter
from ecotone.foundation.form_parts import FilterForm
from ecotone.foundation.models import User


class MemoForm(forms.Form):
    """One thought, and in what spirit it is written."""

    kind = forms.ChoiceField(
        label=_("This is a"),
        choices=MemoKind.choices,
        initial=MemoKind.QUESTION,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Memo"),
        help_text=_("Write @ and somebody\u2019s initials or first name to speak to a coder."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def says(self) -> MemoWords:
        return MemoWords(MemoKind(self.cleaned_data["kind"]), self.cleaned_data["words"])


class MemoFilterForm(FilterForm):
    """Which memos a list shows."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("all kinds")), *MemoKind.choices], required=False
    )
    about = forms.ChoiceField(
        label=_("On"),
        choices=[
            ("", _("anything")),
            ("coding", _("passages")),
            ("code", _("codes")),
            ("conversation", _("texts")),
            ("participant", _("people")),
        ],
        required=False,
    )
    whose = forms.ChoiceField(
        label=_("Whose"),
        choices=[("", _("everybody\u2019s")), ("mine", _("mine")), ("to_me", _("for me"))],
        required=False,
    )

    def wanted(self, reader: User) -> MemoFilter:
        given = self.kept()
        whose = given.get("whose")
        return MemoFilter(
            kind=MemoKind(given["kind"]) if given.get("kind") else None,
            about=given.get("about", ""),
            written_by=reader if whose == "mine" else None,
            to=reader if whose == "to_me" else None,
        )
