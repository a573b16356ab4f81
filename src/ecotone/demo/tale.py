"""Reading the story: who takes part, what each said, and how it was coded."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

STORY = files("ecotone.demo").joinpath("story")


@dataclass(frozen=True, slots=True)
class CodedQuote:
    """A passage by its exact words, and how the demo's coder read it."""

    quote: str
    code: str
    pole: str
    target: str


@dataclass(frozen=True, slots=True)
class Told:
    """One answer somebody gave."""

    instrument: str
    question: int
    text: str
    codings: tuple[CodedQuote, ...]


@dataclass(frozen=True, slots=True)
class Character:
    """One person of the story, with everything they said."""

    pseudonym: str
    real_name: str
    email: str
    sector: str
    post: str
    organisation: str
    capacity: int
    free: tuple[str, ...]
    speaks: tuple[str, ...]
    criterion: str
    evidence: str
    consents: frozenset[str]
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Tale:
    """The whole story."""

    name: str
    hub: str
    quotas: dict[str, int]
    broker: str
    broker_email: str
    characters: tuple[Character, ...]


@dataclass(frozen=True, slots=True)
class SecondReading:
    """How a second coder read some interviews: which passages otherwise, or not at all."""

    name: str
    coder: str
    speakers: tuple[str, ...]
    otherwise: Mapping[str, CodedQuote | None]


def read_second_reading() -> SecondReading:
    told = _toml("second_reading.toml")
    return SecondReading(
        name=told["name"],
        coder=told["coder"],
        speakers=tuple(told["speakers"]),
        otherwise={
            passage["quote"]: CodedQuote(**passage["reads"]) if "reads" in passage else None
            for passage in told["otherwise"]
        },
    )


def read_tale() -> Tale:
    people = _toml("people.toml")
    programme, broker = people["programme"], people["broker"]
    return Tale(
        name=programme["name"],
        hub=programme["hub"],
        quotas=programme["quotas"],
        broker=broker["real_name"],
        broker_email=broker["email"],
        characters=tuple(_character(person) for person in people["person"]),
    )


def _character(person: dict[str, Any]) -> Character:
    return Character(
        pseudonym=person["pseudonym"],
        real_name=person["real_name"],
        email=person["email"],
        sector=person["sector"],
        post=person["post"],
        organisation=person["organisation"],
        capacity=person["capacity"],
        free=tuple(person["free"]),
        speaks=tuple(person["speaks"]),
        criterion=person["criterion"].upper(),
        evidence=person["evidence"],
        consents=frozenset(person["consents"]),
        told=tuple(_told(person)),
    )


def _told(person: dict[str, Any]) -> Iterator[Told]:
    if not person["published"]:
        return
    for answer in _toml(f"answers/{person['pseudonym'].lower()}.toml")["answer"]:
        yield Told(
            instrument=answer["instrument"],
            question=answer["question"],
            text=answer["text"],
            codings=tuple(
                CodedQuote(
                    quote=coding["quote"],
                    code=coding["code"],
                    pole=coding["pole"],
                    target=coding["target"],
                )
                for coding in answer.get("coding", ())
            ),
        )


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(STORY.joinpath(name).read_text(encoding="utf-8"))
