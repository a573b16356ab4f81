"""The pages of memos: listed, written, reworded and put away without any script."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from ecotone.coding.choices import MemoKind
from ecotone.coding.models import Code, Memo
from ecotone.foundation.models import Programme, Role, User
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_revision,
    make_speaker,
    make_study,
    page,
    signed_in,
)
from tests.factories.foundation import make_member
from tests.factories.memos import make_memo

pytestmark = pytest.mark.django_db


def code_in(study: Programme) -> Code:
    return Code.objects.get(programme=study, key="grp")


def writing(study: Programme, **about: object) -> str:
    (name, key), *_ = about.items()
    return f"{page('coding:write_memo', study)}?{name}={key}"


def test_the_list_says_what_each_memo_is_on_and_in_what_spirit() -> None:
    study = make_study()
    coder = make_coder(study)
    revision = make_revision(make_speaker(study, pseudonym="Andrea"))
    coding = make_coding(revision, "We plan the work in groups.", by=coder)
    make_memo(coding, "Groups, or planning?", by=coder)
    make_memo(code_in(study), "Too wide", by=coder, kind=MemoKind.DECISION)

    answer = signed_in(coder).get(page("coding:memos", study))

    assertContains(answer, f"Andrea: {coding.code}")
    assertContains(answer, "We plan the work in groups.")
    assertContains(answer, "Groups, or planning?")
    assertContains(answer, f"#coding-{coding.pk}")
    assertContains(answer, page("coding:code", study, "grp"))


def test_without_memos_the_page_says_how_one_comes_about() -> None:
    study = make_study()

    answer = signed_in(make_coder(study)).get(page("coding:memos", study))

    assertContains(answer, "No memos yet")
    assertContains(answer, "Open the texts")


def test_the_list_can_be_cut_down_to_a_kind_a_place_or_a_person() -> None:
    study = make_study()
    robin, colm = make_coder(study), make_coder(study, name="Colm Reid")
    revision = make_revision(make_speaker(study))
    make_memo(code_in(study), "First thought", by=robin, kind=MemoKind.IDEA)
    make_memo(revision.response.conversation, "Second thought, @Robin", by=colm)
    client, listed = signed_in(robin), page("coding:memos", study)

    for asked in ({"kind": "IDEA"}, {"about": "code"}, {"whose": "mine"}):
        answer = client.get(listed, asked)
        assertContains(answer, "First thought")
        assertNotContains(answer, "Second thought")
    assertContains(client.get(listed, {"whose": "to_me"}), "Second thought")
    assertContains(client.get(listed, {"kind": "DECISION"}), "No memo is like that")
    assertContains(client.get(listed, {"kind": "nonsense"}), "First thought")


@pytest.mark.parametrize("about", ["passage", "code", "text", "person"])
def test_a_memo_is_written_on_whatever_the_address_names(about: str) -> None:
    study = make_study()
    coder, speaker = make_coder(study), make_speaker(study)
    revision = make_revision(speaker)
    coding = make_coding(revision, "We plan", by=coder)
    keys = {
        "passage": coding.key,
        "code": "grp",
        "text": revision.response.conversation_id,
        "person": speaker.key,
    }
    client, address = signed_in(coder), writing(study, **{about: keys[about]})

    shown = client.get(address)
    client.post(address, {"kind": "IDEA", "words": "Worth a second look"})

    memo = Memo.objects.get()
    fields = {"passage": "coding", "text": "conversation", "person": "participant"}
    assert shown.status_code == 200
    assert memo.field == fields.get(about, about)
    assert (memo.words, memo.kind) == ("Worth a second look", "IDEA")
    assertContains(client.get(address), "Worth a second look")


@pytest.mark.parametrize(
    "asked", ["", "?code=nothing", "?passage=x", "?text=0", "?person=12", "?code=grp&text=1"]
)
def test_a_memo_on_nothing_finds_no_page(asked: str) -> None:
    study = make_study()

    answer = signed_in(make_coder(study)).get(page("coding:write_memo", study) + asked)

    assert answer.status_code == 404


def test_an_empty_memo_comes_back_with_what_is_missing() -> None:
    study = make_study()
    client = signed_in(make_coder(study))

    answer = client.post(writing(study, code="grp"), {"kind": "IDEA", "words": ""})

    assert answer.status_code == 422
    assert Memo.objects.count() == 0


def test_whoever_wrote_it_rewords_and_removes_it_and_nobody_else_is_offered_that() -> None:
    study = make_study()
    robin, colm = make_coder(study), make_coder(study, name="Colm Reid")
    memo = make_memo(code_in(study), "One", by=robin)
    address = page("coding:reword_memo", study, memo.key)
    own, other = signed_in(robin), signed_in(colm)

    assertContains(own.get(page("coding:memos", study)), address)
    assertNotContains(other.get(page("coding:memos", study)), address)
    assertContains(own.get(address), "One")
    own.post(address, {"kind": "DECISION", "words": "Two"})
    (reworded,) = Memo.objects.filter(is_removed=False)
    own.post(page("coding:remove_memo", study, reworded.key))

    assert reworded.words == "Two"
    assert reworded.in_place_of == memo
    assertContains(own.get(page("coding:memos", study)), "No memos yet")
    undone = own.post(page("coding:undo", study), follow=True)
    assertContains(undone, "Two")


def test_the_list_of_texts_says_how_many_memos_wait_for_the_reader() -> None:
    study = make_study()
    robin, colm = make_coder(study), make_coder(study, name="Colm Reid")
    memos = [make_memo(code_in(study), f"@colm {n}", by=robin) for n in range(2)]
    client = signed_in(colm)
    two = client.get(page("coding:texts", study))

    client.post(page("coding:put_memo_away", study, memos[0].key))

    assertContains(two, "2 memos for you")
    assertContains(client.get(page("coding:texts", study)), "1 memo for you")
    assertNotContains(signed_in(robin).get(page("coding:texts", study)), "for you")


def test_after_writing_one_goes_back_to_the_page_one_came_from_if_it_is_ours() -> None:
    study = make_study()
    client = signed_in(make_coder(study))
    said = {"kind": "IDEA", "words": "Hm"}
    ours = page("coding:code", study, "grp")

    back = client.post(writing(study, code="grp"), {**said, "back_to": ours})
    elsewhere = "javascript:alert(1)"
    shown = client.get(f"{writing(study, code='grp')}&back_to={elsewhere}")
    away = client.post(writing(study, code="grp"), {**said, "back_to": elsewhere})

    assertRedirects(back, ours)
    assertNotContains(shown, f'href="{elsewhere}')
    assert away.url.startswith(reverse("coding:memos", args=(study.slug,)))


def test_memos_are_for_coders_and_leave_the_house_without_what_is_blind() -> None:
    study = make_study()
    robin = make_coder(study)
    make_memo(code_in(study), "=1+1", by=robin)
    interviewer = signed_in(make_member(study, Role.INTERVIEWER))

    table = signed_in(robin).get(page("coding:memos_csv", study)).content.decode()

    assert interviewer.get(page("coding:memos", study)).status_code == 404
    assertNotContains(interviewer.get(page("coding:take_away", study)), "memos.csv")
    assert ",'=1+1" in table


def write_some(study: Programme, coder: User, number: int) -> None:
    for _ in range(number):
        revision = make_revision(make_speaker(study))
        coding = make_coding(revision, "We plan", by=coder)
        for about in (coding, revision.response.conversation, code_in(study)):
            make_memo(about, "@Robin?", by=coder)


@pytest.mark.parametrize("name", ["coding:memos", "coding:memos_csv"])
def test_more_memos_cost_no_more_queries(name: str, django_assert_max_num_queries) -> None:
    study = make_study()
    coder = make_coder(study)
    client = signed_in(coder)
    write_some(study, coder, 1)
    with django_assert_max_num_queries(60) as first:
        client.get(page(name, study))
    write_some(study, coder, 2)

    with django_assert_max_num_queries(len(first.captured_queries)):
        answer = client.get(page(name, study))

    assert answer.status_code == 200


def test_from_a_passage_one_can_turn_to_its_code_its_text_and_its_speaker() -> None:
    study = make_study()
    coder, speaker = make_coder(study), make_speaker(study)
    coding = make_coding(make_revision(speaker), "We plan", by=coder)

    answer = signed_in(coder).get(writing(study, passage=coding.pk))

    text = coding.revision.response.conversation_id
    for asked in (f"passage={coding.key}", "code=grp", f"text={text}", f"person={speaker.key}"):
        assertContains(answer, f'href="?{asked}&amp;back_to=')
