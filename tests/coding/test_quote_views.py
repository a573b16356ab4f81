"""The pages of quotes before print: `coding/quotes.html`, `coding/my_quotes.html`.

Parts of them: `coding/_in_place.html`, `coding/_quote_state.html`, `coding/_in_context.html`,
`coding/my_quotes_reword.html`; and the letter, `coding/quotes.txt`.
"""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecotone.coding import operations
from ecotone.coding.models import Coding, CodingRound, QuoteCheck
from ecotone.coding.queries import publishable_quotes
from ecotone.foundation.models import OutboxMessage, Programme, Role, User
from ecotone.listening.models import TextRevision
from ecotone.register.doors import LINK_IN_SESSION
from ecotone.register.models import Participant, PersonalLink
from ecotone.register.operations import open_personal_link
from tests.factories.coding import make_coder, make_study, page, signed_in
from tests.factories.foundation import NOON, make_member
from tests.factories.quotes import PASSAGE, make_author, make_chosen, make_printable

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    return make_study()


@pytest.fixture
def broker(programme: Programme) -> User:
    return make_member(programme, Role.BROKER)


def phone_of(participant: Participant) -> Client:
    open_personal_link(participant=participant, at=timezone.now(), by=None)
    client = Client()
    session = client.session
    session[LINK_IN_SESSION] = PersonalLink.objects.get(participant=participant).pk
    session.save()
    return client


def say_yes(phone: Client, check: QuoteCheck, words: str) -> HttpResponse:
    """Press the button under these words, as the page was when it was opened."""
    address = reverse("coding:approve_quote", args=(check.key,))
    return phone.post(address, {"words_read": TextRevision.digest(words)})


def test_a_yes_is_never_to_other_words_than_those_that_were_read(
    programme: Programme, broker: User
) -> None:
    author = make_author(programme)
    check = make_chosen(author, broker)
    phone = phone_of(author)
    shown = phone.get(reverse("coding:my_quotes")).content.decode()
    Coding.objects.filter(pk=check.coding_id).update(start=check.coding.start + 2)

    refused = say_yes(phone, check, PASSAGE)

    assert f'value="{TextRevision.digest(PASSAGE)}"' in shown
    assert refused.status_code == 409
    assert publishable_quotes(programme) == []


def test_a_participant_finds_their_sentences_and_says_yes(
    programme: Programme, broker: User
) -> None:
    author = make_author(programme)
    check = make_chosen(author, broker)
    phone = phone_of(author)

    first = phone.get(reverse("listening:my"))
    shown = phone.get(reverse("coding:my_quotes"))
    done = say_yes(phone, check, PASSAGE)

    assert "Look at your sentences" in first.content.decode()
    assert "coding/my_quotes.html" in [template.name for template in shown.templates]
    assert f"<mark>{PASSAGE}</mark>" in shown.content.decode()
    assert "I was new then." in shown.content.decode()
    assert done.headers["Location"] == f"{reverse('coding:my_quotes')}#quote-{check.key}"
    assert (
        "May be printed as it stands" in phone.get(reverse("coding:my_quotes")).content.decode()
    )
    assert [quote.printed for quote in publishable_quotes(programme)] == [PASSAGE]


def test_a_participant_vetoes_a_quote_and_it_is_gone_from_print(
    programme: Programme, broker: User
) -> None:
    author = make_author(programme)
    check = make_chosen(author, broker)
    operations.approve_quote(check=check, at=timezone.now())
    phone = phone_of(author)

    phone.post(reverse("coding:veto_quote", args=(check.key,)))

    assert "Stays out of print" in phone.get(reverse("coding:my_quotes")).content.decode()
    assert publishable_quotes(programme) == []


def test_a_participant_puts_it_their_way(programme: Programme, broker: User) -> None:
    author = make_author(programme)
    check = make_chosen(author, broker)
    phone = phone_of(author)
    address = reverse("coding:reword_quote", args=(check.key,))

    unchanged = phone.post(address, {"wording": PASSAGE})
    empty = phone.post(address, {"wording": " "})
    phone.post(address, {"wording": "They find their own faults."})

    mine = phone.get(reverse("coding:my_quotes")).content.decode()
    assert (unchanged.status_code, empty.status_code) == (422, 422)
    assert "Nothing is changed yet." in unchanged.content.decode()
    assert "In print it reads:" in mine
    assert "They find their own faults." in mine
    assert PASSAGE in mine


