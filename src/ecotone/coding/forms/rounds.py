"""Turning boxes somebody ticked into a round: who codes in it, and which texts."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotone.coding.operations import RoundPlan
from ecotone.foundation.models import User
from ecotone.listening.models import Conversation

FEWEST_CODERS = 2
TOO_FEW = _("Tick two coders or more.")


class NewRoundForm(forms.Form):
    """A round before it is opened. Texts are ticked one by one, or all of one kind at once."""

    name = forms.CharField(label=_("Name"), max_length=80)
    coders = forms.MultipleChoiceField(
        label=_("Who codes"),
        help_text=_("Two or more. Each of them codes every text of the round."),
        error_messages={"required": TOO_FEW},
        widget=forms.CheckboxSelectMultiple,
    )
    whole = forms.MultipleChoiceField(
        label=_("All texts of a kind"), required=False, widget=forms.CheckboxSelectMultiple
    )
    texts = forms.MultipleChoiceField(
        label=_("Or single texts"), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_blind = forms.BooleanField(
        label=_("Everybody codes blind"),
        help_text=_("Nobody sees anything of anybody else\u2019s until all have submitted."),
        required=False,
        initial=True,
    )

    def __init__(
        self,
        filled: QueryDict | None = None,
        *,
        coders: Iterable[User],
        texts: Iterable[Conversation],
    ) -> None:
        super().__init__(filled)
        self.able = {str(coder.pk): coder for coder in coders}
        self.kinds = _by_kind(texts)
        choices: Mapping[str, Sequence[Any]] = {
            "coders": [(key, coder.name) for key, coder in self.able.items()],
            "whole": [(key, _all_of(listed)) for key, listed in self.kinds.items()],
            "texts": [(_kind_of(listed), _each_of(listed)) for listed in self.kinds.values()],
        }
        for name, offered in choices.items():
            field: Any = self.fields[name]
            field.choices = offered

    def clean_coders(self) -> list[User]:
        chosen = [self.able[key] for key in self.cleaned_data["coders"]]
        if len(chosen) < FEWEST_CODERS:
            raise forms.ValidationError(TOO_FEW)
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        ticked = set(cleaned.get("texts", ()))
        wanted = [
            text
            for key, listed in self.kinds.items()
            for text in listed
            if key in cleaned.get("whole", ()) or str(text.pk) in ticked
        ]
        if not wanted and not {"whole", "texts"} & self.errors.keys():
            self.add_error("whole", gettext("Tick a kind of text, or a single one below."))
        return {**cleaned, "texts": wanted}

    def plan(self) -> RoundPlan:
        said = self.cleaned_data
        return RoundPlan(said["name"], said["coders"], said["texts"], said["is_blind"])


class RevealForm(forms.Form):
    """Why a blind round is opened before everybody is through."""

    why = forms.CharField(
        label=_("Why now"),
        help_text=_("One line, which stays in the record of what was done."),
        max_length=300,
    )


def _by_kind(texts: Iterable[Conversation]) -> dict[str, list[Conversation]]:
    """Group texts that stand in the order of the list: by instrument, then by sector."""
    return {
        f"{instrument}-{sector}": list(listed)
        for (instrument, sector), listed in groupby(
            texts, key=lambda text: (text.instrument_id, text.participant.sector_id)
        )
    }


def _kind_of(listed: Sequence[Conversation]) -> str:
    first = listed[0]
    return f"{first.participant.sector.name} · {first.instrument.get_kind_display()}"


def _all_of(listed: Sequence[Conversation]) -> str:
    return f"{_kind_of(listed)} ({len(listed)})"


def _each_of(listed: Sequence[Conversation]) -> list[tuple[str, str]]:
    return [(str(text.pk), str(text.participant)) for text in listed]
