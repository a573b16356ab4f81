"""What somebody says of a project they bring, or take away, turned into clean values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from django import forms
from django.conf import settings
from django.utils.datastructures import MultiValueDict
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecotone.coding.choices import Pole
from ecotone.coding.queries.projects.choices import PersonChoice, ProjectChoices, Who
from ecotone.engine.refiqda import OffsetModel, Units
from ecotone.foundation.models import User
from ecotone.listening.choices import InstrumentKind
from ecotone.register.models import Participant, Sector

MOST_TEXT_BYTES = 20 * 2**20
WHO = (
    (Who.UNSAID.value, gettext_lazy("Choose who this is")),
    (Who.HERE.value, gettext_lazy("Somebody who is here")),
    (Who.NEW.value, gettext_lazy("Somebody new")),
    (Who.LEFT_OUT.value, gettext_lazy("Leave them out")),
)


class BringProjectForm(forms.Form):
    """One package."""

    project = forms.FileField(
        label=gettext_lazy("The project"),
        widget=forms.FileInput(attrs={"accept": ".qdpx,.qde"}),
    )

    def __init__(
        self,
        sent: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, Any] | None = None,
    ) -> None:
        super().__init__(sent, files)
        self.fields["project"].help_text = _(
            "A REFI-QDA project (.qdpx), at most %(most)d MB. NVivo, ATLAS.ti, MAXQDA, "
            "QualCoder, Quirkos and others export one."
        ) % {"most": settings.PROJECT_MEGABYTES}


class TakeProjectForm(forms.Form):
    """How much of the programme goes out as a project."""

    coders = forms.BooleanField(
        label=gettext_lazy("Number the coders instead of naming them"), required=False
    )
    memos = forms.BooleanField(label=gettext_lazy("Leave memos out"), required=False)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the questions: a project's report, what was chosen, who is here."""

    report: Mapping[str, Any]
    chosen: ProjectChoices
    sectors: Sequence[Sector]
    team: Sequence[User]
    participants: Sequence[Participant] = ()


