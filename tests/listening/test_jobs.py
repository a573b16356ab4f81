"""What listening does every night."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ecotone.consent.choices import Grant
from ecotone.foundation.models import Programme
from ecotone.listening.jobs import forget_what_was_taken_back
from ecotone.listening.models import Conversation
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.listening import make_sent

pytestmark = pytest.mark.django_db


def waiting() -> list[str]:
    return list(DBTaskResult.objects.values_list("task_path", flat=True))


@pytest.mark.parametrize(("days", "left", "cleaning"), [(15, 0, True), (1, 1, False)])
def test_words_taken_back_long_ago_go_and_leave_no_copy(
    programme: Programme,
    days: int,
    left: int,
    cleaning: bool,  # noqa: FBT001  # a row of the table
) -> None:
    jane = make_consenting(programme)
    make_sent(jane, {1: "words"})
    answer_grants(jane, {Grant.INTERVIEW: False}, at=timezone.now() - timedelta(days=days))

    forget_what_was_taken_back.call()

    assert Conversation.objects.count() == left
    assert waiting() == ["ecotone.consent.jobs.leave_no_copies"] * cleaning
