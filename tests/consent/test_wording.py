"""Wording versions: what was answered keeps its words, and asking again is a choice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecotone.consent import operations
from ecotone.consent.choices import Grant, Standing
from ecotone.consent.forms import WordingForm
from ecotone.consent.models import ConsentForm, ConsentRecord
from ecotone.consent.operations import FormDraft
from ecotone.consent.queries import form_in_force, has_granted, held_by, versions_of
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import Programme, Role, User
from ecotone.register.models import Participant
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.foundation import NOON, make_member
from tests.register.pages import text_of

pytestmark = pytest.mark.django_db
BrowserOf = Callable[[Participant], Client]


@pytest.fixture
def admin(programme: Programme, client: Client) -> User:
    user = make_member(programme, Role.HUB_ADMIN)
    client.force_login(user)
    return user


def worded_anew(programme: Programme) -> FormDraft:
    draft = operations.draft_of(form_in_force(programme))
    asked = replace(draft.asked[Grant.QUOTED], question="May your sentences stand on a card?")
    return replace(draft, asked={**draft.asked, Grant.QUOTED: asked})


def publish(programme: Programme, by: User, *, asks_again: bool = False) -> ConsentForm:
    return operations.publish_wording(
        programme=programme,
        draft=worded_anew(programme),
        asks_again=asks_again,
        at=timezone.now(),
        by=by,
    )


def sent(programme: Programme, **changed: str) -> dict[str, str]:
    """Return what the editor's page sends when these fields were changed."""
    form = WordingForm(None, draft=operations.draft_of(form_in_force(programme)))
    filled = {field.html_name: field.value() or "" for field in form}
    return {name: str(value) for name, value in filled.items()} | changed


def test_new_words_leave_old_answers_and_their_words_as_they_were(
    programme: Programme, admin: User
) -> None:
    jane = make_consenting(programme)

    form = publish(programme, admin)

    assert form.version == 2
    assert has_granted(jane, Grant.QUOTED)
    record = held_by([jane])[jane.pk][Grant.QUOTED].record
    assert record is not None
    assert "sentences of yours" in record.form.wordings.get(grant=Grant.QUOTED).question


def test_asking_again_ends_every_older_yes_until_it_is_given_anew(
    programme: Programme, admin: User
) -> None:
    jane = make_consenting(programme)

    publish(programme, admin, asks_again=True)
    after = held_by([jane])[jane.pk][Grant.QUOTED].standing
    answer_grants(jane, {Grant.QUOTED: True}, at=timezone.now())

    assert after == Standing.ASK_AGAIN
    assert has_granted(jane, Grant.QUOTED)
    assert not has_granted(jane, Grant.MATCHING)


def test_everybody_can_be_asked_again_later_as_well(programme: Programme, admin: User) -> None:
    jane = make_consenting(programme)
    publish(programme, admin)

    ended = operations.ask_again(programme=programme, at=timezone.now(), by=admin)
    ended_twice = operations.ask_again(programme=programme, at=timezone.now(), by=admin)

    assert (ended, ended_twice) == (1, 0)
    assert not has_granted(jane, Grant.QUOTED)


def test_the_same_words_are_not_published_twice(programme: Programme, admin: User) -> None:
    draft = operations.draft_of(form_in_force(programme))

    with pytest.raises(Refused, match="Not a word has changed"):
        operations.publish_wording(
            programme=programme, draft=draft, asks_again=False, at=NOON, by=admin
        )

    assert ConsentForm.objects.filter(language="en").count() == 1


def test_a_broker_does_not_word_the_form(programme: Programme, broker: User) -> None:
    with pytest.raises(NotYours):
        publish(programme, broker)
    with pytest.raises(NotYours):
        operations.ask_again(programme=programme, at=NOON, by=broker)

    assert ConsentForm.objects.filter(language="en").count() == 1


def test_the_versions_say_how_many_people_stand_on_each(
    programme: Programme, admin: User
) -> None:
    make_consenting(programme)
    moved = make_consenting(programme)
    publish(programme, admin)
    answer_grants(moved, {Grant.AUDIO: True}, at=timezone.now())

    found = [
        (each.form.version, each.people, each.is_in_force) for each in versions_of(programme)
    ]

    assert found == [(2, 1, True), (1, 1, False)]


