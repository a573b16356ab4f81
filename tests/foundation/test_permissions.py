"""Who may do what: every role against every action, written out."""

import pytest

from ecotone.foundation import permissions
from ecotone.foundation.errors import NotYours
from ecotone.foundation.models import Programme, Role
from ecotone.foundation.permissions import Action
from tests.factories.foundation import make_member, make_programme, make_user

pytestmark = pytest.mark.django_db

# A column each for hub admin, broker, interviewer, coder, viewer.
WRITTEN_OUT = """
    see_divide       x x x x x
    see_names        x x . . .
    manage_people    x x . . .
    invite           x x . . .
    record_consent   x x x . .
    withdraw         x x . . .
    listen           x x x . .
    read_words       x x x x .
    read_raw         . . x . .
    code             . x . x .
    edit_codebook    . x . x .
    match            . x . . .
    send             x x . . .
    import           x x . . .
    bring_project    . x . . .
    read_audit       x . . . .
    administer       x . . . .
"""
TABLE = {
    (role, Action(action)): mark == "x"
    for action, *marks in map(str.split, WRITTEN_OUT.strip().splitlines())
    for role, mark in zip(Role, marks, strict=True)
}


def test_the_table_speaks_of_every_role_and_action() -> None:
    assert set(TABLE) == {(role, action) for role in Role for action in Action}


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_what_is_written_and_nothing_else(role: Role) -> None:
    programme = make_programme()
    user = make_member(programme, role)

    allowed = permissions.actions_of(user, programme)

    assert allowed == {action for action in Action if TABLE[role, action]}
    assert {a: permissions.may(user, a, programme) for a in Action} == {
        action: TABLE[role, action] for action in Action
    }


def test_roles_add_up() -> None:
    programme = make_programme()
    user = make_member(programme, Role.INTERVIEWER, Role.CODER)

    allowed = permissions.actions_of(user, programme)

    assert {Action.LISTEN, Action.CODE} <= allowed
    assert Action.SEE_NAMES not in allowed


def test_a_role_counts_in_its_own_programme_only() -> None:
    user = make_member(make_programme(), Role.HUB_ADMIN, Role.BROKER)
    elsewhere = make_programme()

    with pytest.raises(NotYours) as turned_away:
        permissions.require(user, Action.SEE_DIVIDE, elsewhere)

    assert turned_away.value.attempted == f"see_divide in programme:{elsewhere.pk}"


def test_only_ones_own_programmes_are_visible() -> None:
    programme, user = make_programme(), make_user()
    mine = make_programme()
    member = make_member(mine, Role.VIEWER, Role.CODER)

    assert list(Programme.objects.visible_to(member)) == [mine]
    assert list(Programme.objects.visible_to(user)) == []
    assert programme != mine
