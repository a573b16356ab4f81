"""Sixty mentions of twenty listed names, and one school no list knows: who can find them?

Everything that can be reached without the right to raw words is opened, role by role, and
every column of the database is read: no listed name may stand there in clear.
"""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from ecotone.coding.choices import Pole
from ecotone.coding.models import Code, Coding
from ecotone.coding.queries import codings_behind, passages
from ecotone.consent.choices import Grant
from ecotone.exchange.models import MatchingRound
from ecotone.foundation.models import Programme, Role, User
from ecotone.foundation.permissions import ALLOWED, Action
from ecotone.listening.choices import NameKind
from ecotone.listening.operations import Judgement, judge_words
from ecotone.register.models import Participant
from tests.factories.browsing import own_browser
from tests.factories.coding import (
    make_coding,
    make_conversation,
    make_revision,
    make_speaker,
    make_study,
    signed_in,
)
from tests.factories.exchange import make_round, make_voice
from tests.factories.foundation import NOON, make_member
from tests.factories.listening import make_text
from tests.factories.register import make_newcomer, make_participant

pytestmark = pytest.mark.django_db

PEOPLE = (
    "Thessaly Quornby",
    "Llŷr Prothero-Vanskoy",
    "Ottoline O'Grannock",
    "Dr Isembard Wyck",
    "Peregrine de Lisson",
    "Zenobia Achterhoek",
    "Caractacus Penrhyddlan",
    "Marcellus Obuwole",
    "Wilhelmina Strozier",
    "Fitzgibbon Yarrowby",
    "Drusilla Khatchaturi",
    "Evander Mossgrave",
    "Philippa Ungoed",
    "Barnaby Xiuhcoatl",
    "Cordelia Vreeland",
    "Lysander Tregothnan",
    "Hermia Jóhannsdóttir",
)
PLACES = ("Wrexborough", "Ystradmoel", "Great Hinderwick")
UNLISTED = "Seaviewdale"

# Three ways to speak of each person, six kinds of them in turn; {0} the given name, {1} the
# surname, {n} both over a line break.
MANNERS = (
    ("I met {n} there", "{0}'s class was kind", "then Mrs {1} spoke"),
    ("as {0} said", "the {1}s' room", "{UPPER} wrote it"),
    ("with {lower} again", "ask {0}", "it is {1}\u2019s plan"),
    ("{0}   {1} came", "Mr {1}, too", "so {0} helped"),
)
PLACE_MANNERS = ("we went to {p}", "over\n{p}, by bus", "{p}'s river")


def mentions() -> list[str]:
    """Write sixty mentions: three of each of twenty names."""
    said = []
    for number, name in enumerate(PEOPLE):
        first, _space, last = name.removeprefix("Dr ").partition(" ")
        forms = {
            "n": f"{first}\n{last}",
            "UPPER": f"{first} {last}".upper(),
            "lower": f"{first} {last}".lower(),
        }
        said += [way.format(first, last, **forms) for way in MANNERS[number % len(MANNERS)]]
    return said + [way.format(p=place) for place in PLACES for way in PLACE_MANNERS]


RAW_FORMS = sorted(
    {
        form
        for name in (*PEOPLE, *PLACES)
        for form in re.findall(r"\w+", name.removeprefix("Dr "))
        if len(form) > 2 and form != "Great"
    }
)
PLANTED = re.compile("|".join(map(re.escape, RAW_FORMS)), re.IGNORECASE)


class Planted:
    """A programme in which somebody spoke of everybody by name, coded and matched."""

    def __init__(self) -> None:
        self.programme = make_study()
        self.staff = {
            role: make_member(self.programme, *{role, Role.CODER} - {Role.VIEWER})
            if role == Role.BROKER
            else make_member(self.programme, role)
            for role in Role
        }
        self.broker = self.staff[Role.BROKER]
        for name in PEOPLE:
            make_participant(self.programme, make_newcomer(name=name))
        judge_words(
            programme=self.programme,
            judgements=[Judgement(p, NameKind.PLACE, is_exact=False) for p in PLACES],
            at=NOON,
            by=self.staff[Role.INTERVIEWER],
        )
        self.speaker = self._speaker()
        self.listener = make_voice(
            self.programme, self.broker, sector="university", gives="rwc.context", asks="grp"
        )
        make_round(self.programme, self.broker)

    def _speaker(self) -> Participant:
        said = mentions()
        speaker = make_speaker(self.programme, Grant.MATCHING, Grant.QUOTED, sector="secondary")
        parts = [". We heard that ".join(said[start::4]) for start in range(4)]
        conversation = make_conversation(
            speaker, {number: f"We heard that {part}." for number, part in enumerate(parts, 1)}
        )
        for text in conversation.responses.order_by("pk"):
            self._code(text.revisions.get())
        make_text(speaker, f"At {UNLISTED} we saw {said[0]}, {said[-1]}.", by=self.broker)
        return speaker

    def _code(self, revision: object) -> None:
        """Code three sentences, names and all, as a give and as an ask."""
        sentences = re.findall(r"We heard[^.]+", revision.text)[:3]
        for sentence, pole, code in zip(
            sentences,
            (Pole.GIVES, Pole.ASKS, Pole.GIVES),
            ("grp", "rwc.context", "grp"),
            strict=True,
        ):
            make_coding(revision, sentence, by=self.broker, pole=pole, code=code)


