"""How fast words are found, and codes suggested, in a study of some size.

A programme of its own is made in a database that is thrown away: interviews of 6,000 words
each, in paragraphs, with the words of Zipf's law, and one coder's codings in them.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

TALKS, WORDS_EACH, CODINGS = 15, 6_000, 3_000
KNOWN_WORDS, PARAGRAPH = 4_000, 60
SEED, RUNS = 2018, 20
SYLLABLES = [a + b for a in "bdfgklmnprst" for b in ("an", "el", "or", "is", "um")]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "ECOTONE_HOME": folder,
            "ECOTONE_SECRET_KEY": "measured-only-never-served-0123456789-abcdefghijklmnop",
            "ECOTONE_ENCRYPTION_KEYS": "Y2hlY2tlZC1vbmx5LW5ldmVyLXNlcnZlZC0wMTIzNDU=",
            "DJANGO_SETTINGS_MODULE": "ecotone.config.settings",
        }
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        measure()


def measure() -> None:
    from ecotone.engine.searching import wanted
    from ecotone.listening.operations import index_anew, leave_no_trace
    from ecotone.listening.queries import count_people_in, passages_found, pieces_holding

    study, coder, revision = make_words()
    print(f"{TALKS} interviews of {WORDS_EACH:,} words, {CODINGS:,} codings of one coder")

    def search(typed: str) -> None:
        asked = wanted(typed)
        pieces = pieces_holding(asked, study)
        keys = list(pieces.values_list("pk", flat=True)[:25])
        passages_found(pieces, asked, keys)
        pieces.count(), count_people_in(pieces)

    often, rare = word(2), word(3_000)
    for typed in (often, rare, f"{often} {rare}", f'"{often} {word(1)}"', f"{often[:3]}*"):
        tell(f"search {typed}", lambda typed=typed: search(typed))
    tell("index made anew", index_anew, runs=3)
    tell("index merged", leave_no_trace)
    time_suggestions(study, coder, revision)


def time_suggestions(study: object, coder: object, revision: object) -> None:
    from ecotone.coding.models import Coding
    from ecotone.coding.queries import suggestions_for
    from ecotone.coding.queries.suggestions import _memory_of

    def ask() -> None:
        suggestions_for(revision, 0, 200, programme=study, reader=coder)

    def ask_first() -> None:
        _memory_of.cache_clear()
        ask()

    def ask_after_a_step() -> None:
        last = Coding.objects.filter(coder=coder).latest("pk")
        last.pk, last.key, last.start = None, uuid4(), last.start + 1
        last.save()
        ask()

    tell("codes suggested, first time in a process", ask_first)
    tell("codes suggested, after one more coding", ask_after_a_step)
    tell("codes suggested, again", ask)


def make_words() -> tuple[object, object, object]:
    from ecotone.coding.choices import Pole
    from ecotone.coding.models import Code, Coding
    from ecotone.listening.models import TextRevision
    from tests.factories.coding import make_coder, make_revision, make_speaker, make_study

    chance = random.Random(SEED)
    study = make_study()
    coder = make_coder(study)
    texts = [make_revision(make_speaker(study), a_text(chance)) for _n in range(TALKS)]
    codes = list(Code.objects.filter(programme=study))
    made = []
    for number in range(CODINGS):
        text = texts[number % TALKS]
        start = chance.randrange(len(text.text) - 200)
        span = {"start": start, "end": start + 120}
        code = codes[number % len(codes)]
        made.append(Coding(revision=text, code=code, pole=Pole.GIVES, coder=coder, **span))
    Coding.objects.bulk_create(made)
    return study, coder, TextRevision.objects.get(pk=texts[0].pk)


def a_text(chance: random.Random) -> str:
    ranks = range(1, KNOWN_WORDS + 1)
    drawn = chance.choices(ranks, weights=[1 / rank for rank in ranks], k=WORDS_EACH)
    said = [word(rank) for rank in drawn]
    lines = [said[first : first + PARAGRAPH] for first in range(0, len(said), PARAGRAPH)]
    return "\n".join(f"{' '.join(line)}." for line in lines)


def word(rank: int) -> str:
    chance = random.Random(rank)
    return "".join(chance.choices(SYLLABLES, k=2 + rank % 3))


def tell(title: str, act: Callable[[], object], *, runs: int = RUNS) -> None:
    taken, worked = [], []
    for _run in range(runs):
        began, began_work = time.perf_counter(), time.process_time()
        act()
        taken.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - began_work))
    passed, work = statistics.median(taken), statistics.median(worked)
    print(f"  {title}: median {passed:.0f} ms, max {max(taken):.0f} ms; work {work:.0f} ms")


if __name__ == "__main__":
    main()
