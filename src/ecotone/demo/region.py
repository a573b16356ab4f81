"""An invented region of any size, so that load and speed can be measured on lifelike people.

Everybody here is drawn from a seed. What they give and ask leans the way the study found:
schools mostly give ways of teaching, the university mostly gives the discipline and its uses,
and each asks for what the others have. Every give and every ask rests on sentences.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain

import numpy as np
import numpy.typing as npt

from ecotone.engine.kernel import FloatMatrix, InputError, seeded_generator

__all__ = [
    "LARGEST_REGION",
    "Said",
    "SyntheticParticipant",
    "Workplace",
    "in_words",
    "synthetic_region",
]

LARGEST_REGION = (
    21_567  # one person for each school in the national register that we size ourselves by
)

SECTORS = ("primary", "secondary", "university")
SECTOR_SHARES = (0.45, 0.35, 0.20)
PEOPLE_PER_WORKPLACE = (2, 4, 25)
WORKPLACE_NAMES = ("Primary school", "Secondary school", "University department")

CAPACITIES = (1, 2, 3, 4)
CAPACITY_SHARES = (0.30, 0.35, 0.25, 0.10)  # mean 2.15
TRAVEL_MINUTES = (30, 45, 60, 90)
HALF_DAYS = tuple(
    f"{day}-{half}" for day in ("mon", "tue", "wed", "thu", "fri") for half in ("am", "pm")
)

TOWNS = 12
CENTRE = (54.0, -2.0)
REGION_DEGREES = 0.6
TOWN_DEGREES = 0.06

# Where a practice is at home, by its branch of the taxonomy. Barriers are left out: nobody
# gives or asks for one.
HOME_SECTOR = {
    "asm": "secondary",
    "ped": "primary",
    "grp": "primary",
    "dia": "primary",
    "wsc": "secondary",
    "prc": "secondary",
    "eng": "university",
    "cmp": "university",
    "mat": "secondary",
    "sub": "university",
    "rwc": "university",
    "mot": "primary",
    "lrn": "primary",
    "prg": "secondary",
    "inc": "secondary",
    "res": "university",
    "pro": "secondary",
    "out": "university",
}
TILT = 4.0
POPULARITY_EXPONENT = -0.7

FEWEST_GIVES, MOST_GIVES = 5, 8
FEWEST_ASKS, MOST_ASKS = 3, 6
SENTENCE_SHARES = (0.50, 0.35, 0.15)  # one, two or three sentences on a practice

GIVES_SENTENCES = (
    "One thing I can offer others is this: {practice}.",
    "Colleagues come and watch how I go about it: {practice}.",
    "It has gone well in my teaching for years: {practice}.",
)
ASKS_SENTENCES = (
    "I would like to get better at this: {practice}.",
    "The question I carry round with me is this one: {practice}.",
    "I would gladly watch somebody who is good at it: {practice}.",
)

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Said:
    """A practice somebody gives or asks for, and the sentences it rests on."""

    practice: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Workplace:
    name: str
    sector: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class SyntheticParticipant:
    key: str
    sector: str
    workplace: Workplace
    capacity: int
    free: tuple[str, ...]
    travel_minutes: int
    gives: tuple[Said, ...]
    asks: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Practice:
    key: str
    label: str
    home: str


def synthetic_region(size: int, *, seed: int) -> tuple[SyntheticParticipant, ...]:
    """Invent the people of a region, the same ones whenever size and seed are the same."""
    if not 1 <= size <= LARGEST_REGION:
        raise InputError(f"A region has 1 to {LARGEST_REGION:,} people, not {size:,}.")
    chance = seeded_generator(seed)
    sectors = _sectors(size, chance)
    practices = _practices()
    gives, asks = _given_and_asked(sectors, practices, chance)
    columns = zip(
        _workplaces(sectors, chance),
        chance.choice(CAPACITIES, size, p=CAPACITY_SHARES).tolist(),
        _free_half_days(size, chance),
        chance.choice(TRAVEL_MINUTES, size).tolist(),
        _sayings(gives, _said_of(practices, GIVES_SENTENCES), FEWEST_GIVES, chance),
        _sayings(asks, _said_of(practices, ASKS_SENTENCES), FEWEST_ASKS, chance),
        strict=True,
    )
    return tuple(
        SyntheticParticipant(f"p{number:05d}", SECTORS[sector], *column)
        for number, (sector, column) in enumerate(
            zip(sectors.tolist(), columns, strict=True), start=1
        )
    )


def in_words(said: Iterable[Said]) -> str:
    """Join everything said into one answer; each sentence occurs in it once."""
    return " ".join(chain.from_iterable(one.sentences for one in said))


def _practices() -> tuple[Practice, ...]:
    """Read the narrower practices; the broad ones are headings that few people name."""
    taxonomy = files("ecotone.coding") / "data" / "taxonomy.csv"
    rows = csv.DictReader(taxonomy.read_text(encoding="utf-8").splitlines())
    return tuple(
        Practice(row["id"], row["prefLabel"], HOME_SECTOR[row["broader"]])
        for row in rows
        if row["broader"] in HOME_SECTOR
    )


def _sectors(size: int, chance: np.random.Generator) -> Integers:
    """Deal the sectors out in their shares, as indices into SECTORS."""
    edges = np.rint(np.cumsum(SECTOR_SHARES) * size).astype(np.int64)
    return chance.permutation(np.searchsorted(edges, np.arange(size), side="right"))


def _given_and_asked(
    sectors: Integers, practices: Sequence[Practice], chance: np.random.Generator
) -> tuple[Integers, Integers]:
    """Draw what each person gives and asks, most likely first; nobody asks what they give."""
    popularity = np.arange(1, len(practices) + 1) ** POPULARITY_EXPONENT
    log_popularity = np.log(chance.permutation(popularity))
    at_home = np.array([[p.home == sector for p in practices] for sector in SECTORS])
    give_odds = log_popularity + np.log(np.where(at_home, TILT, 1.0))
    ask_odds = log_popularity + np.log(np.where(at_home, 1.0, TILT))

    gives = _drawn(give_odds[sectors], MOST_GIVES, chance)
    open_to_ask = ask_odds[sectors]
    np.put_along_axis(open_to_ask, gives, -np.inf, axis=1)
    return gives, _drawn(open_to_ask, MOST_ASKS, chance)


def _drawn(log_odds: FloatMatrix, most: int, chance: np.random.Generator) -> Integers:
    """Draw without replacement for all rows at once, by the Gumbel top-k trick."""
    luck = log_odds + chance.gumbel(size=log_odds.shape)
    best = np.argpartition(-luck, most, axis=1)[:, :most]
    order = np.argsort(-np.take_along_axis(luck, best, axis=1), axis=1)
    return np.take_along_axis(best, order, axis=1)


def _said_of(practices: Sequence[Practice], templates: Sequence[str]) -> list[tuple[Said, ...]]:
    """Word each practice in one, two and three sentences, once for the whole region."""
    worded = []
    for practice in practices:
        sentences = tuple(template.format(practice=practice.label) for template in templates)
        counts = range(1, len(sentences) + 1)
        worded.append(tuple(Said(practice.key, sentences[:count]) for count in counts))
    return worded


def _sayings(
    drawn: Integers,
    worded: Sequence[Sequence[Said]],
    fewest: int,
    chance: np.random.Generator,
) -> list[tuple[Said, ...]]:
    """Let each person name the first few practices they drew, some at greater length."""
    most = drawn.shape[1]
    named = chance.integers(fewest, most, size=len(drawn), endpoint=True).tolist()
    lengths = chance.choice(len(SENTENCE_SHARES), drawn.shape, p=SENTENCE_SHARES).tolist()
    return [
        tuple(worded[p][length] for p, length in zip(row[:n], spoken[:n], strict=True))
        for row, spoken, n in zip(drawn.tolist(), lengths, named, strict=True)
    ]


def _free_half_days(size: int, chance: np.random.Generator) -> list[tuple[str, ...]]:
    """Leave everybody two to five half-days of the week, in the week's order."""
    shuffled = np.argsort(chance.random((size, len(HALF_DAYS))), axis=1).tolist()
    counts = chance.integers(2, 5, size=size, endpoint=True).tolist()
    return [
        tuple(HALF_DAYS[place] for place in sorted(row[:count]))
        for row, count in zip(shuffled, counts, strict=True)
    ]


def _workplaces(sectors: Integers, chance: np.random.Generator) -> list[Workplace]:
    """Return each person's workplace; workplaces gather round the towns of the region."""
    towns = chance.uniform(-REGION_DEGREES, REGION_DEGREES, size=(TOWNS, 2)) + CENTRE
    founded = [
        _founded(place, int(np.count_nonzero(sectors == place)), towns, chance)
        for place in range(len(SECTORS))
    ]
    seats = chance.random(len(sectors)).tolist()
    return [
        founded[sector][int(seat * len(founded[sector]))]
        for sector, seat in zip(sectors.tolist(), seats, strict=True)
    ]


def _founded(
    place: int, people: int, towns: FloatMatrix, chance: np.random.Generator
) -> list[Workplace]:
    """Found as many workplaces of one sector as its people fill."""
    count = -(-people // PEOPLE_PER_WORKPLACE[place])
    positions = towns[chance.integers(TOWNS, size=count)]
    positions = positions + chance.normal(scale=TOWN_DEGREES, size=(count, 2))
    return [
        Workplace(f"{WORKPLACE_NAMES[place]} {number}", SECTORS[place], latitude, longitude)
        for number, (latitude, longitude) in enumerate(np.round(positions, 5).tolist(), start=1)
    ]