def test_sixty_mentions_were_planted() -> None:
    assert len(PEOPLE + PLACES) == 20
    assert len(mentions()) == 60
    assert all(PLANTED.search(mention) for mention in mentions())


def test_no_listed_name_reaches_a_page_a_file_a_log_or_a_table_in_clear(
    caplog: pytest.LogCaptureFixture,
) -> None:
    planted = Planted()

    found = {
        (str(who), address): PLANTED.findall(body)
        for who, client in browsers(planted)
        for address, body in everything_reachable(client, planted.programme)
    }

    assert len(found) > 60
    assert MatchingRound.objects.get().matches.count() >= 1
    assert {place: names for place, names in found.items() if names} == {}
    assert PLANTED.findall(caplog.text) == []
    assert [table for table, names in stored_words() if names] == []


def test_the_unlisted_school_waits_to_be_judged_and_is_gone_afterwards() -> None:
    planted = Planted()
    interviewer = signed_in(planted.staff[Role.INTERVIEWER])
    address = reverse("listening:names", args=(planted.programme.slug,))
    text = make_revision(
        planted.speaker, f"Now {UNLISTED} marks in pairs. It works.", question=5
    )
    make_coding(text, "marks in pairs. It works", by=planted.broker)
    make_coding(text, f"{UNLISTED} marks", by=planted.broker, code="asm")
    before = quotes(planted.programme)

    shown = interviewer.get(address)
    judged = interviewer.post(address, judging(shown, UNLISTED, NameKind.ORGANISATION))

    after = quotes(planted.programme)
    assert f"<mark>{UNLISTED}</mark>" in shown.content.decode()
    assert judged.status_code == 302
    assert f'<h2 id="word-1">{UNLISTED}</h2>' not in interviewer.get(address).content.decode()
    assert after == {
        key: said.replace(UNLISTED, "Organisation 1") for key, said in before.items()
    }
    assert sum(UNLISTED in said for said in before.values()) == 1
    assert [table for table, names in stored_words(re.compile(UNLISTED)) if names] == []


# --- looking everywhere ----------------------------------------------------------------------


def browsers(planted: Planted) -> Iterator[tuple[object, Client]]:
    for role, user in planted.staff.items():
        if role not in ALLOWED[Action.READ_RAW]:
            yield role, signed_in(user)
    yield "participant", own_browser(planted.listener)


LINK = re.compile(r'(?:href|src)="(/[^"#]*)')
LEADS_OUT = re.compile(r"^/(static|theme|accounts|demo|my/leave|my/link)")
MOST_PAGES = 400


def everything_reachable(client: Client, programme: Programme) -> Iterator[tuple[str, str]]:
    """Open every page and file that links lead to, from the two front doors on."""
    waiting = [f"/programmes/{programme.slug}/", "/my/", "/"]
    seen = {*waiting, *without_words(programme)}
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        answer = client.get(address)
        body = b"".join(answer).decode(errors="replace")
        yield address, body
        for link in LINK.findall(body.replace("&amp;", "&")):
            if link not in seen and not LEADS_OUT.match(link):
                seen.add(link)
                waiting.append(link)


def without_words(programme: Programme) -> Iterator[str]:
    """Pass over the codes nobody put on any words: half of all pages, and nothing on them."""
    for code in Code.objects.filter(programme=programme):
        if not codings_behind(programme, code, pole=None).exists():
            for name in ("coding:code", "coding:edit_code"):
                yield reverse(name, args=(programme.slug, code.key))


def stored_words(
    pattern: re.Pattern[str] = PLANTED,
) -> Iterator[tuple[str, list[str]]]:
    """Read every row of every table as it is stored, and say which names stand in it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # names of tables, from the database itself
            yield table, pattern.findall(" ".join(map(str, cursor.fetchall())))


def quotes(programme: Programme) -> dict[int, str]:
    assert Coding.objects.exists()
    return {passage.coding_id: passage.text for passage in passages(programme)}


def judging(shown: object, word: str, kind: NameKind) -> dict[str, str]:
    """Fill in the form as somebody would who settles one word and leaves the others."""
    formset = shown.context["formset"]
    filled = {"form-TOTAL_FORMS": str(len(formset)), "form-INITIAL_FORMS": str(len(formset))}
    for number, form in enumerate(formset):
        filled[f"form-{number}-form"] = form.initial["form"]
        filled[f"form-{number}-kind"] = kind.value if form.initial["form"] == word else ""
        filled[f"form-{number}-instead"] = ""
    return filled


def test_every_role_but_the_interviewer_is_without_raw_access() -> None:
    planted_roles = set(Role) - ALLOWED[Action.READ_RAW]

    assert planted_roles == {Role.HUB_ADMIN, Role.BROKER, Role.CODER, Role.VIEWER}
    assert User.objects.count() == 0
