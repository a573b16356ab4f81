"""How long the server takes for pages, and how often it asks the database (`bench`).

The home page, the broker's pipeline, and the pages of a participant on a phone. They are asked
for inside this process, so that no network and no browser is measured. A region of ten times
the people, and one of the whole country's schools on request, show whether time and queries
grow.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

TEN_TIMES = 110
A_PHONE_WAITS = 50  # milliseconds of a server's time, for a participant's page


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=30)
    options.add_argument("--scale", type=int, help="also a region of this many people")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as home:
        start(Path(home))
        time_story(chosen.runs)
        for size in filter(None, (TEN_TIMES, chosen.scale)):
            time_region(size, chosen.runs)


def start(home: Path) -> None:
    """Stand up an installation of its own, as `ecotone demo` does."""
    from ecotone.cli.start import prepare_installation, start_django
    from ecotone.foundation.secrets import keep_secrets

    os.environ |= {"ECOTONE_HOME": str(home), "ECOTONE_DEMO": "true"}
    os.environ["ECOTONE_HOSTS"] = "testserver"
    keep_secrets(home)
    start_django()
    prepare_installation()


def time_story(runs: int) -> None:
    from django.utils import timezone

    from ecotone.demo.operations import load_story

    story = load_story(at=timezone.now())
    show("the paper's story", story, runs)
    show_participants_pages(story, runs)


def time_region(size: int, runs: int) -> None:
    from django.utils import timezone

    from ecotone.demo.settling import settle_region

    began = time.perf_counter()
    region = settle_region(size=size, at=timezone.now())
    print(f"  settled {size:,} people in {time.perf_counter() - began:.1f} s")
    show(f"a region of {size:,}", region, runs)


def show(label: str, programme: object, runs: int) -> None:
    """Print how long a broker waits for the home page and the pipeline, once all is loaded."""
    from django.test import Client

    from ecotone.foundation.models import User

    client = Client()
    client.force_login(User.objects.filter(memberships__programme=programme).earliest("pk"))
    home = f"/programmes/{programme.slug}/"
    time_page(client, home, f"home page, {label}", runs)
    time_page(client, f"{home}people/pipeline/", f"pipeline, {label}", runs)


def show_participants_pages(programme: object, runs: int) -> None:
    """Print how long somebody with a personal link waits, with answers sent already."""
    from django.test import Client
    from django.utils import timezone

    from ecotone.register.models import Participant
    from ecotone.register.operations import open_personal_link

    sent = Participant.objects.filter(programme=programme, conversations__isnull=False)
    link = open_personal_link(participant=sent.earliest("pk"), at=timezone.now(), by=None)
    client = Client()
    client.post(f"/my/link/{link.token}/")
    questions = "/my/questions/interview/"
    pages = ("/my/", "/my/words/", questions, f"{questions}1/", f"{questions}check/")
    slowest = max(time_page(client, page, f"participant, {page}", runs) for page in pages)
    kept = "within" if slowest < A_PHONE_WAITS else "OVER"
    print(f"  a participant's slowest page is {kept} {A_PHONE_WAITS} ms")


def time_page(client: object, address: str, label: str, runs: int) -> float:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    asked = len(queries)  # counted now: the next request empties the log
    waits, works = zip(*(milliseconds_for(client, address) for _ in range(runs)), strict=True)
    middle = statistics.median(waits)
    print(
        f"{label}: min {min(waits):.1f}, median {middle:.1f}, max {max(waits):.1f} ms, "
        f"of which this process {statistics.median(works):.1f} ms, {asked} queries"
    )
    return middle


def milliseconds_for(client: object, address: str) -> tuple[float, float]:
    """Return how long a page takes, and how much of that this process works for it."""
    began, worked = time.perf_counter(), time.process_time()
    answer = client.get(address)
    waited, worked = time.perf_counter() - began, time.process_time() - worked
    if answer.status_code != 200:  # noqa: PLR2004
        sys.exit(f"{address} answered {answer.status_code}.")
    return 1000 * waited, 1000 * worked


if __name__ == "__main__":
    main()
