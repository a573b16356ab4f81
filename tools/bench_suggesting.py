"""How often suggested codes are right, on codings held back, and how fast they come.

Three kinds of work. *The paper's story*: 95 sentences people really said, on 64 codes, each
person held back in turn. *A region as invented*: every sentence names its practice, so this
is a ceiling. *The same, half heard*: each word of the practice is lost with an even chance.
Beside each stands what always naming the coder's three most used codes would have done.
"""

import random
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files

from ecotone.demo.region import synthetic_region
from ecotone.engine.suggesting import Pile, Worked, learn, measured, suggest

SEED = 2018
PEOPLE, PILES = 110, 10
LOAD = 3_000
SHARE_LOST = 0.5


def main() -> None:
    region = [one for pile in region_piles() for one in pile]
    tell("the paper's story", story_piles())
    tell("a region as invented", region_piles())
    tell("the same, half heard", [half_heard(pile) for pile in region_piles()])
    time_at_load(half_heard([one for _round in range(5) for one in region][:LOAD]))


def story_piles() -> list[Pile]:
    folder = files("ecotone.demo") / "story" / "answers"
    told = sorted(folder.iterdir(), key=lambda file: file.name)
    return [list(coded_in(tomllib.loads(file.read_text(encoding="utf-8")))) for file in told]


def coded_in(part: object) -> Iterator[Worked]:
    """Find every coded quote of a story file, however deep it lies."""
    if isinstance(part, dict):
        if {"quote", "code"} <= part.keys():
            yield Worked(part["quote"], part["code"])
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from coded_in(inner)


def region_piles() -> list[Pile]:
    piles: dict[int, list[Worked]] = defaultdict(list)
    for number, person in enumerate(synthetic_region(PEOPLE, seed=SEED)):
        for said in (*person.gives, *person.asks):
            piles[number % PILES] += [Worked(words, said.practice) for words in said.sentences]
    return list(piles.values())


def half_heard(pile: Pile) -> list[Worked]:
    chance = random.Random(SEED)
    return [Worked(with_losses(one.words, chance), one.code) for one in pile]


def with_losses(sentence: str, chance: random.Random) -> str:
    frame, _colon, practice = sentence.partition(":")
    kept = [word for word in practice.split() if chance.random() >= SHARE_LOST]
    return f"{frame}: {' '.join(kept)}"


def tell(title: str, piles: list[Pile]) -> None:
    result = measured(piles)
    said = [said_as(result.precision_at_3), said_as(result.helped_when_answered)]
    helped = result.most_used_helped / result.passages
    print(f"{title}: {result.passages} passages held back, {result.answered} answered")
    print(f"  precision at 3 {said[0]}; a right code among them {said[1]}")
    print(f"  three codes used most: {said_as(result.most_used_precision)}; {helped:.3f}")


def said_as(share: float | None) -> str:
    return "nothing suggested" if share is None else f"{share:.3f}"


def time_at_load(worked: list[Worked]) -> None:
    began = time.perf_counter()
    earlier = learn(worked)
    learnt = time.perf_counter()
    for one in worked[:100]:
        suggest(earlier, one.words)
    asked = (time.perf_counter() - learnt) / 100
    print(f"{len(worked):,} codings: learnt in {1000 * (learnt - began):.0f} ms,", end=" ")
    print(f"a passage answered in {1000 * asked:.1f} ms")


if __name__ == "__main__":
    main()