class ProjectForm(forms.Form):
    """Who is who in a project, how it counts, and the texts that were not in it."""

    def __init__(
        self,
        sent: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        around: Around,
    ) -> None:
        super().__init__(sent, files)
        self.report, self.chosen = around.report, around.chosen
        self.participants = around.participants
        in_sector = [(one.key, one.name) for one in around.sectors]
        for number, line in enumerate(self.report["people"]):
            self._add_person(number, line, in_sector)
        self._add_others(in_sector)
        self._add_coders(around.team)
        self._add_texts()
        self._add_ways(around.chosen)

    # --- fields ------------------------------------------------------------------------------

    def _add_person(
        self, number: int, line: Mapping[str, Any], sectors: Sequence[tuple[str, str]]
    ) -> None:
        named = {"name": line["name"]}
        self.fields[f"who-{number}"] = forms.ChoiceField(
            label=_("Who is “%(name)s”?") % named,
            choices=WHO,
            required=False,
            initial=line["who"],
        )
        self.fields[f"pseudonym-{number}"] = forms.CharField(
            label=_("Pseudonym of “%(name)s”") % named,
            max_length=60,
            required=False,
            initial=line["pseudonym"],
            widget=forms.TextInput(attrs={"list": "pseudonyms", "autocomplete": "off"}),
        )
        self.fields[f"sector-{number}"] = forms.ChoiceField(
            label=_("Sector of “%(name)s”") % named,
            choices=[("", _("In which sector?")), *sectors],
            required=False,
            initial=line["sector"],
        )
        self.fields[f"real-{number}"] = forms.BooleanField(
            label=_("“%(name)s” is their real name: hide it in every text") % named,
            required=False,
            initial=line["is_real_name"],
        )

    def _add_others(self, sectors: Sequence[tuple[str, str]]) -> None:
        new_in = [
            (f"in {key}", _("New, in the sector %(sector)s") % {"sector": name})
            for key, name in sectors
        ]
        left_out = Who.LEFT_OUT.value, _("Leave them out")
        self.fields["others"] = forms.ChoiceField(
            label=_("Everybody for whom nothing is chosen"),
            choices=[("", _("Ask me")), left_out, *new_in],
            required=False,
        )
        self.fields["has_paper"] = forms.BooleanField(
            label=_(
                "Each person who is new has said yes, in writing, to being asked and studied "
                "here, and I hold the paper"
            ),
            required=False,
            initial=self.chosen.has_paper,
        )

    def _add_coders(self, team: Sequence[User]) -> None:
        members = [(str(user.pk), str(user)) for user in team]
        for number, line in enumerate(self.report["coders"]):
            if not line["is_settled"]:
                self.fields[f"coder-{number}"] = forms.TypedChoiceField(
                    label=line["name"] or _("Nobody named"),
                    choices=[("0", _("A coder of their own, without a way in")), *members],
                    coerce=int,
                    initial=str(line["user"]),
                )

    def _add_texts(self) -> None:
        for number, line in enumerate(self.report["missing"]):
            self.fields[f"text-{number}"] = forms.FileField(
                label=line["name"],
                help_text=line["path"],
                required=False,
                widget=forms.FileInput(attrs={"accept": ".txt"}),
            )

    def _add_ways(self, chosen: ProjectChoices) -> None:
        self.fields["kind"] = forms.ChoiceField(
            label=_("What the texts are"),
            choices=InstrumentKind,
            initial=chosen.kind,
            help_text=_("Where the name of a text does not say it."),
        )
        self.fields["pole"] = forms.ChoiceField(
            label=_("What a coding means that says nothing of gives and asks"),
            choices=Pole,
            initial=chosen.pole,
        )
        self.fields["offsets"] = forms.ChoiceField(
            label=_("How positions are counted"),
            choices=[("", _("As was found out")), *_ways_of_counting()],
            required=False,
            initial=chosen.offsets,
        )

    # --- what a page lays out ----------------------------------------------------------------

    def people(self) -> Iterator[tuple[Mapping[str, Any], list[forms.BoundField]]]:
        for number, line in enumerate(self.report["people"]):
            names = ("who", "pseudonym", "sector", "real")
            yield line, [self[f"{name}-{number}"] for name in names]

    def coders(self) -> Iterator[tuple[Mapping[str, Any], forms.BoundField | None]]:
        for number, line in enumerate(self.report["coders"]):
            name = f"coder-{number}"
            yield line, self[name] if name in self.fields else None

    def missing(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("text-")]

    def ways(self) -> list[forms.BoundField]:
        return [self[name] for name in ("kind", "pole", "offsets")]

    @property
    def counted_as(self) -> str:
        """Say in words how positions were counted when the project was read last."""
        name = self.report["offset_model"]["name"]
        return str(dict(_ways_of_counting()).get(name, name))

    # --- clean values ------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        for name in [one for one in self.fields if one.startswith("text-")]:
            upload = self.cleaned_data.get(name)
            if upload and upload.size > MOST_TEXT_BYTES:
                self.add_error(name, _("A text has at most 20 MB."))
        return self.cleaned_data

    def choices(self) -> ProjectChoices:
        said = self.cleaned_data
        return ProjectChoices(
            offsets=said["offsets"],
            kind=said["kind"],
            pole=said["pole"],
            people={
                line["key"]: self._person(number)
                for number, line in enumerate(self.report["people"])
            },
            coders={
                line["guid"]: said[f"coder-{number}"]
                for number, line in enumerate(self.report["coders"])
                if f"coder-{number}" in said
            },
            texts={**self.chosen.texts, **dict(self._texts())},
            has_paper=said["has_paper"],
        )

    def _person(self, number: int) -> PersonChoice:
        said = self.cleaned_data
        who = Who(said[f"who-{number}"])
        sector, others = said[f"sector-{number}"], said["others"]
        if who == Who.UNSAID and others:
            who = Who.NEW if others.startswith("in ") else Who.LEFT_OUT
            sector = sector or others.removeprefix("in ")
        pseudonym = said[f"pseudonym-{number}"].strip()
        return PersonChoice(who, pseudonym, sector, said[f"real-{number}"])

    def _texts(self) -> Iterator[tuple[str, str]]:
        for number, line in enumerate(self.report["missing"]):
            upload = self.cleaned_data.get(f"text-{number}")
            if upload:
                yield line["guid"], _decoded(upload.read())


def _decoded(content: bytes) -> str:
    """Keep byte order mark and line ends: the positions may count them."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _ways_of_counting() -> Iterator[tuple[str, Any]]:
    units = {
        Units.CODE_POINTS: gettext_lazy("by characters"),
        Units.UTF16: gettext_lazy("by UTF-16 units"),
    }
    says = (
        gettext_lazy("a line end counts two"),
        gettext_lazy("a mark before the text counts one"),
        gettext_lazy("the end is the last character"),
    )
    for unit, *flags in product(Units, *((False, True),) * 3):
        model = OffsetModel(unit, *flags)
        words = [units[unit], *(word for word, holds in zip(says, flags, strict=True) if holds)]
        yield model.name, format_lazy(", ".join(["{}"] * len(words)), *words)
