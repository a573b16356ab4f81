"""Listed names are found however they are written, and ordinary words are left alone."""

import pytest

from ecotone.engine.pseudonyms import DOUBTFUL, OF_SEVERAL, Kind, Listed, Names, hide_names

LISTED = (
    Listed("Anna Thistlewood", Kind.PERSON, "Ruth"),
    Listed("Dr Llŷr ap Gwynedd", Kind.PERSON, "Paul"),
    Listed("Grace O'Hanlon", Kind.PERSON, "Mo"),
    Listed("Will Marsh-Bowen", Kind.PERSON, "Jo"),
    Listed("May Jones", Kind.PERSON, "Ada"),
    Listed("Marcus Novak", Kind.PERSON, "Karl"),
    Listed("Riverside Primary School", Kind.ORGANISATION, "Primary school 1"),
    Listed("University of Penmaen", Kind.ORGANISATION, "University 1"),
    Listed("St Brannock's Catholic Primary School", Kind.ORGANISATION, "Primary school 2"),
    Listed("Department of Chemistry", Kind.ORGANISATION, "Department 1"),
    Listed("Bangor", Kind.PLACE, "[place 1]"),
)
NAMES = Names.listing(LISTED)


def hidden(text: str) -> str:
    return hide_names(text, NAMES).text


@pytest.mark.parametrize(
    ("said", "studied"),
    [
        ("I met Anna Thistlewood.", "I met Ruth."),
        ("I met anna there.", "I met Ruth there."),
        ("Then Mrs Thistlewood spoke.", "Then Mrs Ruth spoke."),
        ("It was Anna's idea.", "It was Ruth's idea."),
        ("It was Anna\u2019s idea.", "It was Ruth\u2019s idea."),
        ("It was annas idea.", "It was Ruths idea."),
        ("We asked the Thistlewoods.", "We asked the Ruths."),
        ("ANNA THISTLEWOOD said so.", "Ruth said so."),
        ("Anna\nThistlewood said so.", "Ruth said so."),
        ("Anna   \t Thistlewood said so.", "Ruth said so."),
        ("Anna\r\n  Thistlewood said so.", "Ruth said so."),
        ("Anna Thistle-\nwood said so.", "Ruth said so."),
        ("Anna Thistle\u00adwood said so.", "Ruth said so."),
        ("A. Thistlewood said so.", "Ruth said so."),
        ("Ask anna.thistlewood@example.org", "Ask Ruth@example.org"),
        ("(Anna)", "(Ruth)"),
        ("talk to Llyr about it", "talk to Paul about it"),
        ("talk to Lly\u0302r about it", "talk to Paul about it"),
        ("as Dr LLŶR AP GWYNEDD said", "as Dr Paul said"),
        ("with Ms O\u2019Hanlon and Ms OHanlon", "with Ms Mo and Ms Mo"),
        ("with Grace there", "with Mo there"),
        ("ask Mr Marsh-Bowen", "ask Mr Jo"),
        ("ask Mr Bowen", "ask Mr Jo"),
        ("u Novaka? s Novakem, k Novakovi", "u Novaka? s Karl, k Karl"),
        ("cum Marco? Marcum vidi", "cum Marco? Karl vidi"),
    ],
)
def test_a_person_is_found_however_they_are_written(said: str, studied: str) -> None:
    assert hidden(said) == studied


@pytest.mark.parametrize(
    ("said", "studied"),
    [
        ("At Riverside Primary School we", "At Primary school 1 we"),
        ("At Riverside Primary we", "At Primary school 1 we"),
        ("at riverside school we", "at Primary school 1 we"),
        ("the Riverside children", "the Primary school 1 children"),
        ("the riverside walk", "the riverside walk"),
        ("the University of Penmaen", "the University 1"),
        ("at Penmaen University", "at University 1"),
        ("at Penmaen", "at University 1"),
        ("St. Brannock's is", "Primary school 2 is"),
        ("St Brannocks is", "Primary school 2 is"),
        ("Saint Brannock\u2019s Primary is", "Primary school 2 is"),
        ("in the Department of Chemistry", "in the Department 1"),
        ("Chemistry is fun", "Chemistry is fun"),
        ("in Bangor", "in [place 1]"),
        ("o Fangor, ym Mangor", "o [place 1], ym [place 1]"),
    ],
)
def test_organisations_and_places_are_found_by_their_short_names_too(
    said: str, studied: str
) -> None:
    assert hidden(said) == studied


@pytest.mark.parametrize(
    "said",
    [
        "Will you come? Mark the date.",
        "Hannah and Annabel like it.",
        "the grace of it, as they will, in the marsh",
        "May I ask? Grace it is not, but we may.",
    ],
)
def test_ordinary_words_stay(said: str) -> None:
    assert hidden(said) == said.replace("Grace it", "Grace it")


@pytest.mark.parametrize(
    ("said", "studied"),
    [
        ("It ended. Grace, too, was there.", f"It ended. {DOUBTFUL}, too, was there."),
        ("Will and I went.", f"{DOUBTFUL} and I went."),
        ("We met in May.", f"We met in {DOUBTFUL}."),
        ("I asked May about it.", "I asked Ada about it."),
        ("Then Will came.", "Then Jo came."),
        ("YOU WILL SEE", f"YOU {DOUBTFUL} SEE"),
    ],
)
def test_a_word_that_may_be_a_name_is_hidden_until_somebody_looks(
    said: str, studied: str
) -> None:
    assert hidden(said) == studied


def test_a_spared_word_stays_where_it_was_doubtful_only() -> None:
    names = Names.listing(LISTED, spared={"will"})

    studied = hide_names("Will and I went. I like Will Marsh-Bowen.", names).text

    assert studied == "Will and I went. I like Jo."


def test_a_judged_word_is_hidden_wherever_it_has_its_capital() -> None:
    judged = Listed("Will", Kind.OTHER, "Jo", is_exact=True)
    names = Names.listing((*LISTED, judged))

    studied = hide_names("Will and I went. He will, too.", names).text

    assert studied == "Jo and I went. He will, too."


def test_a_first_name_that_two_people_share_says_of_neither_who_is_meant() -> None:
    names = Names.listing((*LISTED, Listed("Anna Kerr", Kind.PERSON, "Vi")))

    studied = hide_names("Anna, that is Anna Kerr and Anna Thistlewood.", names).text

    assert studied == f"{OF_SEVERAL}, that is Vi and Ruth."


def test_the_longest_name_wins() -> None:
    names = Names.listing(
        [Listed("York", Kind.PLACE, "[place 1]"), Listed("York Lane", Kind.PLACE, "[place 2]")]
    )

    assert hide_names("York Lane in York", names).text == "[place 2] in [place 1]"


def test_two_names_in_two_paragraphs_are_not_one() -> None:
    assert hidden("It was Anna\n\nThistlewood came.") == "It was Ruth\n\nRuth came."


def test_nothing_is_found_where_nothing_is_listed() -> None:
    empty = Names.listing([Listed("…", Kind.OTHER, "x")])

    assert hide_names("Anna said so.", empty).text == "Anna said so."
