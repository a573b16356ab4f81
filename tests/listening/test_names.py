"""Names in what people say: replaced as it arrives, judged once, never lost, always audited."""

import pytest
from django.db import connection

from ecotone.consent.choices import Grant
from ecotone.consent.operations import withdraw_grant
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import AuditEvent, Programme, User
from ecotone.listening import jobs, operations
from ecotone.listening.choices import NameKind
from ecotone.listening.models import ListedName, RawText, Response, TextRevision
from ecotone.listening.operations import Judgement
from ecotone.listening.queries import count_words_to_judge, look_through, names_to_hide
from ecotone.register.models import ListedOrganisation, Organisation, Participant, Person
from tests.factories.consent import make_consenting
from tests.factories.foundation import NOON
from tests.factories.listening import make_sent, make_text
from tests.factories.register import make_newcomer, make_participant

pytestmark = pytest.mark.django_db

SAID = "I met Marguerite at Seaview. Seaview's head was kind, and Hope, too, came in 2018."


def judge(
    programme: Programme, form: str, kind: NameKind, *, by: User, instead: str = ""
) -> int:
    return operations.judge_words(
        programme=programme, judgements=[Judgement(form, kind, instead)], at=NOON, by=by
    )


def words(jane: Participant) -> str:
    revision = TextRevision.objects.filter(response__conversation__participant=jane)
    return revision.latest("pk").text


# --- as words arrive -------------------------------------------------------------------------


