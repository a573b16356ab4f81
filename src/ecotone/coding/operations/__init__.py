"""What changes codings and the codebook. Nothing else writes either."""

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
    "code_passage",
    "code_passages",
    "describe_code",
    "erase_codings",
    "redo",
    "remove_coding",
    "undo_last",
]
