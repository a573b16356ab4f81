"""Who says what in written conversations and timed cues, or why a file is not read."""

import pytest

from ecotone.foundation.documents import (
    DocumentRefused,
    NobodyNamed,
    read_conversation,
    read_speech,
    turns_in_text,
)
from tests.factories.files import docx, odt, pdf, vtt, with_part


def said_in(text: str) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in turns_in_text(text)]


def refusal_of(content: bytes, file_name: str) -> DocumentRefused:
    with pytest.raises(DocumentRefused) as refused:
        read_conversation(content, file_name=file_name)
    return refused.value


# --- written down ----------------------------------------------------------------------------


def test_a_name_and_a_colon_begin_a_turn_and_other_lines_go_on_with_it() -> None:
    text = "A talk\n\nINT: What works?\nDr. Jane O'Neill-Smith: Groups.\nThey talk.\nINT: Oh?"

    assert said_in(text) == [
        ("", "A talk"),
        ("INT", "What works?"),
        ("Dr. Jane O'Neill-Smith", "Groups.\nThey talk."),
        ("INT", "Oh?"),
    ]


def test_two_lines_of_one_speaker_are_one_turn() -> None:
    turns = turns_in_text("Jane: One.\nJane: Two.")

    assert [(turn.speaker, len(turn.words), turn.text) for turn in turns] == [
        ("Jane", 2, "One. Two.")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "and then I said: stop it",
        "We met at 10:30",
        "10:30 is when we begin",
        "The reason why I came: it was raining",
        "see https://schools.example/x",
        "a  wide gap in a sentence",
    ],
)
def test_a_sentence_with_a_colon_or_a_time_is_no_speaker(line: str) -> None:
    assert said_in(f"Jane: Well.\n{line}") == [("Jane", f"Well.\n{line}")]


def test_capitals_with_a_gap_and_names_before_a_tab_are_speakers() -> None:
    assert said_in("JANE  I see.\nTOM\tDo you?\nRuth\tYes.\nTOM\tHm.\nRuth\tNo.") == [
        ("JANE", "I see."),
        ("TOM", "Do you?"),
        ("Ruth", "Yes."),
        ("TOM", "Hm."),
        ("Ruth", "No."),
    ]


def test_times_beside_a_name_are_kept() -> None:
    turns = turns_in_text(
        "[00:01:02] Jane: One.\nTom (1:05): Two.\nJane (Maths): Me.\nspeaker 3: Three."
    )

    assert [(turn.speaker, turn.from_ms) for turn in turns] == [
        ("Jane", 62_000),
        ("Tom", 65_000),
        ("Jane (Maths)", None),
        ("speaker 3", None),
    ]


def test_the_layouts_of_meeting_programs_are_read() -> None:
    header = "Ralls, Deborah   0:03\nGood morning.\nThomas Wren   1:00:04\nMorning."
    two_times = "0:0:3.0 --> 0:0:5.240\nDeborah Ralls\nGood morning.\n"

    turns = turns_in_text(header)
    older = turns_in_text(two_times)

    assert [(turn.speaker, turn.from_ms, turn.text) for turn in turns] == [
        ("Ralls, Deborah", 3_000, "Good morning."),
        ("Thomas Wren", 3_604_000, "Morning."),
    ]
    assert [(turn.speaker, turn.from_ms) for turn in older] == [("Deborah Ralls", 3_000)]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\xef\xbb\xbfJane: I see.\r\nTom: You do.\r\n", "a.TXT"),
        (docx("Jane: I see.", "Tom: You do."), "a.docx"),
        (odt("<text:p>Jane: I see.</text:p><text:p>Tom: You do.</text:p>"), "a.odt"),
        (
            odt(
                "<table:table><table:table-row><table:table-cell><text:p>Jane:</text:p>"
                "</table:table-cell><table:table-cell><text:p>I see.</text:p>"
                "</table:table-cell>"
                "</table:table-row></table:table><text:p>Tom: You do.</text:p>"
            ),
            "table.odt",
        ),
        (pdf("Jane: I", "see.", "12", "Tom: You do."), "a.pdf"),
    ],
)
def test_every_kind_of_text_gives_the_same_turns(content: bytes, name: str) -> None:
    turns = read_conversation(content, file_name=name).turns

    assert [(turn.speaker, turn.text) for turn in turns] == [
        ("Jane", "I see."),
        ("Tom", "You do."),
    ]


# --- cues ------------------------------------------------------------------------------------