def test_words_arrive_raw_and_encrypted_and_are_studied_without_names(
    programme: Programme, jane: Participant
) -> None:
    colleague = make_participant(programme, make_newcomer(name="Wilhelmina Strozier"))

    (revision,) = make_sent(jane, {1: "As Wilhelmina\nStrozier's class did."})

    assert revision.text == f"As {colleague}'s class did."
    assert revision.raw.text == "As Wilhelmina\nStrozier's class did."
    assert revision.offset_map == [[3, 22, len(colleague.pseudonym)]]
    with connection.cursor() as cursor:
        for table in ("listening_rawtext", "listening_response", "listening_textrevision"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  # the names stand above
            assert "Strozier" not in str(cursor.fetchall())


def test_a_brought_text_loses_its_names_as_well(programme: Programme, broker: User) -> None:
    jane = make_consenting(programme)
    make_participant(programme, make_newcomer(name="Wilhelmina Strozier", pseudonym="Ruth"))

    revision = make_text(jane, "Then STROZIER said so.", by=broker)

    assert revision.text == "Then Ruth said so."


def test_an_organisation_keeps_its_alias_from_text_to_text(
    programme: Programme, jane: Participant
) -> None:
    make_sent(jane, {1: "At Hillcrest we did."})
    Organisation.objects.create(programme=programme, name="Aberlwyd Primary School")

    make_sent(jane, {2: "From Aberlwyd to Hillcrest Primary."})

    assert words(jane) == "From Primary school 2 to Primary school 1."
    assert {str(name) for name in ListedName.objects.all()} == {
        "Primary school 1",
        "Primary school 2",
    }


def test_the_place_of_a_registered_organisation_is_hidden(
    programme: Programme, jane: Participant
) -> None:
    line = ListedOrganisation.objects.create(
        register="gias", number="1", name="Abbey School", place="Wrexborough", searched=""
    )
    Organisation.objects.create(programme=programme, name="Abbey School", listed=line)

    make_sent(jane, {1: "We live in Wrexborough."})

    assert words(jane) == "We live in [place 1]."


def test_sending_again_compares_what_was_written_not_what_is_studied(
    programme: Programme, jane: Participant
) -> None:
    make_participant(programme, make_newcomer(name="Wilhelmina Strozier"))
    make_sent(jane, {1: "I like Strozier."})

    with pytest.raises(Refused, match="nothing new"):
        make_sent(jane, {1: "I like Strozier."})


def test_participants_read_their_own_words_with_the_names_they_wrote(
    programme: Programme, browser_of: object
) -> None:
    jane = make_consenting(programme)
    make_participant(programme, make_newcomer(name="Wilhelmina Strozier"))
    make_sent(jane, {1: "I like Strozier."})

    shown = browser_of(jane).get("/my/questions/interview/1/")

    assert "I like Strozier." in shown.content.decode()


# --- judging ---------------------------------------------------------------------------------


def test_unlisted_words_wait_and_each_is_judged_once(
    programme: Programme, jane: Participant, ines: User
) -> None:
    make_sent(jane, {1: SAID})
    before = {form.form: form.count for form in look_through(programme).forms}

    changed = judge(programme, "Seaview", NameKind.ORGANISATION, by=ines)
    judge(programme, "2018", NameKind.ORDINARY, by=ines)

    assert before == {"Seaview": 2, "Hope": 1, "2018": 1}
    assert changed == 1
    assert {form.form for form in look_through(programme).forms} == {"Hope"}
    assert "at Organisation 1. Organisation 1's head" in words(jane)


def test_a_judged_name_is_hidden_in_texts_that_arrive_later(
    programme: Programme, jane: Participant, ines: User
) -> None:
    judge(programme, "Seaview", NameKind.PLACE, by=ines, instead="the bay")

    make_sent(jane, {1: "We saw SEAVIEW."})

    assert words(jane) == "We saw the bay."
    assert count_words_to_judge(programme) == 0


def test_the_old_text_is_gone_once_a_name_was_found_in_it(
    programme: Programme, jane: Participant, ines: User
) -> None:
    make_sent(jane, {1: SAID})

    judge(programme, "Seaview", NameKind.PLACE, by=ines)

    revision = TextRevision.objects.get()
    assert (revision.number, "Seaview" in revision.text) == (2, False)
    assert RawText.objects.get().text == SAID


def test_a_doubtful_name_is_hidden_until_it_is_judged_and_back_when_it_was_none(
    programme: Programme, jane: Participant, ines: User
) -> None:
    make_participant(programme, make_newcomer(name="Hope Strozier", pseudonym="Ruth"))
    make_sent(jane, {1: "Hope, mostly, and then Hope came."})
    hidden = words(jane)

    judge(programme, "Hope", NameKind.ORDINARY, by=ines)
    spared = words(jane)
    judge(programme, "Hope", NameKind.PERSON, by=ines)

    assert hidden == "[name?], mostly, and then Ruth came."
    assert spared == "Hope, mostly, and then Ruth came."
    assert words(jane) == "Ruth, mostly, and then Ruth came."


def test_somebody_registered_later_is_hidden_by_the_nightly_job(
    programme: Programme, jane: Participant
) -> None:
    make_sent(jane, {1: "I asked Strozier."})
    make_participant(programme, make_newcomer(name="Wilhelmina Strozier", pseudonym="Ruth"))

    jobs.hide_new_names.func()

    assert words(jane) == "I asked Ruth."
    assert AuditEvent.objects.filter(verb="hid names in 1 texts", actor="job").count() == 1


def test_somebody_who_left_the_register_stays_hidden_when_texts_are_derived_anew(
    programme: Programme, jane: Participant, ines: User
) -> None:
    colleague = make_participant(
        programme, make_newcomer(name="Wilhelmina Strozier", pseudonym="Ruth")
    )
    make_sent(jane, {1: "Strozier took us to Seaview."})
    person = colleague.person_id
    colleague.delete()
    Person.objects.filter(pk=person).delete()

    judge(programme, "Seaview", NameKind.PLACE, by=ines)

    assert words(jane) == "Ruth took us to [place 1]."


def test_a_form_without_letters_is_refused(programme: Programme, ines: User) -> None:
    with pytest.raises(Refused, match="no letters"):
        judge(programme, "…", NameKind.PLACE, by=ines)


def test_nobody_judges_or_looks_without_the_right(
    programme: Programme, jane: Participant, broker: User
) -> None:
    (revision,) = make_sent(jane, {1: SAID})

    with pytest.raises(NotYours):
        judge(programme, "Seaview", NameKind.PLACE, by=broker)
    with pytest.raises(NotYours):
        operations.look_at_raw(conversation=revision.response.conversation, at=NOON, by=broker)
    with pytest.raises(NotYours):
        operations.look_at_words_to_judge(programme=programme, at=NOON, by=broker)

    assert ListedName.objects.filter(judged_by__isnull=False).count() == 0


def test_words_of_somebody_who_took_back_their_leave_are_not_shown_to_be_judged(
    programme: Programme, jane: Participant
) -> None:
    make_sent(jane, {1: SAID})
    before = count_words_to_judge(programme)

    withdraw_grant(participant=jane, grant=Grant.INTERVIEW, at=NOON, by=None)

    assert (before, count_words_to_judge(programme)) == (3, 0)


@pytest.mark.usefixtures("jane")
def test_the_list_is_prepared_once_for_as_long_as_no_name_changes(
    programme: Programme,
) -> None:
    first, again = names_to_hide(programme), names_to_hide(programme)
    make_participant(programme, make_newcomer(name="Wilhelmina Strozier"))

    assert first is again
    assert names_to_hide(programme) is not first


def test_words_leave_with_their_speaker(jane: Participant) -> None:
    make_sent(jane, {1: SAID})

    operations.forget_conversations(jane)

    assert (RawText.objects.count(), Response.objects.count()) == (0, 0)
