"""Five coders at once: every step is stored, once, and the trail of them is whole."""

from threading import Thread
from uuid import UUID, uuid4

import pytest
from django.db import connection

from ecotone.coding.choices import Pole
from ecotone.coding.models import Change, Code, Coding, Step
from ecotone.coding.operations import Marking, code_passage
from ecotone.foundation.audit import verify_chain
from ecotone.foundation.models import User
from ecotone.listening.models import TextRevision
from tests.factories.coding import make_coder, make_revision, make_speaker, make_study
from tests.factories.foundation import NOON
from tests.foundation.conftest import migrated_file, shared_database  # noqa: F401  # fixtures

pytestmark = pytest.mark.usefixtures("shared_database")

CODERS, EACH = 5, 20
WORD = "groups "


def code_every_word(text: TextRevision, code: Code, coder: User, keys: list[UUID]) -> None:
    try:
        for number, key in enumerate(keys):
            start = number * len(WORD)
            marking = Marking(text, start, start + len(WORD) - 1, code, Pole.GIVES)
            code_passage(marking=marking, at=NOON, by=coder, key=key)
    finally:
        connection.close()


def test_what_five_code_at_once_is_all_there() -> None:
    study = make_study()
    text = make_revision(make_speaker(study), WORD * EACH)
    code = Code.objects.get(programme=study, key="grp")
    coders = [make_coder(study, name=f"Coder {number}") for number in range(CODERS)]
    before = verify_chain(study).length
    keys = {coder.pk: [uuid4() for _ in range(EACH)] for coder in coders}

    threads = [
        Thread(target=code_every_word, args=(text, code, coder, keys[coder.pk]))
        for coder in coders
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    told = {
        coder.pk: list(
            Step.objects.filter(by=coder).order_by("pk").values_list("key", flat=True)
        )
        for coder in coders
    }
    trail = verify_chain(study)
    assert told == keys
    assert Coding.objects.filter(is_removed=False).count() == CODERS * EACH
    assert Change.objects.filter(step__programme=study, coding__isnull=False).count() == 100
    assert (trail.length - before, trail.is_whole) == (CODERS * EACH, True)
