"""How often a way of counting is found, by how many spans there are to tell it (`bench`).

Our own guides stand for transcripts, some with emoji strewn in. Spans are sentences, runs of
words and, one in ten, any characters at all, as careless marking leaves them.
"""

import random
import re
import sys
from collections import Counter
from dataclasses import replace
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

SPANS, TRIALS, SEED = (2, 4, 8, 16, 32), 120, 2018
LONGEST, SURE = 6_000, 0.99
SENTENCES, RUNS_OF_WORDS = 0.4, 0.9  # the share of spans that are such, one on the other
WORD, SENTENCE = re.compile(r"\w+"), re.compile(r"[A-Z][^.!?]{20,}[.!?]")


def main() -> None:
    chance = random.Random(SEED)
    guides = sorted((ROOT / "docs").rglob("*.md"))
    prose = "\n".join(guide.read_text(encoding="utf-8") for guide in guides)
    right, sure = Counter(), Counter()
    for spans in SPANS:
        for _ in range(TRIALS):
            is_right, is_sure = trial(prose, spans, chance)
            right[spans] += is_right
            sure[is_sure, is_right] += 1
    for spans in SPANS:
        print(f"  {spans:>2} spans: every place right in {right[spans]} of {TRIALS} packages")
    print(f"  confidence over {SURE}: right in {sure[1, 1]} of {sure[1, 1] + sure[1, 0]}")


def trial(prose: str, spans: int, chance: random.Random) -> tuple[bool, bool]:
    from ecotone.engine.refiqda import Source, read_project
    from tests.factories.refi import identity, make_package, make_project

    text = strewn(excerpt(prose, chance), chance)
    marked = tuple(selection(text, number, chance) for number in range(spans))
    source = Source(identity("talk"), "talk", text, marked)
    project = replace(make_project(), cases=(), sources=(source,))
    reading = read_project(make_package(project, chance.choice(dialects())))
    found = reading.project.sources[0].selections
    is_right = [(one.start, one.end) for one in found] == [(o.start, o.end) for o in marked]
    return is_right, reading.offset_model.confidence > SURE


def dialects() -> list[object]:
    from tests.factories.refi import Dialect

    ways = product(("codepoints", "utf16"), *[(False, True)] * 5)
    return [
        Dialect(
            units=units,
            crlf=crlf,
            crlf_twice=twice,
            bom=bom,
            bom_counted=bom and counted,
            end_inclusive=inclusive,
        )
        for units, crlf, twice, bom, counted, inclusive in ways
    ]


def excerpt(prose: str, chance: random.Random) -> str:
    first = chance.randrange(len(prose) - LONGEST)
    return prose[first : first + chance.randrange(LONGEST // 4, LONGEST)].strip()


def strewn(text: str, chance: random.Random) -> str:
    for _ in range(chance.choice((0, 3))):
        end = chance.choice(list(WORD.finditer(text))).end()
        text = f"{text[:end]} 😀{text[end:]}"
    return text


def selection(text: str, number: int, chance: random.Random) -> object:
    from ecotone.engine.refiqda import Selection
    from tests.factories.refi import identity

    kind = chance.random()
    sentences = list(SENTENCE.finditer(text))
    if kind < SENTENCES and sentences:
        start, end = chance.choice(sentences).span()
    elif kind < RUNS_OF_WORDS:
        words = list(WORD.finditer(text))
        first = chance.randrange(len(words) - 12)
        start, end = words[first].start(), words[first + chance.randrange(12)].end()
    else:
        start = chance.randrange(len(text) - 30)
        end = start + chance.randrange(3, 30)
    return Selection(identity(str(number)), start, end)


if __name__ == "__main__":
    main()
