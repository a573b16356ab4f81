"""How long a transcript of two hours takes, from its file to the conversation (`bench`).

Twenty thousand words in cues of four seconds, by an interviewer and two participants, come in
through the pages of an installation made for it, in this process.
"""

import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

WORDS, CUE_SECONDS, HOURS = 20_000, 4, 2
SPEAKERS = ("Interviewer", "Jane Eyre", "Thomas Wren")
SEED = 2018
LABEL = re.compile(r'<label for="id_(speaker-\d+)">(.*?)</label>')


def main() -> None:
    from bench_pages import start

    with tempfile.TemporaryDirectory() as home:
        start(Path(home))
        bring()


def transcript() -> bytes:
    """Invent a talk: turns of some cues each, every cue as long as people speak in it."""
    chance = random.Random(SEED)
    cues = HOURS * 3600 // CUE_SECONDS
    written, speaker = ["WEBVTT", ""], SPEAKERS[0]
    for number in range(cues):
        if number % 6 == 0:
            speaker = chance.choice(SPEAKERS)
        begins, words = number * CUE_SECONDS, WORDS // cues + (number % 9 == 0)
        said = " ".join("".join(chance.choices("aeinorstl", k=5)) for _ in range(words))
        written += [
            f"{clock(begins)} --> {clock(begins + CUE_SECONDS)}",
            f"<v {speaker}>{said}.</v>",
            "",
        ]
    return "\n".join(written).encode()


def clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.000"


def bring() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client
    from django.utils import timezone

    from ecotone.demo.operations import load_story
    from ecotone.foundation.models import User
    from ecotone.listening.models import Transcript
    from ecotone.register.models import Participant

    story = load_story(at=timezone.now())
    client = Client()
    client.force_login(User.objects.get(name__startswith="Ines"))
    hub = f"/programmes/{story.slug}/listening/"
    content = transcript()
    print(f"a transcript of {HOURS} hours, {len(content.split()):,} words with its times")
    sent = {"holds": "talk", "kind": "interview", "held_on": "2026-03-02", "text": ""}
    with timed("  its file read, speakers found, first page"):
        file = SimpleUploadedFile("talk.vtt", content)
        client.post(f"{hub}bring/", sent | {"file": file}, follow=True)
    page = f"{hub}transcripts/{Transcript.objects.get().key}/"
    first, second = Participant.objects.filter(pseudonym__in=("Andrea", "Tom"))
    speakers = ("interviewer", str(first.pk), str(second.pk))
    chosen = dict(zip(speaker_fields(client, page), speakers, strict=True))
    with timed("  speakers named, first page of the preview"):
        client.post(page, chosen, follow=True)
    with timed("  taken in as two conversations, names replaced"):
        client.post(f"{page}take-in/", follow=True)


def speaker_fields(client: object, page: str) -> list[str]:
    """Order the choices as the speakers are listed here, whoever speaks first."""
    shown = client.get(page).content.decode()
    order = {label: field for field, label in LABEL.findall(shown)}
    return [order[speaker] for speaker in SPEAKERS]


@contextmanager
def timed(title: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    print(f"{title}: {time.perf_counter() - began:.2f} s")


if __name__ == "__main__":
    main()
