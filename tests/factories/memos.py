"""Memos to test with, written as coders write them."""

from ecotone.coding import operations
from ecotone.coding.choices import MemoKind
from ecotone.coding.models import Code, Coding, Memo
from ecotone.foundation.models import User
from ecotone.listening.models import Conversation
from ecotone.register.models import Participant
from tests.factories.foundation import NOON


def make_memo(
    about: Coding | Code | Conversation | Participant,
    words: str,
    *,
    by: User,
    kind: MemoKind = MemoKind.QUESTION,
) -> Memo:
    says = operations.MemoWords(kind, words)
    return operations.write_memo(about=about, says=says, at=NOON, by=by)