def test_voices_of_cues_are_speakers_and_each_cue_keeps_its_times() -> None:
    content = vtt(
        ("00:01.000", "00:02.000", "<v Jane Eyre>Good &amp; <i>early</i></v>"),
        ("00:02.000", "00:03.500", "<v.loud Jane Eyre>morning."),
        ("01:00:04.000", "01:00:05.000", "<v Tom>Hm.</v>\n<v Ruth>Yes.</v>"),
    )

    turns = read_conversation(content, file_name="a.vtt").turns

    assert [(turn.speaker, turn.text, turn.from_ms, turn.to_ms) for turn in turns] == [
        ("Jane Eyre", "Good & early morning.", 1_000, 3_500),
        ("Tom", "Hm.", 3_604_000, 3_605_000),
        ("Ruth", "Yes.", 3_604_000, 3_605_000),
    ]
    assert [(said.from_ms, said.to_ms) for said in turns[0].words] == [
        (1_000, 2_000),
        (2_000, 3_500),
    ]


def test_a_name_before_the_words_of_cues_speaks_until_another_one_does() -> None:
    content = (
        b"1\n00:00:01,000 --> 00:00:02,000\nJane: I\n\n"
        b"2\n00:00:02,000 --> 00:00:03,000\nsee.\n\n"
        b"3\n00:00:03,000 --> 00:00:04,000\n- Tom: You do.\n- Jane: Yes.\n"
    )

    turns = read_conversation(content, file_name="a.srt").turns

    assert [(turn.speaker, turn.text) for turn in turns] == [
        ("Jane", "I see."),
        ("Tom", "You do."),
        ("Jane", "Yes."),
    ]


def test_cues_that_overlap_are_refused_with_their_numbers_and_times() -> None:
    content = vtt(
        ("00:01.000", "00:02.000", "Jane: a"),
        ("00:02.000", "00:05.000", "Tom: b"),
        ("00:04.000", "00:06.000", "Jane: c"),
    )

    refusal = refusal_of(content, "a.vtt")

    assert refusal.message == (
        "Cues 2 (0:00:02.000 to 0:00:05.000) and 3 (0:00:04.000 to 0:00:06.000) "
        "of a.vtt overlap."
    )


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"Jane: no head", "a.vtt", "a.vtt is no WebVTT file: line 1 does not say WEBVTT."),
        (b"WEBVTT\n\n00:01 --> 00:02\nx", "a.vtt", "The times on line 3 of a.vtt"),
        (b"1\n00:00:01,000 -> 00:00:02,000\nx", "a.srt", "The times on line 1 of a.srt"),
        (
            b"1\n00:00:01,000 --> 00:00:02,000\nx\n\n2\n00:00:02 --> 3\ny",
            "a.srt",
            "The times on line 6 of a.srt",
        ),
        (
            vtt(("00:03.000", "00:02.000", "Jane: x")),
            "a.vtt",
            "Cue 1 (0:00:03.000 to 0:00:02.000) of a.vtt ends before it begins.",
        ),
        ("WEBVTT\n\ncaf\xe9".encode("latin-1"), "a.vtt", "a.vtt is not text in UTF-8: line 3"),
        (docx("words"), "a.vtt", "a.vtt is not plain text: it is a Word document"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "a.vtt", "There are no words in a.vtt."),
    ],
)
def test_cues_that_cannot_be_read_are_named(content: bytes, name: str, reason: str) -> None:
    assert refusal_of(content, name).message.startswith(reason)


# --- refused ---------------------------------------------------------------------------------


def test_without_a_speaker_it_says_how_to_mark_them_and_what_else_would_do() -> None:
    text = refusal_of(b"I think so.\nSo do I.", "a.txt")
    cues = refusal_of(vtt(("00:01.000", "00:02.000", "I think so.")), "b.vtt")

    assert isinstance(text, NobodyNamed)
    assert text.message == "Nobody is named in a.txt, from line 1 on."
    assert cues.message == "Nobody is named in b.vtt, from cue 1 on."
    assert "“Jane: I think so.”" in text.remedy
    assert "one person" in text.remedy


def test_the_words_of_one_person_need_no_name() -> None:
    content = vtt(("00:01.000", "00:02.000", "I think so."))

    turns = read_speech(content, file_name="a.vtt").turns

    assert [(turn.speaker, turn.text, turn.from_ms) for turn in turns] == [
        ("", "I think so.", 1_000)
    ]


def test_fifty_megabytes_of_text_are_refused_packed_or_not() -> None:
    body = b"<w:t>" + b"Jane: words " * 4_400_000 + b"</w:t>"

    plain = refusal_of(b"Jane: words " * 4_400_000, "a.txt")
    packed = refusal_of(with_part(docx("x"), "word/document.xml", body), "a.docx")

    assert plain.message == "a.txt is larger than 5 MB."
    assert packed.message == "a.docx unpacks to far more than a text needs."
