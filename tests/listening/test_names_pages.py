"""The pages of names: words to judge, what is listed, raw words, and who looked at them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecotone.consent.choices import Grant
from ecotone.consent.operations import withdraw_grant
from ecotone.foundation.jobs import JobState, job_state, run_ready_jobs
from ecotone.foundation.models import AuditEvent, JobRun, Programme, User
from ecotone.listening.choices import NameKind
from ecotone.listening.models import TextRevision
from ecotone.listening.operations import Judgement, judge_words
from ecotone.listening.queries import count_words_to_judge
from ecotone.register.models import Participant
from tests.factories.coding import page, signed_in
from tests.factories.consent import make_consenting
from tests.factories.foundation import NOON
from tests.factories.listening import make_sent

pytestmark = pytest.mark.django_db

SAID = "I met Marguerite at Seaview. Seaview's head was kind, and Hope, too, came in 2018."


def words(jane: Participant) -> str:
    revision = TextRevision.objects.filter(response__conversation__participant=jane)
    return revision.latest("pk").text


def filled(shown: object, **kinds: str) -> dict[str, str]:
    forms = list(shown.context["formset"])
    data = {"form-TOTAL_FORMS": str(len(forms)), "form-INITIAL_FORMS": str(len(forms))}
    for number, form in enumerate(forms):
        word = form.initial["form"]
        data[f"form-{number}-form"] = word
        data[f"form-{number}-kind"] = kinds.get(word, "")
        data[f"form-{number}-instead"] = kinds.get(f"{word}_instead", "")
    return data


def test_words_are_shown_in_their_raw_context_and_the_look_is_written_down(
    programme: Programme, jane: Participant, ines: User
) -> None:
    make_sent(jane, {1: SAID})

    shown = signed_in(ines).get(page("listening:names", programme))

    assert "at <mark>Seaview</mark>. Seaview&#x27;s head" in shown.content.decode()
    assert "listening/names.html" in [template.name for template in shown.templates]
    event = AuditEvent.objects.get(verb="read words to judge")
    assert (event.actor, event.subject) == (
        f"user:{ines.pk}",
        f"programme:{programme.pk}",
    )


def test_many_words_are_judged_at_once_and_the_rest_can_be_called_fine(
    programme: Programme, jane: Participant, ines: User
) -> None:
    make_sent(jane, {1: SAID})
    client, address = signed_in(ines), page("listening:names", programme)
    chosen = filled(client.get(address), Seaview="PLACE", Seaview_instead="the bay")

    answer = client.post(address, {**chosen, "rest": "fine"}, follow=True)

    shown = answer.content.decode()
    assert "3 words judged. 1 text changed" in shown
    assert "Every word has been judged" in shown
    assert words(jane).count("the bay") == 2


def test_many_texts_follow_while_the_next_words_are_judged(
    programme: Programme,
    jane: Participant,
    ines: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_sent(jane, {1: SAID})
    monkeypatch.setattr("ecotone.listening.views.names.MOST_TEXTS_AT_ONCE", 0)
    client, address = signed_in(ines), page("listening:names", programme)
    chosen = filled(client.get(address), Seaview="PLACE", Seaview_instead="the bay")

    shown = client.post(address, chosen, follow=True)
    (asked,) = JobRun.objects.filter(owner=ines)
    waiting = count_words_to_judge(programme)
    run_ready_jobs()

    assert "1 word judged. The texts follow one by one" in shown.content.decode()
    assert reverse("foundation:job", args=(asked.job_id,)) in shown.content.decode()
    assert waiting == 2
    assert job_state(asked.job_id).state == JobState.DONE
    assert words(jane).count("the bay") == 2


def test_nothing_chosen_changes_nothing(
    programme: Programme, jane: Participant, ines: User
) -> None:
    make_sent(jane, {1: SAID})
    client, address = signed_in(ines), page("listening:names", programme)

    answer = client.post(address, filled(client.get(address)), follow=True)

    assert "everything waits where it was" in answer.content.decode()
    assert count_words_to_judge(programme) == 3


def test_a_replacement_that_still_names_the_school_is_sent_back(
    programme: Programme, jane: Participant, ines: User
) -> None:
    make_sent(jane, {1: SAID})
    client, address = signed_in(ines), page("listening:names", programme)
    chosen = filled(client.get(address), Seaview="PLACE", Seaview_instead="old SEAVIEW")

    answer = client.post(address, chosen)

    assert answer.status_code == 422
    assert "The name itself is still in it." in answer.content.decode()


def test_a_whole_name_can_be_listed_before_anybody_says_it(
    programme: Programme, jane: Participant, ines: User
) -> None:
    client = signed_in(ines)
    facts = {"list-form": "Bryn Glas Academy", "list-kind": "ORGANISATION", "list-instead": ""}

    answer = client.post(page("listening:list_name", programme), facts)
    refused = client.post(page("listening:list_name", programme), {**facts, "list-form": ""})
    make_sent(jane, {1: "We saw Bryn Glas."})
    listed = client.get(page("listening:names_listed", programme))

    assert (answer.status_code, refused.status_code) == (302, 422)
    assert words(jane) == "We saw Secondary school 1."
    assert "Bryn Glas Academy" in listed.content.decode()
    assert "listening/names_listed.html" in [template.name for template in listed.templates]


@pytest.mark.usefixtures("broker")
def test_raw_words_are_shown_to_an_interviewer_and_everybody_can_see_who_looked(
    programme: Programme, ines: User, client: Client
) -> None:
    jane = make_consenting(programme)
    (revision,) = make_sent(jane, {1: "I like Marguerite."})
    conversation = revision.response.conversation_id

    shown = signed_in(ines).get(page("listening:raw", programme, conversation))
    looks = client.get(page("listening:names_seen", programme))
    studied = client.get(page("listening:conversation", programme, conversation))

    assert "I like Marguerite." in shown.content.decode()
    assert "listening/names_raw.html" in [template.name for template in shown.templates]
    assert "Ines Marsh" in looks.content.decode()
    assert jane.pseudonym in looks.content.decode()
    assert "listening/names_seen.html" in [template.name for template in looks.templates]
    assert page("listening:raw", programme, conversation) not in studied.content.decode()
    assert "Marguerite" not in studied.content.decode()


def test_raw_words_go_dark_when_leave_is_taken_back_and_no_look_is_counted(
    programme: Programme, jane: Participant, ines: User
) -> None:
    (revision,) = make_sent(jane, {1: SAID})
    withdraw_grant(participant=jane, grant=Grant.INTERVIEW, at=NOON, by=None)

    shown = signed_in(ines).get(
        page("listening:raw", programme, revision.response.conversation_id)
    )

    assert "may not be read" in shown.content.decode()
    assert AuditEvent.objects.filter(verb="read raw words").count() == 0


@pytest.mark.usefixtures("broker")
def test_the_list_of_conversations_leads_an_interviewer_to_the_words_to_judge(
    programme: Programme, jane: Participant, ines: User, client: Client
) -> None:
    make_sent(jane, {1: SAID})

    theirs = signed_in(ines).get(page("listening:list", programme)).content.decode()
    brokers = client.get(page("listening:list", programme)).content.decode()

    assert "3 words to judge" in theirs
    assert "to judge" not in brokers
    assert page("listening:names_seen", programme) in brokers


def test_a_text_derived_anew_is_not_called_a_new_version_of_the_answer(
    programme: Programme, jane: Participant, ines: User
) -> None:
    (revision,) = make_sent(jane, {1: SAID})
    address = page("listening:conversation", programme, revision.response.conversation_id)
    seaview = Judgement("Seaview", NameKind.PLACE)
    judge_words(programme=programme, judgements=[seaview], at=NOON, by=ines)
    client = signed_in(ines)

    once = client.get(address).content.decode()
    make_sent(jane, {1: "Something else."})
    twice = client.get(address).content.decode()

    assert ("[place 1]" in once, "Version" in once) == (True, False)
    assert "Version 2, sent" in twice


@pytest.mark.usefixtures("broker")
def test_before_anybody_looked_the_log_says_so(programme: Programme, client: Client) -> None:
    shown = client.get(page("listening:names_seen", programme))

    assert "Nobody has looked yet" in shown.content.decode()


def test_the_words_to_judge_take_the_same_queries_for_one_word_and_for_three(
    programme: Programme, jane: Participant, ines: User
) -> None:
    client, address = signed_in(ines), page("listening:names", programme)
    make_sent(jane, {1: "At Seaview."})
    one = count_queries(client, address)

    make_sent(jane, {2: "At Aberlwyd.", 3: "At Wrexborough."})
    three = count_queries(client, address)

    assert one == three


def count_queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)
