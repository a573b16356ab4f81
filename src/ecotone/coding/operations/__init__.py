"""What changes codings and the codebook. Nothing else writes either."""

from ecotone.coding.operations.bringing import CodesBrought, bring_codes
from ecotone.coding.operations.carrying import (
    carry_codings,
    count_codings,
    is_coded_in_secret,
    place_again,
)
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
from ecotone.coding.operations.editing import UNSAID, Grounds
from ecotone.coding.operations.history import redo, undo_codebook_step, undo_last
from ecotone.coding.operations.memos import (
    MemoWords,
    erase_memos,
    put_memo_away,
    remove_memo,
    reword_memo,
    write_memo,
)
from ecotone.coding.operations.moving import bring_back, delete_code, move_code, retire_code
from ecotone.coding.operations.presence import leave_text, note_presence, sweep_presence
from ecotone.coding.operations.quotes import (
    approve_quote,
    choose_quote,
    let_go_of_quote,
    reword_quote,
    veto_quote,
    write_about_quotes,
)
from ecotone.coding.operations.reshaping import merge_codes, split_code
from ecotone.coding.operations.rounds import (
    RoundPlan,
    begin_settling,
    close_round,
    open_round,
    reopen_round,
    reveal_round,
    submit_round,
    take_back_submission,
)
from ecotone.coding.operations.settling import settle, settle_otherwise
from ecotone.coding.operations.stance import choose_stance
from ecotone.coding.operations.taking_away import note_taken_away

__all__ = [
    "UNSAID",
    "CodeWording",
    "CodesBrought",
    "Grounds",
    "Marking",
    "MemoWords",
    "RoundPlan",
    "add_code",
    "adopt_starter_codebook",
    "approve_quote",
    "begin_settling",
    "bring_back",
    "bring_codes",
    "carry_codings",
    "change_coding",
    "choose_quote",
    "choose_stance",
    "close_round",
    "code_passage",
    "code_passages",
    "count_codings",
    "delete_code",
    "describe_code",
    "erase_codings",
    "erase_memos",
    "is_coded_in_secret",
    "leave_text",
    "let_go_of_quote",
    "merge_codes",
    "move_code",
    "note_presence",
    "note_taken_away",
    "open_round",
    "place_again",
    "put_memo_away",
    "redo",
    "remove_coding",
    "remove_memo",
    "reopen_round",
    "retire_code",
    "reveal_round",
    "reword_memo",
    "reword_quote",
    "settle",
    "settle_otherwise",
    "split_code",
    "submit_round",
    "sweep_presence",
    "take_back_submission",
    "undo_codebook_step",
    "undo_last",
    "veto_quote",
    "write_about_quotes",
    "write_memo",
]
