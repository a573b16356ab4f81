"""The page where a slip is put right: `listening/put_right.html`."""

import pytest

from ecotone.foundation.models import User
from ecotone.listening.models import TextRevision
from tests.factories.coding import (
    make_coder,
    make_revision,
    make_speaker,
    make_study,
    signed_in,
)
from tests.factories.coding import page as address
from tests.listening.test_correcting import written_down

pytestmark = pytest.mark.django_db


def page_of(text: TextRevision) -> str:
    conversation = text.response.conversation
    return address("listening:put_right", conversation.participant.programme, conversation.pk)


def posted(text: TextRevision, by: User, **fields: str) -> tuple[int, str]:
    answer = signed_in(by).post(page_of(text), fields)
    return answer.status_code, answer.content.decode()


def newest(text: TextRevision) -> str:
    return TextRevision.objects.filter(response=text.response).latest("number").text


def test_two_lines_put_a_slip_right_and_lead_back_to_where_one_came_from() -> None:
    text, coder = written_down()
    sent = {"stands": "we plann in", "should_be": "we plan in", "next": "/somewhere/"}

    answer = signed_in(coder).post(page_of(text), sent)

    assert (answer.status_code, answer["Location"]) == (302, "/somewhere/")
    assert "we plan in groups" in newest(text)


def test_the_page_shows_the_text_and_the_words_one_came_with() -> None:
    text, coder = written_down()

    shown = signed_in(coder).get(page_of(text), {"words": "we plann"}).content.decode()

    assert shown.count("we plann") == 3  # in both lines and in the text
    assert "Put it right" in shown


@pytest.mark.parametrize(
    ("stands", "told"),
    [
        ("not there", "do not stand in the text"),
        ("the", "more than once"),
        ("", "required"),
    ],
)
def test_words_that_are_not_found_once_are_named(stands: str, told: str) -> None:
    text, coder = written_down("They mark the work of the others.")

    status, shown = posted(text, coder, stands=stands, should_be="x")

    assert status == 422
    assert told in shown
    assert newest(text) == text.text


def test_what_somebody_wrote_themselves_says_whose_it_is_to_change() -> None:
    study = make_study()
    own = make_revision(make_speaker(study))

    shown = signed_in(make_coder(study)).get(page_of(own)).content.decode()

    assert "not the hub" in shown
    assert "Put it right" not in shown
