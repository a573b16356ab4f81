"""Quotes on match cards and on the divide: only of people who let themselves be quoted."""

from collections.abc import Iterable
from dataclasses import replace

from ecotone.coding.queries import Passage


def quotable(passages: Iterable[Passage]) -> list[Passage]:
    """Keep every passage, but empty the words of those who do not allow quotes now.

    What they give and ask still counts, as the consent form says; their words then stay in
    the coding room.
    """
    return [
        passage if passage.may_be_quoted else replace(passage, text="") for passage in passages
    ]
