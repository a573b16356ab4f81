"""The authorisation table: for every address of the house, who may knock.

Keyed by route name. A value is the action a programme page asks for, or one of the doors
that stand outside programmes. `test_authorisation.py` tries every row with every role.
"""

from enum import StrEnum

from ecotone.foundation.permissions import Action


class Door(StrEnum):
    """Who may open an address that belongs to no programme's staff."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed in"
    PARTICIPANT = "participant with an open link"
    DEMO_ONLY = "anybody, on a demo installation"


TABLE: dict[str, Action | Door] = {
    # foundation
    "account_request_login_code": Door.ANYBODY,
    "account_confirm_login_code": Door.ANYBODY,
    "account_login": Door.ANYBODY,
    "account_logout": Door.ANYBODY,
    "foundation:theme": Door.ANYBODY,
    "foundation:health": Door.ANYBODY,
    "foundation:programmes": Door.ANYBODY,
    "foundation:job": Door.SIGNED_IN,
    "foundation:cancel_job": Door.SIGNED_IN,
    "foundation:audit": Action.READ_AUDIT,
    "foundation:outbox": Action.SEND,
    "foundation:message": Action.SEND,
    "foundation:recall_batch": Action.SEND,
    "foundation:hold_message": Action.SEND,
    "foundation:release_message": Action.SEND,
    "foundation:imports": Action.IMPORT,
    "foundation:bring_table": Action.IMPORT,
    "foundation:import": Action.IMPORT,
    "foundation:import_columns": Action.IMPORT,
    "foundation:check_table": Action.IMPORT,
    "foundation:mend_row": Action.IMPORT,
    "foundation:problem_rows": Action.IMPORT,
    "foundation:take_in": Action.IMPORT,
    "foundation:leave_table": Action.IMPORT,
    "foundation:undo_import": Action.IMPORT,
    # register
    "register:people": Action.MANAGE_PEOPLE,
    "register:add": Action.MANAGE_PEOPLE,
    "register:quotas": Action.MANAGE_PEOPLE,
    "register:person": Action.MANAGE_PEOPLE,
    "register:show_name": Action.SEE_NAMES,
    "register:change_post": Action.MANAGE_PEOPLE,
    "register:invite": Action.INVITE,
    "register:answer": Action.INVITE,
    "register:make_link": Action.INVITE,
    "register:send_link": Action.SEND,
    "register:revoke_link": Action.INVITE,
    "register:my_link": Door.ANYBODY,
    "register:my_code": Door.ANYBODY,
    "register:leave": Door.ANYBODY,
    # coding
    "coding:texts": Action.CODE,
    "coding:text": Action.CODE,
    "coding:code_passage": Action.CODE,
    "coding:remove": Action.CODE,
    "coding:undo": Action.CODE,
    "coding:redo": Action.CODE,
    "coding:codebook": Action.READ_WORDS,
    "coding:adopt": Action.EDIT_CODEBOOK,
    "coding:add_code": Action.EDIT_CODEBOOK,
    "coding:code": Action.READ_WORDS,
    "coding:edit_code": Action.EDIT_CODEBOOK,
    "coding:institutional": Action.SEE_DIVIDE,
    # exchange
    "exchange:divide": Action.SEE_DIVIDE,
    "exchange:divide_svg": Action.SEE_DIVIDE,
    "exchange:divide_csv": Action.SEE_DIVIDE,
    "exchange:words": Action.READ_WORDS,
    "exchange:matches": Action.MATCH,
    "exchange:find_matches": Action.MATCH,
    "exchange:pair_rules": Action.MATCH,
    "exchange:drop_rule": Action.MATCH,
    "exchange:match": Action.MATCH,
    "exchange:propose": Action.MATCH,
    "exchange:keep": Action.MATCH,
    "exchange:not_a_fit": Action.MATCH,
    "exchange:pin": Action.MATCH,
    "exchange:undo": Action.MATCH,
    # demo
    "demo:doors": Door.DEMO_ONLY,
    "demo:enter_as_staff": Door.DEMO_ONLY,
    "demo:enter_as_participant": Door.DEMO_ONLY,
    # consent
    "consent:register": Action.RECORD_CONSENT,
    "consent:publish": Action.ADMINISTER,
    "consent:record": Action.RECORD_CONSENT,
    "consent:withdraw": Action.WITHDRAW,
    "consent:mine": Door.PARTICIPANT,
    "consent:questions": Door.PARTICIPANT,
    "consent:protection": Action.ADMINISTER,
    "consent:ethics": Action.ADMINISTER,
    "consent:complaints": Action.ADMINISTER,
    "consent:acknowledge": Action.ADMINISTER,
    "consent:close_complaint": Action.ADMINISTER,
    "consent:privacy": Door.PARTICIPANT,
    "consent:complain": Door.PARTICIPANT,
    "consent:grant": Door.PARTICIPANT,
    "consent:first": Door.PARTICIPANT,
    "consent:leave": Door.PARTICIPANT,
    "consent:left": Door.ANYBODY,
    # listening
    "listening:my": Door.PARTICIPANT,
    "listening:start": Door.PARTICIPANT,
    "listening:words": Door.PARTICIPANT,
    "listening:kept": Door.PARTICIPANT,
    "listening:offline": Door.ANYBODY,
    "listening:worker": Door.ANYBODY,
    "listening:sheets": Action.LISTEN,
    "listening:print_sheet": Action.LISTEN,
    "listening:questions": Door.PARTICIPANT,
    "listening:question": Door.PARTICIPANT,
    "listening:check": Door.PARTICIPANT,
    "listening:send": Door.PARTICIPANT,
    "listening:fair": Door.PARTICIPANT,
    "listening:correct": Door.PARTICIPANT,
    "listening:take_out": Door.PARTICIPANT,
    "listening:put_back": Door.PARTICIPANT,
    "listening:list": Action.READ_WORDS,
    "listening:hear": Action.LISTEN,
    "listening:talk": Action.LISTEN,
    "listening:write_up": Action.LISTEN,
    "listening:notes": Action.LISTEN,
    "listening:return_notes": Action.LISTEN,
    "listening:paper_form": Action.LISTEN,
    "listening:adopt": Action.LISTEN,
    "listening:bring": Action.LISTEN,
    "listening:conversation": Action.READ_WORDS,
    "listening:names": Action.READ_RAW,
    "listening:names_listed": Action.READ_RAW,
    "listening:list_name": Action.READ_RAW,
    "listening:names_seen": Action.READ_WORDS,
    "listening:raw": Action.READ_RAW,
}
