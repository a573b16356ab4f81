"""Turning what coders agreed on instead into words with a code."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotone.coding.choices import Pole, Target
from ecotone.coding.forms.codebook import by_family
from ecotone.coding.forms.passages import places_of
from ecotone.coding.models import Code
from ecotone.coding.operations import Marking
from ecotone.coding.queries import CodeEntry, DifferenceToSettle


class InsteadForm(forms.Form):
    """What neither coder said, in the words where they differ."""

    words = forms.CharField(
        label=_("The words of the passage"),
        help_text=_("Exactly as they stand in the text: shorten or lengthen them."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    code = forms.ModelChoiceField(
        label=_("Code"), queryset=Code.objects.none(), empty_label=_("Choose a code")
    )
    pole = forms.ChoiceField(
        label=_("What the speaker does with it"),
        choices=Pole.choices,
        widget=forms.RadioSelect,
    )
    target = forms.ChoiceField(label=_("Whom it is about"), choices=Target.choices)

    def __init__(
        self,
        filled: QueryDict | None = None,
        *,
        difference: DifferenceToSettle,
        entries: Iterable[CodeEntry],
    ) -> None:
        self.difference, first = difference, difference.codings[0]
        begun = {
            "words": difference.words,
            "code": first.code_id,
            "pole": first.pole,
            "target": first.target,
        }
        super().__init__(filled, initial=begun)
        code: Any = self.fields["code"]
        code.queryset = Code.objects.in_book(first.code.programme)
        code.choices = [("", code.empty_label), *by_family(entries)]

    def clean_words(self) -> tuple[int, int]:
        """Find the words; where they stand more than once, those nearest the difference."""
        found = places_of(self.cleaned_data["words"], self.difference.revision.text)
        if not found:
            raise forms.ValidationError(
                gettext("These words do not stand in the text. Copy them from it.")
            )
        return min(found, key=lambda span: abs(span[0] - self.difference.start))

    def marking(self) -> Marking:
        said = self.cleaned_data
        start, end = said["words"]
        pole, target = Pole(said["pole"]), Target(said["target"])
        return Marking(self.difference.revision, start, end, said["code"], pole, target)
