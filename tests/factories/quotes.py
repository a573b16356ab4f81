"""Passages meant for print, of people who allow it."""

from ecotone.coding import operations
from ecotone.coding.models import Coding, QuoteCheck
from ecotone.consent.choices import Grant
from ecotone.foundation.models import Programme, User
from ecotone.register.models import Participant
from tests.factories.coding import make_coding, make_revision, make_speaker
from tests.factories.foundation import NOON

SAID = "I was new then. I let them find the fault themselves. It took a year. Now it works."
PASSAGE = "I let them find the fault themselves."


def make_author(programme: Programme, *, pseudonym: str = "Hazel") -> Participant:
    """Take somebody in who lets us quote them inside the project and in print."""
    return make_speaker(programme, Grant.QUOTED, Grant.PUBLICATION, pseudonym=pseudonym)


def make_printable(author: Participant, by: User, *, words: str = PASSAGE) -> Coding:
    """Let somebody say a few sentences, and code the words that could be printed."""
    return make_coding(make_revision(author, SAID), words, by=by)


def make_chosen(author: Participant, by: User) -> QuoteCheck:
    return operations.choose_quote(coding=make_printable(author, by), at=NOON, by=by)
