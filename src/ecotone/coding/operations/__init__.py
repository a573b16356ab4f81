"""What changes codings and the codebook. Nothing else writes either."""

from ecotone.coding.operations.carrying import carry_codings, count_codings, place_again
from ecotone.coding.operations.codebook import (
    CodeWording,
    add_code,
    adopt_starter_codebook,
    describe_code,
)
from ecotone.coding.operations.codings import (
    Marking,
    code_passage,
    code_passages,
    erase_codings,
    remove_coding,
)
from ecotone.coding.operations.history import redo, undo_last

__all__ = [
    "CodeWording",
    "Marking",
    "add_code",
    "adopt_starter_codebook",
    "carry_codings",
    "code_passage",
    "code_passages",
    "count_codings",
    "describe_code",
    "erase_codings",
    "place_again",
    "redo",
    "remove_coding",
    "undo_last",
]
