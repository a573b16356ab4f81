"""Which words a person is asked to look at."""

from ecotone.engine.pseudonyms import Kind, Listed, Names, UnlistedForm, unlisted_forms

NAMES = Names.listing(
    [
        Listed("Anna Kerr", Kind.PERSON, "Ruth"),
        Listed("Hope Lee", Kind.PERSON, "Mo"),
    ]
)


def found(*texts: str, names: Names = NAMES) -> dict[str, int]:
    return {form.form: form.count for form in unlisted_forms(texts, names)}


def test_capitals_and_numbers_are_grouped_by_form() -> None:
    said = "We went to Seaview with 30 others. SEAVIEW's head showed us Seaview."

    assert found(said) == {"Seaview": 3, "30": 1}


def test_listed_names_are_not_asked_about() -> None:
    assert found("I saw Anna Kerr and Kerr's class.") == {}


def test_the_first_word_of_a_sentence_is_left_out_when_it_is_said_in_lower_case_too() -> None:
    said = "Lessons begin. Pupils wait. Some lessons end."

    assert found(said, "Those pupils wait.") == {}


def test_the_first_word_of_a_sentence_is_listed_when_it_stands_nowhere_else() -> None:
    assert found("Seaview was kind. We liked it.") == {"Seaview": 1}


def test_the_first_word_counts_where_the_same_stands_inside_a_sentence() -> None:
    assert found("Bishop came. I saw Bishop.") == {"Bishop": 2}


def test_a_name_with_hyphens_or_an_apostrophe_is_one_form() -> None:
    assert found("in Stoke-on-Trent with Ms D'Arcy") == {
        "Stoke-on-Trent": 1,
        "Ms": 1,
        "D'Arcy": 1,
    }


def test_i_is_nobody_s_name() -> None:
    assert found("so I said I'm here and I've seen it") == {}


def test_a_doubtful_name_comes_first_and_says_so() -> None:
    forms = unlisted_forms(["To Bath, Bath and Bath. Hope, too."], NAMES)

    assert [(form.form, form.is_doubtful) for form in forms] == [
        ("Hope", True),
        ("Bath", False),
    ]


def test_a_spared_word_is_never_asked_about_again() -> None:
    names = Names.listing([Listed("Hope Lee", Kind.PERSON, "Mo")], spared={"bath", "hope", "7"})

    assert found("To Bath. Hope, too. 7 of them.", names=names) == {}


def test_places_lead_back_to_the_words() -> None:
    texts = ["nothing here", "in Bath"]
    (form,) = unlisted_forms(texts, NAMES)

    (place,) = form.places

    assert texts[place.text_number][place.start : place.end] == "Bath"
    assert form == UnlistedForm("Bath", (place,))
    assert not form.is_number