def test_the_editor_shows_the_words_as_people_will_before_anything_is_published(
    programme: Programme, admin: User, client: Client
) -> None:
    assert admin.is_active
    make_consenting(programme)
    editor = reverse("consent:word_anew", args=(programme.slug,))
    words = sent(programme, **{"quoted-title": "Sentences on cards"})

    opened = text_of(client.get(editor))
    looked = text_of(client.post(editor, words | {"step": "preview"}))
    before = ConsentForm.objects.filter(language="en").count()
    published = client.post(editor, words | {"step": "publish"}, follow=True)

    assert "Quoting you inside the project" in opened
    assert "Sentences on cards" in looked
    assert looked.count("changed</span>") == 1
    assert "What 1 person allowed stays in force" in looked
    assert before == 1
    assert "Version 2 is what people read now." in text_of(published)
    assert (
        form_in_force(programme).wordings.get(grant=Grant.QUOTED).title == "Sentences on cards"
    )


def test_a_wording_with_a_gap_or_an_end_in_the_past_is_named_and_not_published(
    programme: Programme, admin: User, client: Client
) -> None:
    assert admin.is_active
    editor = reverse("consent:word_anew", args=(programme.slug,))
    words = sent(programme, **{"audio-question": "", "last_day": "2020-01-01"})

    answer = client.post(editor, words | {"step": "publish"})

    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["audio-question", "last_day"]
    assert ConsentForm.objects.filter(language="en").count() == 1


def test_an_end_given_to_the_words_is_the_end_of_each_yes_to_them(
    programme: Programme, admin: User, client: Client
) -> None:
    assert admin.is_active
    jane = make_consenting(programme)
    day = timezone.localdate() + timedelta(days=100)
    editor = reverse("consent:word_anew", args=(programme.slug,))
    client.post(editor, sent(programme, last_day=day.isoformat()) | {"step": "publish"})

    answer_grants(jane, {Grant.AUDIO: True}, at=timezone.now())

    until = ConsentRecord.objects.order_by("-pk")[0].holds_until
    assert until is not None
    assert timezone.localdate(until) == day


def test_a_person_with_older_words_only_is_told_and_asked_with_nothing_ticked(
    programme: Programme, admin: User, browser_of: BrowserOf
) -> None:
    jane = browser_of(make_consenting(programme))
    publish(programme, admin)

    page = text_of(jane.get(reverse("consent:mine")))
    asked = text_of(jane.get(reverse("consent:questions")))

    assert "7 questions are open, or worded anew since you answered" in page
    assert "What you allowed stays in force." in page
    assert "May your sentences stand on a card?" in asked
    assert "checked" not in asked


def test_a_person_who_is_asked_again_reads_that_it_counts_as_a_no(
    programme: Programme, admin: User, browser_of: BrowserOf
) -> None:
    jane = browser_of(make_consenting(programme))
    publish(programme, admin, asks_again=True)

    page = text_of(jane.get(reverse("consent:mine")))

    assert "Until you answer, it counts as a no." in page


def test_the_page_of_wording_offers_to_ask_people_on_older_words_again(
    programme: Programme, admin: User, client: Client
) -> None:
    jane = make_consenting(programme)
    publish(programme, admin)
    wording = reverse("consent:wording", args=(programme.slug,))
    before = text_of(client.get(wording))

    after = client.post(reverse("consent:ask_again", args=(programme.slug,)), follow=True)

    assert "End what 1 person allowed, and ask again" in before
    assert "End what" not in text_of(after)
    assert not has_granted(jane, Grant.QUOTED)


def test_a_form_in_somebodys_language_is_read_first_and_english_where_there_is_none(
    programme: Programme,
) -> None:
    english = form_in_force(programme)
    welsh = ConsentForm.objects.get(programme=programme, language="cy")

    assert form_in_force(programme, language="cy") == welsh
    assert form_in_force(programme) == english
    assert form_in_force(programme, language="gd") == english