def test_nobody_answers_for_somebody_else(programme: Programme, broker: User) -> None:
    check = make_chosen(make_author(programme), broker)
    phone = phone_of(make_author(programme, pseudonym="Dorian"))

    answers = [
        phone.post(reverse(name, args=(check.key,)))
        for name in ("coding:approve_quote", "coding:veto_quote", "coding:reword_quote")
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert publishable_quotes(programme) == []


def test_somebody_of_whom_nothing_was_chosen_is_told_so(programme: Programme) -> None:
    phone = phone_of(make_author(programme))

    assert "Nothing of yours is meant for print" in (
        phone.get(reverse("coding:my_quotes")).content.decode()
    )
    assert "Your sentences in print" not in phone.get(reverse("listening:my")).content.decode()


def test_looking_at_a_veto_changes_nothing(programme: Programme, broker: User) -> None:
    author = make_author(programme)
    check = make_chosen(author, broker)

    answer = phone_of(author).get(reverse("coding:veto_quote", args=(check.key,)))

    assert answer.status_code == 405


# --- the hub ---------------------------------------------------------------------------------


def test_a_passage_is_chosen_on_the_page_of_its_code(
    programme: Programme, broker: User
) -> None:
    coding = make_printable(make_author(programme), broker)
    desk = signed_in(broker)
    code = page("coding:code", programme, "grp")

    before = desk.get(code).content.decode()
    answer = desk.post(page("coding:choose_quote", programme, coding.pk), {"back_to": code})

    assert "Choose for print" in before
    assert answer.headers["Location"] == code
    assert "chosen for print" in desk.get(code).content.decode()


def test_whoever_guesses_the_number_of_what_is_coded_blind_is_told_nothing(
    programme: Programme, broker: User
) -> None:
    coding = make_printable(make_author(programme), make_coder(programme))
    coding.round = CodingRound.objects.create(programme=programme, name="First", opened_at=NOON)
    coding.save()

    answer = signed_in(broker).post(page("coding:choose_quote", programme, coding.pk))

    assert answer.status_code == 404


def test_nobody_is_sent_to_another_site_afterwards(programme: Programme, broker: User) -> None:
    coding = make_printable(make_author(programme), broker)

    answer = signed_in(broker).post(
        page("coding:choose_quote", programme, coding.pk),
        {"back_to": "https://elsewhere.example/"},
    )

    assert answer.headers["Location"] == page("coding:quotes", programme)


def test_the_hub_sees_where_each_quote_stands(programme: Programme, broker: User) -> None:
    waiting, yes, no = (
        make_chosen(make_author(programme, pseudonym=name), broker)
        for name in ("Hazel", "Dorian", "Imogen")
    )
    operations.reword_quote(check=yes, wording="Said otherwise.", at=timezone.now())
    operations.veto_quote(check=no, at=timezone.now())

    shown = signed_in(broker).get(page("coding:quotes", programme)).content.decode()

    assert waiting
    assert "not written to yet" in shown
    assert "Said otherwise." in shown
    assert "no: stays out of print" in shown
    assert "Write to 1 person" in shown


def test_the_hub_writes_to_whoever_is_waited_for(programme: Programme, broker: User) -> None:
    author = make_author(programme)
    make_chosen(author, broker)
    author.person.email = "hazel@school.example"
    author.person.save()
    desk = signed_in(broker)

    desk.post(page("coding:write_about_quotes", programme))
    shown = desk.get(page("coding:quotes", programme)).content.decode()

    assert OutboxMessage.objects.get().recipient_label == "Hazel"
    assert "1 message waits in the outbox" in shown
    assert "written to today; until " in shown


def test_a_choice_is_taken_back(programme: Programme, broker: User) -> None:
    check = make_chosen(make_author(programme), broker)
    desk = signed_in(broker)

    desk.post(page("coding:let_go_of_quote", programme, check.key))

    assert QuoteCheck.objects.count() == 0
    assert "Nothing is meant for print yet" in (
        desk.get(page("coding:quotes", programme)).content.decode()
    )


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_asks_the_same_number_of_questions_however_long(
    programme: Programme,
    broker: User,
    people: int,
    django_assert_max_num_queries: object,
) -> None:
    for number in range(people):
        make_chosen(make_author(programme, pseudonym=f"Hazel {number}"), broker)
    desk = signed_in(broker)
    address = page("coding:quotes", programme)
    desk.get(address)

    with django_assert_max_num_queries(14):
        desk.get(address)
