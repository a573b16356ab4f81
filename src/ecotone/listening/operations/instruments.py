"""What gives a programme its questions."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from ecotone.foundation import audit
from ecotone.foundation.languages import Language
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.listening.choices import InstrumentKind, Moment
from ecotone.listening.models import Instrument, Question

QUESTIONS = Path(__file__).parent.parent / "data"


@transaction.atomic
def adopt_instruments(
    *, programme: Programme, at: datetime, by: User | None
) -> list[Instrument]:
    """Give a programme our questions; versions it has already stay as they are."""
    if by is not None:
        require(by, Action.LISTEN, programme)
    files = sorted(QUESTIONS.glob("*.toml"))
    read = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    held = set(programme.instruments.values_list("kind", "version"))
    adopted = [
        _adopt(programme, wording)
        for wording in read
        if (wording["kind"], wording["version"]) not in held
    ]
    for instrument in adopted:
        audit.record_in(f"adopted {instrument.kind}", programme, at=at, by=by)
    return adopted


def _adopt(programme: Programme, wording: Mapping[str, Any]) -> Instrument:
    others = _in_other_languages(wording)
    instrument = Instrument.objects.create(
        programme=programme,
        kind=InstrumentKind(wording["kind"]),
        version=wording["version"],
        title=wording["title"],
        titles={language: other["title"] for language, other in others.items()},
    )
    Question.objects.bulk_create(
        Question(
            instrument=instrument,
            number=question["number"],
            text=question["text"],
            hint=question.get("hint", ""),
            probes=question.get("probes", []),
            wording_by_sector=question.get("wording", {}),
            translations=_by_language(question["number"], others),
            moment=Moment(question.get("moment", wording["moment"])),
        )
        for question in wording["question"]
    )
    return instrument


def _in_other_languages(wording: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Read the same set of questions in each other language that has it."""
    files = {
        str(language): QUESTIONS / language / f"{wording['kind']}-{wording['version']}.toml"
        for language in Language
    }
    return {
        language: tomllib.loads(file.read_text(encoding="utf-8"))
        for language, file in files.items()
        if file.exists()
    }


def _by_language(
    number: int, others: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Return how one question stands in the other languages."""
    return {
        language: {
            "text": question["text"],
            "hint": question.get("hint", ""),
            "probes": question.get("probes", []),
            "wording": question.get("wording", {}),
        }
        for language, other in others.items()
        for question in other["question"]
        if question["number"] == number
    }
