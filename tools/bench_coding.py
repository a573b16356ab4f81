"""How fast the coding page is, in a real browser against a real server on SQLite (`bench`).

Two transcripts of invented words stand in an installation made for it, with a codebook of five
hundred codes: one of 20,000 words is opened; in one of 90,000 words with 3,000 codings passages
are coded with the keyboard, then by five coders at once. What our own processes worked is told
beside the clock, which on a shared machine tells of others too.
"""

import argparse
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from uuid import uuid4

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / room) for room in ("src", "tools")]
ECOTONE = Path(sys.executable).parent / "ecotone"

SEED = 2018
CODES, CODERS = 500, 5
SHORT, LONG = (20_000, 700), (90_000, 3_000)  # words, codings
TURN, SENTENCE = 60, 12  # words
OPENS, PAINTS, STORES, LISTS = 600, 50, 150, 30  # milliseconds, as promised

# How long from a key to the next frame in which its outcome is painted.
PAINTED = """
key => new Promise(resolve => {
  const began = performance.now();
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
})
"""
LISTED = """
typed => {
  const search = document.getElementById("palette-search");
  search.value = typed;
  const began = performance.now();
  search.dispatchEvent(new Event("input"));
  document.getElementById("palette").getBoundingClientRect();
  return performance.now() - began;
}
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=60)
    runs = options.parse_args().runs
    from bench_pages import start

    with tempfile.TemporaryDirectory() as home:
        start(Path(home))
        study, coders = prepare()
        short, long = (transcript(study, coders, *size) for size in (SHORT, LONG))
        with server(home) as (port, serving):
            print(f"load at the start: {os.getloadavg()[0]:.1f}")
            time_browser((port, serving), study, coders[0], (short, long), runs)
            time_coders((port, serving), study, coders, long, runs)
            print(f"load at the end: {os.getloadavg()[0]:.1f}")


# --- what is measured on ---------------------------------------------------------------------


def prepare() -> tuple[object, list[object]]:
    from django.utils import timezone

    from ecotone.coding.models import Code
    from ecotone.demo.operations import load_story
    from ecotone.foundation.models import Role
    from ecotone.foundation.operations import add_user, grant_role

    now = timezone.now()
    study = load_story(at=now)
    families = list(Code.objects.filter(programme=study, parent=None))
    missing = CODES - Code.objects.filter(programme=study).count()
    Code.objects.bulk_create(
        Code(
            programme=study,
            parent=families[number % len(families)],
            key=f"more.{number}",
            name=" ".join(invented(random.Random(number), 3)).capitalize(),
            definition=" ".join(invented(random.Random(number), 20)),
        )
        for number in range(missing)
    )
    coders = []
    for number in range(CODERS):
        coder = add_user(
            email=f"coder{number}@example.org", name=f"Coder {number}", at=now, by=None
        )
        grant_role(programme=study, user=coder, role=Role.CODER, at=now, by=None)
        coders.append(coder)
    return study, coders


def invented(chance: random.Random, number: int) -> list[str]:
    return ["".join(chance.choices("aeinorstl", k=chance.randint(2, 8))) for _ in range(number)]


def transcript(study: object, coders: Sequence[object], words: int, codings: int) -> object:
    """Write an interview of turns, each of some sentences, and have everybody code it."""
    from django.utils import timezone

    from ecotone.coding.choices import Pole
    from ecotone.coding.models import Code
    from ecotone.coding.operations import Marking, code_passages
    from ecotone.listening.choices import InstrumentKind, Mode
    from ecotone.listening.models import Conversation, Question, RawText, TextRevision
    from ecotone.register.models import Participant

    now, chance = timezone.now(), random.Random(words)
    asked = Question.objects.filter(
        instrument__programme=study, instrument__kind=InstrumentKind.INTERVIEW
    ).first()
    silent = Participant.objects.filter(programme=study).exclude(pseudonym="")
    speaker = silent.order_by("conversations", "pk").first()
    conversation = Conversation.objects.create(
        participant=speaker,
        instrument=asked.instrument,
        mode=Mode.WRITTEN,
        started_at=now,
        finished_at=now,
    )
    response = conversation.responses.create(question=asked, saved_at=now)
    text = "\n".join(turn(chance) for _ in range(words // TURN))
    raw = RawText.objects.create(response=response, text=text, arrived_at=now)
    revision = TextRevision.objects.create(
        response=response,
        raw=raw,
        number=1,
        text=text,
        sha256=TextRevision.digest(text),
        frozen_at=now,
    )
    codes = list(Code.objects.filter(programme=study))
    starts = sentences(text)
    for coder in coders:
        chosen = sorted(chance.sample(range(len(starts) - 2), codings // len(coders)))
        markings = [
            Marking(
                revision,
                starts[place],
                starts[place + 1 + number % 2] - 1,
                codes[(number + coder.pk) % len(codes)],
                chance.choice(list(Pole)),
            )
            for number, place in enumerate(chosen)
        ]
        code_passages(programme=study, markings=markings, at=now, by=coder)
    return conversation


def turn(chance: random.Random) -> str:
    said = [invented(chance, SENTENCE) for _ in range(TURN // SENTENCE)]
    return " ".join(f"{' '.join(words)}." for words in said)


def sentences(text: str) -> list[int]:
    """Say where each sentence begins; a turn begins one."""
    return [0, *(place + 2 for place, point in enumerate(text[:-2]) if point == ".")]


@contextmanager
def server(home: str) -> Iterator[tuple[int, int]]:
    """Serve the installation in a process of its own, as `ecotone serve` does."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(ECOTONE), "serve", "--bind", f"127.0.0.1:{port}", "--without-jobs"]
    environment = os.environ | {"ECOTONE_HOSTS": "127.0.0.1", "ECOTONE_HOME": home}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as serving:
        try:
            await_answer(port)
            yield port, serving.pid
        finally:
            serving.terminate()


