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
    change_coding,
    code_passage,
    code_passages,
    erase_codings,
    remove_coding,
)
from ecotone.coding.operations.history import redo, undo_codebook_step, undo_last
from ecotone.coding.operations.quotes import (
    approve_quote,
    choose_quote,
    let_go_of_quote,
    reword_quote,
    veto_quote,
    write_about_quotes,
)

__all__ = [
    "CodeWording",
    "Marking",
    "add_code",
    "adopt_starter_codebook",
    "approve_quote",
    "carry_codings",
    "change_coding",
    "choose_quote",
    "code_passage",
    "code_passages",
    "count_codings",
    "describe_code",
    "erase_codings",
    "let_go_of_quote",
    "place_again",
    "redo",
    "remove_coding",
    "reword_quote",
    "undo_codebook_step",
    "undo_last",
    "veto_quote",
    "write_about_quotes",
]
