"""The two questions asked of whoever brings a table: which file, and which columns."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.imports.kinds import ImportKind, kind_of
from ecotone.foundation.models import TableImport, User
from ecotone.foundation.tables import MEGABYTE


class BringTableForm(forms.Form):
    """One file; what is in it is judged by the room that knows this kind of table."""

    table = forms.FileField(
        label=_("The table"), widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"})
    )

    def __init__(
        self,
        kind: ImportKind,
        sent: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, Any] | None = None,
    ) -> None:
        super().__init__(sent, files)
        self.fields["table"].help_text = _(
            "CSV or XLSX, at most %(size)d MB and %(rows)s rows. The first row names columns."
        ) % {
            "size": kind.limits.most_bytes // MEGABYTE,
            "rows": f"{kind.limits.most_rows:,}",
        }


class ColumnsForm(forms.Form):
    """Which column of a file is which: one choice for each column of the file."""

    def __init__(
        self, brought: TableImport, sent: Mapping[str, Any] | None = None, *, by: User
    ) -> None:
        super().__init__(sent)
        self.is_own = brought.brought_by_id == by.pk
        self.kind = kind_of(brought)
        titles, samples = brought.header["titles"], brought.header["samples"]
        chosen = {place: key for key, place in brought.mapping.items()}
        for place, title in enumerate(titles):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=title,
                choices=[("", _("Leave out")), *self._choices()],
                required=False,
                initial=chosen.get(place, ""),
            )
        # What stands in a file may be names: only who brought it sees some of it here.
        self.samples = samples if self.is_own else [[] for _title in titles]

    def _choices(self) -> Iterator[tuple[str, str]]:
        for column in self.kind.columns:
            mark = _("%(title)s (needed)") if column.is_required else "%(title)s"
            yield column.key, str(mark) % {"title": column.title}

    def rows(self) -> list[tuple[forms.BoundField, list[str]]]:
        """Return each column of the file with what stands in it first."""
        return list(zip(self, self.samples, strict=True))

    def mapping(self) -> dict[str, int]:
        return {
            key: int(name.removeprefix("column-"))
            for name, key in self.cleaned_data.items()
            if key
        }

    def clean(self) -> dict[str, Any]:
        chosen = [key for key in self.cleaned_data.values() if key]
        for name, key in list(self.cleaned_data.items()):  # an error takes its name out
            if key and chosen.count(key) > 1:
                self.add_error(name, _("Two columns cannot both be this one."))
        for column in self.kind.columns:
            if column.is_required and column.key not in chosen:
                self.add_error(
                    None, _("Say which column is “%(title)s”.") % {"title": column.title}
                )
        return self.cleaned_data
