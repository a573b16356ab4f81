"""The pages of coding, as a browser without JavaScript meets them."""

import pytest
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from ecotone.coding.choices import Pole, Target
from ecotone.coding.models import Code, Coding
from ecotone.coding.queries.codebook import hue_of
from ecotone.consent.choices import Grant
from ecotone.consent.operations import withdraw_grant
from ecotone.foundation.models import AuditEvent, Programme, Role
from ecotone.listening.models import TextRevision
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_conversation,
    make_revision,
    make_speaker,
    make_study,
    page,
    signed_in,
    text_of,
)
from tests.factories.foundation import NOON, make_member

pytestmark = pytest.mark.django_db


def filled_in(programme: Programme, **fields: object) -> dict[str, object]:
    code = Code.objects.get(programme=programme, key="grp")
    return {"code": code.pk, "pole": Pole.GIVES, "target": Target.SELF, **fields}


# --- who may come in -------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.VIEWER, Role.INTERVIEWER, Role.HUB_ADMIN])
def test_whoever_does_not_code_is_told_nothing_and_written_down(role: Role) -> None:
    study = make_study()
    conversation = make_conversation(make_speaker(study))
    client = signed_in(make_member(study, role))

    answers = [
        client.get(page("coding:texts", study)),
        client.get(page("coding:text", study, conversation.pk)),
        client.post(
            page("coding:code_passage", study, conversation.pk),
            filled_in(study, words="We plan"),
        ),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert AuditEvent.objects.filter(verb="was turned away").count() == 3
    assert Coding.objects.count() == 0


def test_a_text_of_another_programme_is_not_here() -> None:
    study, other = make_study(), make_study()
    conversation = make_conversation(make_speaker(other))
    client = signed_in(make_coder(study))

    answer = client.get(page("coding:text", study, conversation.pk))

    assert answer.status_code == 404


def test_a_coding_of_another_programme_cannot_be_removed() -> None:
    study, other = make_study(), make_study()
    coding = make_coding(make_revision(make_speaker(other)), "We plan", by=make_coder(other))
    client = signed_in(make_coder(study))

    answer = client.post(page("coding:remove", study, coding.key))

    assert answer.status_code == 404
    assert not Coding.objects.get().is_removed


# --- the list of texts -----------------------------------------------------------------------


def test_the_first_page_lists_the_texts_with_their_progress() -> None:
    study = make_study()
    coder = make_coder(study, name="Dana Reed")
    conversation = make_conversation(make_speaker(study, pseudonym="Heather"))
    make_coding(text_of(conversation), "We plan", by=coder)

    answer = signed_in(coder).get(page("coding:texts", study))

    assertContains(answer, "Heather")
    assertContains(answer, "1 of 1")
    assertContains(answer, "DR")


def test_without_texts_the_first_page_says_what_to_do() -> None:
    study = make_study()

    answer = signed_in(make_coder(study)).get(page("coding:texts", study))

    assertContains(answer, "Nothing to code yet")


# --- one text --------------------------------------------------------------------------------


def test_a_coded_passage_is_marked_and_named_beside_the_text() -> None:
    study = make_study()
    coder = make_coder(study, name="Dana Reed")
    conversation = make_conversation(make_speaker(study))
    coding = make_coding(text_of(conversation), "in groups", by=coder)

    answer = signed_in(coder).get(page("coding:text", study, conversation.pk))

    assertContains(answer, f'data-notes="{coding.pk}">in groups</mark>. Each of them marks')
    assertContains(answer, f'id="coding-{coding.pk}"')
    assertContains(answer, "Remove Collaborative learning and group work")


def test_overlapping_codings_are_both_to_be_seen() -> None:
    study = make_study()
    coder, conversation = make_coder(study), make_conversation(make_speaker(study))
    first = make_coding(text_of(conversation), "We plan the work", by=coder)
    second = make_coding(text_of(conversation), "the work in groups", by=coder, code="asm")

    answer = signed_in(coder).get(page("coding:text", study, conversation.pk))

    colours = f"hue-{hue_of(first.code)} over over-{hue_of(second.code)}"
    assertContains(
        answer,
        f'<mark class="coded {colours}" data-notes="{first.pk} {second.pk}">the work</mark>',
    )


def test_script_in_an_answer_is_shown_as_text() -> None:
    study = make_study()
    coder = make_coder(study)
    conversation = make_conversation(
        make_speaker(study), {2: "<script>alert(1)</script> & <b>more</b>"}
    )
    make_coding(text_of(conversation), "<script>alert(1)", by=coder)

    pages = [
        signed_in(coder).get(page("coding:text", study, conversation.pk)),
        signed_in(coder).get(page("coding:code", study, "grp")),
    ]

    for answer in pages:
        assertContains(answer, "&lt;script&gt;alert(1)</mark>")
        assertContains(answer, "&lt;/script&gt; &amp; &lt;b&gt;more")
        assertNotContains(answer, "<script>alert")


def test_mine_leaves_out_what_others_coded() -> None:
    study = make_study()
    coder, other = make_coder(study), make_coder(study, name="Dana Reed")
    conversation = make_conversation(make_speaker(study))
    coding = make_coding(text_of(conversation), "in groups", by=other)
    client = signed_in(coder)

    everyone = client.get(page("coding:text", study, conversation.pk))
    mine = client.get(page("coding:text", study, conversation.pk), {"whose": "mine"})

    assertContains(everyone, f'coding-{coding.pk}"')
    assertNotContains(mine, f'coding-{coding.pk}"')


def test_words_taken_back_are_gone_from_every_page_at_once() -> None:
    study = make_study()
    coder, speaker = make_coder(study), make_speaker(study, pseudonym="Heather")
    conversation = make_conversation(speaker, {2: "Sown words of mine."})
    make_coding(text_of(conversation), "Sown words", by=coder, pole=Pole.BARRIER)
    client = signed_in(coder)
    addresses = [
        page("coding:texts", study),
        page("coding:code", study, "grp"),
        page("coding:institutional", study),
    ]
    before = [client.get(address) for address in addresses]

    withdraw_grant(participant=speaker, grant=Grant.INTERVIEW, at=NOON, by=None)

    assert ["Heather" in answer.content.decode() for answer in before] == [True] * 3
    for address in addresses:
        assertNotContains(client.get(address), "Heather")
        assertNotContains(client.get(address), "Sown")
    assert client.get(page("coding:text", study, conversation.pk)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_a_text_takes_the_same_queries_with_one_coding_and_with_three(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    study = make_study()
    coder = make_coder(study)
    for _ in range(number):
        conversation = make_conversation(make_speaker(study))
    for words in ("We plan", "in groups", "It took me years")[:number]:
        make_coding(text_of(conversation), words, by=coder)
    client = signed_in(coder)

    with django_assert_num_queries(22):
        answer = client.get(page("coding:text", study, conversation.pk))

    assert answer.status_code == 200


# --- coding without a script -----------------------------------------------------------------


def test_words_that_were_typed_are_found_in_the_text_and_coded() -> None:
    study = make_study()
    coder, conversation = make_coder(study), make_conversation(make_speaker(study))
    client = signed_in(coder)

    answer = client.post(
        page("coding:code_passage", study, conversation.pk),
        filled_in(study, words=" Each of them\n marks the  others "),
    )

    coding = Coding.objects.get()
    assertRedirects(
        answer, page("coding:text", study, conversation.pk) + f"#coding-{coding.pk}"
    )
    assert text_of(conversation).passage(coding.start, coding.end) == (
        "Each of them marks the others"
    )


def test_the_first_and_the_last_ticked_sentence_bound_the_passage() -> None:
    study = make_study()
    coder, conversation = make_coder(study), make_conversation(make_speaker(study))
    revision = text_of(conversation)
    client = signed_in(coder)
    opened = client.get(page("coding:text", study, conversation.pk), {"by": "hand"})
    assertContains(opened, f'value="{revision.pk}-0-27"')

    client.post(
        page("coding:code_passage", study, conversation.pk),
        filled_in(study, sentences=[f"{revision.pk}-0-27", f"{revision.pk}-59-76"]),
    )

    coding = Coding.objects.get()
    assert revision.passage(coding.start, coding.end) == revision.text


def test_a_selection_made_by_the_script_is_taken_as_it_is() -> None:
    study = make_study()
    coder, conversation = make_coder(study), make_conversation(make_speaker(study))
    revision = text_of(conversation)

    signed_in(coder).post(
        page("coding:code_passage", study, conversation.pk) + "?whose=mine",
        filled_in(study, revision=revision.pk, start=3, end=8, pole=Pole.ASKS),
    )

    coding = Coding.objects.get()
    assert (coding.start, coding.end, coding.pole) == (3, 7, Pole.ASKS)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Type the words, or tick a sentence below."),
        ({"words": "never said"}, "These words do not stand in the text."),
        ({"words": "the"}, "These words stand in the text more than once."),
        ({"words": "We plan", "pole": ""}, "What the speaker does with it"),
        ({"revision": 999_999, "start": 0, "end": 3}, "That text is not on this page."),
        ({"sentences": ["1-2-3"]}, "is not one of the available choices"),
    ],
)
def test_a_passage_that_cannot_be_found_comes_back_with_what_to_mend(
    fields: dict[str, object], message: str
) -> None:
    study = make_study()
    coder, conversation = make_coder(study), make_conversation(make_speaker(study))

    answer = signed_in(coder).post(
        page("coding:code_passage", study, conversation.pk), filled_in(study, **fields)
    )

    assertContains(answer, message, status_code=422)
    assertContains(answer, "There is a problem", status_code=422)
    assert Coding.objects.count() == 0


def test_sentences_of_two_answers_are_no_passage() -> None:
    study = make_study()
    coder = make_coder(study)
    conversation = make_conversation(make_speaker(study), {2: "One.", 3: "Two."})
    revisions = TextRevision.objects.filter(response__conversation=conversation)

    answer = signed_in(coder).post(
        page("coding:code_passage", study, conversation.pk),
        filled_in(study, sentences=[f"{revision.pk}-0-4" for revision in revisions]),
    )

    assertContains(answer, "Tick sentences of one answer only.", status_code=422)


def test_a_coding_that_is_there_already_is_refused_with_the_remedy() -> None:
    study = make_study()
    coder, conversation = make_coder(study), make_conversation(make_speaker(study))
    make_coding(text_of(conversation), "We plan", by=coder)

    answer = signed_in(coder).post(
        page("coding:code_passage", study, conversation.pk), filled_in(study, words="We plan")
    )

    assertContains(answer, "Choose other words, another code", status_code=409)


def test_removing_undoing_and_doing_again_answer_on_the_text() -> None:
    study = make_study()
    coder, conversation = make_coder(study), make_conversation(make_speaker(study))
    coding = make_coding(text_of(conversation), "We plan", by=coder)
    client = signed_in(coder)
    states = []

    for name, parts in (
        ("coding:remove", (coding.key,)),
        ("coding:undo", ()),
        ("coding:undo", ()),
        ("coding:redo", ()),
    ):
        answer = client.post(page(name, study, *parts), follow=True)
        states.append(Coding.objects.get().is_removed)
        assertContains(answer, "Collaborative learning and group work · gives")

    assert states == [True, False, True, False]


def test_undo_and_redo_say_so_when_nothing_is_left() -> None:
    study = make_study()
    client = signed_in(make_coder(study))

    assertContains(
        client.post(page("coding:undo", study), follow=True), "There is nothing to undo."
    )
    assertContains(
        client.post(page("coding:redo", study), follow=True), "There is nothing to do again."
    )


def test_steps_change_nothing_when_only_looked_at() -> None:
    study = make_study()
    coder = make_coder(study)
    coding = make_coding(make_revision(make_speaker(study)), "We plan", by=coder)
    client = signed_in(coder)

    answers = [
        client.get(page("coding:undo", study)),
        client.get(page("coding:remove", study, coding.key)),
    ]

    assert [answer.status_code for answer in answers] == [405, 405]
    assert not Coding.objects.get().is_removed
