"""Five coders at once, ten thousand steps: how long each waits, and that none is lost.

A server of its own, as `ecotone serve` starts it, is told of the steps through the door that
the coding page uses: passages are coded, changed, taken off and brought back, each coder on a
connection of their own and as fast as it goes, or with a pause to think. What each of them
should find afterwards is written down while they work, and compared with every row at the end:
codings, steps, changes and the chain of the audit trail. Before that every one of them listens
to who is there, for as long as the server lets them, while pages are asked for.

On SQLite; on PostgreSQL by `python tools/withpg.py python tools/bench_coders.py`.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

from bench_coding import (  # noqa: E402  # our tools are found only now
    CODERS,
    LONG,
    STORES,
    address_of,
    headers_of,
    prepare,
    sentences,
    server,
    server_worked,
    session_of,
    show,
    transcript,
)

STEPS = 10_000
PAGES = 20
ABOUT = "colleagues"  # no coding that stood before is about them, so none is in the way


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--steps", type=int, default=STEPS)
    options.add_argument("--pause", type=float, default=0, help="seconds to think, at most")
    chosen = options.parse_args()
    each = chosen.steps // CODERS
    from bench_pages import start

    with tempfile.TemporaryDirectory() as home:
        start(Path(home))
        study, coders = prepare()
        text = transcript(study, coders, *LONG)
        before = counted(study)
        with server(home) as (port, serving):
            desks = [desk_of(study, coder, text, port, each) for coder in coders]
            time_pages_beside_streams(desks)
            for desk in desks:
                desk.pause = chosen.pause
            work_at_once(desks, serving)
        compare(study, desks, before)


# --- one coder -------------------------------------------------------------------------------


@dataclass
class Desk:
    """One coder at work, and what they should find afterwards."""

    coder: object
    port: int
    address: str
    headers: dict[str, str]
    revision: int
    codes: Sequence[int]
    spans: Sequence[tuple[int, int]]
    pause: float = 0
    waits: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    sent: set[str] = field(default_factory=set)
    stands: dict[str, tuple[int, str, bool]] = field(default_factory=dict)
    undoable: list[tuple[str, tuple[int, str, bool] | None]] = field(default_factory=list)

    def work(self) -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        chance = random.Random(self.port + self.coder.pk)
        for step in self.steps():
            time.sleep(chance.uniform(0, self.pause))
            self.tell(connection, step)

    def steps(self) -> Iterator[dict[str, object]]:
        """Code most passages; change, take off and bring back some in between."""
        chance = random.Random(self.coder.pk)
        for start, end in self.spans:
            standing = [key for key, (_, _, is_gone) in self.stands.items() if not is_gone]
            draw = chance.random()
            if draw < 0.75 or not standing:  # noqa: PLR2004  # three in four
                yield self.code(start, end, chance.choice(self.codes))
            elif draw < 0.85:  # noqa: PLR2004
                yield self.change(chance.choice(standing))
            elif draw < 0.95:  # noqa: PLR2004
                yield self.remove(chance.choice(standing))
            else:
                yield self.undo()

    def code(self, start: int, end: int, code: int) -> dict[str, object]:
        key = str(uuid4())
        self.note(key, (start, "gives", False))
        place = {"revision": self.revision, "start": start, "end": end}
        said = {"code": code, "pole": "gives", "target": ABOUT}
        return {"do": "code", "coding": key, **place, **said}

    def change(self, key: str) -> dict[str, object]:
        start, pole, _ = self.stands[key]
        other = "asks" if pole == "gives" else "gives"
        self.note(key, (start, other, False))
        return {"do": "change", "coding": key, "pole": other}

    def remove(self, key: str) -> dict[str, object]:
        start, pole, _ = self.stands[key]
        self.note(key, (start, pole, True))
        return {"do": "remove", "coding": key}

    def undo(self) -> dict[str, object]:
        key, before = self.undoable.pop()
        start, pole, _ = self.stands[key]
        self.stands[key] = before or (start, pole, True)
        return {"do": "undo"}

    def note(self, key: str, after: tuple[int, str, bool]) -> None:
        self.undoable.append((key, self.stands.get(key)))
        self.stands[key] = after

    def tell(self, connection: HTTPConnection, step: dict[str, object]) -> None:
        key = str(uuid4())
        body = json.dumps({"steps": [{"key": key, **step}]})
        began = time.perf_counter()
        connection.request("POST", self.address, body, self.headers)
        answer = connection.getresponse()
        told = answer.read()
        self.waits.append(1000 * (time.perf_counter() - began))
        self.sent.add(key)
        if answer.status != 200 or not json.loads(told)["answers"][0]["stored"]:  # noqa: PLR2004
            self.refused.append(f"{answer.status} {step['do']} {told[:160]!r}")


def desk_of(study: object, coder: object, text: object, port: int, number: int) -> Desk:
    from ecotone.coding.models import Code
    from ecotone.listening.models import TextRevision

    revision = TextRevision.objects.get(response__conversation=text)
    starts = sentences(revision.text)
    places = random.Random(coder.pk).sample(range(len(starts) - 1), number)
    return Desk(
        coder=coder,
        port=port,
        address=f"{address_of(study, text)}steps/",
        headers=headers_of(session_of(coder)),
        revision=revision.pk,
        codes=list(Code.objects.filter(programme=study).values_list("pk", flat=True)),
        spans=[(starts[place], starts[place + 1] - 1) for place in places],
    )


# --- five of them ----------------------------------------------------------------------------


def time_pages_beside_streams(desks: Sequence[Desk]) -> None:
    """Time a page by itself, and then while all hold a stream or were refused one."""
    alone = [page_waited(desks[0]) for _ in range(PAGES)]
    listening = [HTTPConnection("127.0.0.1", desk.port, timeout=60) for desk in desks]
    for stream, desk in zip(listening, desks, strict=True):
        address = desk.address.replace("/steps/", "/here/stream/?since=x")
        stream.request("GET", address, headers=desk.headers)
    answers = [stream.getresponse().status for stream in listening]
    beside = [page_waited(desks[0]) for _ in range(PAGES)]
    for stream in listening:
        stream.close()
    show("a page of the list of texts", alone, None)
    show(f"the same beside {answers.count(200)} open streams", beside, None)
    print(f"  {answers.count(503)} asked in vain and ask now and then instead")


def page_waited(desk: Desk) -> float:
    connection = HTTPConnection("127.0.0.1", desk.port, timeout=60)
    began = time.perf_counter()
    connection.request("GET", desk.address.partition("texts/")[0], headers=desk.headers)
    connection.getresponse().read()
    connection.close()
    return 1000 * (time.perf_counter() - began)


def work_at_once(desks: Sequence[Desk], serving: int) -> None:
    worked, began = server_worked(serving), time.perf_counter()
    with ThreadPoolExecutor(len(desks)) as everybody:
        list(everybody.map(Desk.work, desks))
    took = time.perf_counter() - began
    waits = [wait for desk in desks for wait in desk.waits]
    one = (server_worked(serving) - worked) / len(waits)
    show(f"{len(waits):,} steps of {len(desks)} coders at once", waits, STORES)
    print(f"  {len(waits) / took:.0f} steps a second; the server worked {one:.1f} ms a step")
    print(f"  machine load {os.getloadavg()[0]:.1f}")


def counted(study: object) -> dict[str, int]:
    from ecotone.coding.models import Change, Step
    from ecotone.foundation.audit import verify_chain

    return {
        "steps": Step.objects.filter(programme=study).count(),
        "changes": Change.objects.filter(step__programme=study).count(),
        "events of the audit trail": verify_chain(study).length,
    }


def compare(study: object, desks: Sequence[Desk], before: dict[str, int]) -> None:
    """Hold every row against what its coder wrote down, and end with 1 where one is missing."""
    from django.db import connection

    from ecotone.foundation.audit import verify_chain

    sent = sum(len(desk.sent) for desk in desks)
    faults = [fault for desk in desks for fault in (*desk.refused, *faults_of(desk))]
    grown = {what: number - before[what] for what, number in counted(study).items()}
    faults += [f"{grown[what]} {what} of {sent}" for what in grown if grown[what] != sent]
    if not verify_chain(study).is_whole:
        faults.append("the chain of the audit trail is broken")
    stand = sum(not is_gone for desk in desks for *_, is_gone in desk.stands.values())
    print(f"{connection.vendor}: {sent:,} steps sent, {stand:,} codings stand of them")
    print("\n".join(["  nothing is lost"] if not faults else faults[:20]))
    sys.exit(1 if faults else 0)


def faults_of(desk: Desk) -> Iterator[str]:
    from ecotone.coding.models import Coding, Step

    rows = Coding.objects.filter(coder=desk.coder, target=ABOUT)
    found = {
        str(key): said for key, *said in rows.values_list("key", "start", "pole", "is_removed")
    }
    wrong = [key for key, said in desk.stands.items() if found.pop(key, None) != list(said)]
    keys = Step.objects.filter(by=desk.coder).values_list("key", flat=True)
    missing = desk.sent - set(map(str, keys))
    if wrong or found or missing:
        yield f"{desk.coder}: {len(wrong)} codings differ, {len(found)} nobody made"
        yield f"{desk.coder}: {len(missing)} steps are missing"


if __name__ == "__main__":
    main()