def await_answer(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("The server did not start.")


def session_of(coder: object) -> dict[str, str]:
    """Sign somebody in, and give the cookies of their browser with a token for its forms."""
    from django.conf import settings
    from django.middleware.csrf import _get_new_csrf_string
    from django.test import Client

    client = Client()
    client.force_login(coder)
    name = settings.SESSION_COOKIE_NAME
    session = client.cookies[name].value
    return {name: session, settings.CSRF_COOKIE_NAME: _get_new_csrf_string()}


def address_of(study: object, conversation: object) -> str:
    return f"/programmes/{study.slug}/coding/texts/{conversation.pk}/"


# --- one coder in a browser ------------------------------------------------------------------


def time_browser(
    server: tuple[int, int], study: object, coder: object, texts: Sequence[object], runs: int
) -> None:
    from playwright.sync_api import sync_playwright

    port, serving = server
    home = f"http://127.0.0.1:{port}"
    cookies = [{"name": k, "value": v, "url": home} for k, v in session_of(coder).items()]
    short, long = (f"{home}{address_of(study, text)}" for text in texts)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    arguments = ["--no-sandbox", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies(cookies)
        page = context.new_page()
        show_opening("20,000 words and 700 codings", opened(page, short, serving), OPENS)
        show_opening("90,000 words and 3,000 codings", opened(page, long, serving), None)
        time_palette(page)
        time_painting(page, runs)
        browser.close()


def opened(page: object, address: str, serving: int) -> list[tuple[float, float, float, float]]:
    """Open a page until all on it can be used: how long, to the first byte, server, page."""
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable", {"timeDomain": "threadTicks"})
    told = []
    for _ in range(8):
        page.goto("about:blank")
        time.sleep(1)  # the page before has taken its leave by then
        before = server_worked(serving), page_worked(metrics)
        page.goto(address, wait_until="commit")
        page.wait_for_selector("[data-coding]")
        after = server_worked(serving), page_worked(metrics)
        ready = page.evaluate("performance.getEntriesByName('coding-ready')[0].startTime")
        first = page.evaluate("performance.getEntriesByType('navigation')[0].responseStart")
        told.append((ready, first, after[0] - before[0], after[1] - before[1]))
    return told[1:]


def show_opening(
    what: str, told: Sequence[tuple[float, float, float, float]], promised: int | None
) -> None:
    ready, first, server, page = zip(*told, strict=True)
    show(f"opening a text of {what}", ready, promised)
    show("  of which until the first byte", first, None)
    show("  the server worked, pictures and scripts with it", server, None)
    show("  the page worked", page, None)


def time_palette(page: object) -> None:
    page.focus("#text")
    page.keyboard.press("s")
    page.keyboard.press("c")
    typed = ["", "g", "gr", "grwk", "fedback", "learning together", "teach", "xyzzy", "asm"] * 4
    waits = [page.evaluate(LISTED, each) for each in typed]
    show(f"palette with {CODES} codes, list for what was typed", waits, LISTS)
    page.keyboard.press("Escape")


def time_painting(page: object, runs: int) -> None:
    """Code sentence after sentence by "." and time each from the key to the next frame."""
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.keyboard.press("c")
    page.keyboard.type("group work")
    page.keyboard.press("+")
    page.keyboard.press("Enter")
    waits, works = [], []
    for _ in range(runs):
        page.keyboard.press("s")
        before = page_worked(metrics)
        waits.append(page.evaluate(PAINTED, "."))
        works.append(page_worked(metrics) - before)
    show("coding a passage, from the key to the next frame", waits, PAINTS)
    show("  of which the page itself worked", works, PAINTS)
    page.wait_for_selector("#coding-sent[data-waiting='0']")


def page_worked(metrics: object) -> float:
    found = metrics.send("Performance.getMetrics")["metrics"]
    return 1000 * next(each["value"] for each in found if each["name"] == "TaskDuration")


# --- five coders at once ---------------------------------------------------------------------


def time_coders(
    server: tuple[int, int], study: object, coders: Sequence[object], text: object, runs: int
) -> None:
    from ecotone.coding.models import Code
    from ecotone.listening.models import TextRevision

    port, serving = server
    revision = TextRevision.objects.get(response__conversation=text)
    codes = list(Code.objects.filter(programme=study).values_list("pk", flat=True))
    starts = sentences(revision.text)
    address = f"{address_of(study, text)}steps/"

    def work(number: int) -> list[float]:
        chance = random.Random(number)
        connection = HTTPConnection("127.0.0.1", port)
        headers = headers_of(session_of(coders[number]))
        places = chance.sample(range(len(starts) - 1), runs)
        steps = (
            {
                "key": str(uuid4()),
                "do": "code",
                "coding": str(uuid4()),
                "revision": revision.pk,
                "start": starts[place],
                "end": starts[place + 1] - 1,
                "code": chance.choice(codes),
                "pole": "gives",
            }
            for place in places
        )
        return [stored(connection, address, headers, step) for step in steps]

    before = server_worked(serving)
    with ThreadPoolExecutor(len(coders)) as everybody:
        waits = [wait for each in everybody.map(work, range(len(coders))) for wait in each]
    show(f"storing a step, {CODERS} coders at once", waits, STORES)
    work_a_step = (server_worked(serving) - before) / len(waits)
    print(f"  of which the server worked {work_a_step:.1f} ms a step")


def server_worked(serving: int) -> float:
    """Return the milliseconds that a server and its own processes have worked so far."""
    listing = subprocess.run(
        ["ps", "-o", "pid=", "--pid", str(serving), "--ppid", str(serving)],
        capture_output=True,
        text=True,
        check=True,
    )
    ticks = 0
    for pid in listing.stdout.split():
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return 1000 * ticks / os.sysconf("SC_CLK_TCK")


def headers_of(cookies: dict[str, str]) -> dict[str, str]:
    from django.conf import settings

    return {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRFToken": cookies[settings.CSRF_COOKIE_NAME],
        "Content-Type": "application/json",
    }


def stored(
    connection: HTTPConnection, address: str, headers: dict[str, str], step: dict[str, object]
) -> float:
    began = time.perf_counter()
    connection.request("POST", address, json.dumps({"steps": [step]}), headers)
    told = (answer := connection.getresponse()).read()
    waited = 1000 * (time.perf_counter() - began)
    if answer.status != 200 or not json.loads(told)["answers"][0]["stored"]:  # noqa: PLR2004
        print(f"  not stored: {answer.status} {told[:200]!r}")
    return waited


def show(what: str, waits: Sequence[float], promised: int | None) -> None:
    ordered = sorted(waits)
    late = ordered[int(0.95 * (len(ordered) - 1))]
    kept = "" if promised is None else f", {'within' if late < promised else 'OVER'} {promised}"
    print(
        f"{what}: min {ordered[0]:.1f}, median {statistics.median(ordered):.1f}, "
        f"p95 {late:.1f}, max {ordered[-1]:.1f} ms{kept}"
    )


if __name__ == "__main__":
    main()
