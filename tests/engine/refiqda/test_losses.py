"""What cannot come in is told, one by one, and the rest comes in."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ecotone.engine.refiqda import LossKind, Reading, read_project
from ecotone.engine.refiqda.losses import MOST_TOLD, Losses
from tests.factories.refi import (
    EXAMPLES,
    expected_quotes,
    identity,
    make_package,
    make_project,
    quotes_of,
    xml_of,
    zipped,
)

XML = xml_of(make_project())
SOURCE = make_project().sources[0]
FILE = f"sources/{SOURCE.guid}.txt"
CODING = f'guid="{identity("coding 3")}"'


def read(xml: str, text: str | bytes = SOURCE.text) -> Reading:
    return read_project(zipped({"project.qde": xml, FILE: text}))


def kinds(reading: Reading) -> list[LossKind]:
    return [loss.kind for loss in reading.losses]


@pytest.mark.parametrize(
    ("start", "end", "kind"),
    [
        ("97", "97", LossKind.EMPTY_SELECTION),
        ("166", "97", LossKind.REVERSED_SELECTION),
        ("97", "9999", LossKind.OUTSIDE_TEXT),
        ("-3", "9", LossKind.OUTSIDE_TEXT),
        ("ninety", "166", LossKind.NO_POSITION),
        ("+-97", "166", LossKind.NO_POSITION),
        ("9" * 5000, "166", LossKind.NO_POSITION),
        ("", "166", LossKind.NO_POSITION),
    ],
)
def test_a_selection_of_no_words_is_told_and_the_others_stay(
    start: str, end: str, kind: LossKind
) -> None:
    xml = XML.replace('startPosition="97"', f'startPosition="{start}"', 1)
    xml = xml.replace('endPosition="166"', f'endPosition="{end}"', 1)

    reading = read(xml)

    assert kinds(reading) == [kind]
    assert reading.losses[0].where == "“Robin phase 1”"
    assert len(quotes_of(reading.project)) == len(expected_quotes()) - 1


def test_a_span_that_cuts_a_character_takes_all_of_it() -> None:
    half = XML.replace('endPosition="94"', 'endPosition="95"').replace("97", "98")
    moved = half.replace('"122"', '"123"').replace('"166"', '"167"')
    utf16 = moved.replace('"223"', '"224"').replace('"288"', '"291"')
    cut = utf16.replace('"278"', '"281"').replace('"333"', '"336"')

    reading = read(cut.replace('endPosition="95"', 'endPosition="94"', 1))

    assert kinds(reading) == [LossKind.SPLIT_CHARACTER]
    assert quotes_of(reading.project) == expected_quotes()


def test_a_missing_text_is_asked_for_and_taken_when_it_is_brought() -> None:
    content = (EXAMPLES / "bad1_missing_source_file.qdpx").read_bytes()
    asked = read_project(content)
    (missing,) = asked.missing
    file_name = missing.path.removeprefix("internal://")

    by_guid = read_project(content, texts={missing.guid.upper(): SOURCE.text})
    by_file = read_project(content, texts={file_name.upper(): SOURCE.text})

    assert missing.name == "Robin phase 1"
    assert kinds(asked) == [LossKind.SOURCE_WITHOUT_TEXT, *[LossKind.TEXT_MISSING] * 5]
    assert quotes_of(by_guid.project) == quotes_of(by_file.project) == expected_quotes()
    assert by_guid.missing == by_file.missing == ()


def test_two_codes_with_one_identity_both_come_in() -> None:
    industry, subject = identity("Industry contact"), identity("Subject links")
    xml = XML.replace(f'<Code guid="{industry}"', f'<Code guid="{subject}"')

    reading = read(xml)

    assert [code.name for code in reading.project.codes][-2:] == [
        "Subject links",
        "Industry contact",
    ]
    assert len({code.guid for code in reading.project.codes}) == 7
    assert kinds(reading) == [LossKind.SECOND_IDENTITY, LossKind.UNKNOWN_CODE]


def test_what_has_no_identity_is_given_one_and_can_still_be_referred_to() -> None:
    xml = XML.replace(identity("coder A"), "A")

    reading = read(xml)

    assert kinds(reading) == [LossKind.NO_IDENTITY]
    assert quotes_of(reading.project) == expected_quotes()


def test_references_that_lead_nowhere_are_left_out_and_told() -> None:
    nowhere = identity("nowhere")
    refer = f'<SourceRef targetGUID="{nowhere}"/>'
    xml = XML.replace("</Case>", f'{refer}<SelectionRef targetGUID="{nowhere}"/></Case>')
    xml = xml.replace(
        "</Sources>",
        f'</Sources><Links><Link guid="{identity("l")}" targetGUID="{nowhere}"/></Links>'
        f'<Sets><Set guid="{identity("s")}" name="all"><MemberCode targetGUID="{nowhere}"/>'
        f'</Set></Sets><NoteRef targetGUID="{nowhere}"/>',
    )

    reading = read(xml)

    assert set(kinds(reading)) == {LossKind.UNKNOWN_REFERENCE}
    assert len(reading.losses) == 5
    assert reading.project.sets[0].codes == reading.project.cases[0].selections == ()
    assert reading.project.links[0].target is None


def test_a_coding_with_an_unknown_code_is_left_out_and_one_by_an_unknown_coder_stays() -> None:
    no_code = XML.replace(
        f'<CodeRef targetGUID="{identity("Industry contact")}"/>',
        f'<CodeRef targetGUID="{identity("nowhere")}"/>',
    )
    coder = f'{CODING} creatingUser="{identity("coder B")}"'

    reading = read(no_code.replace(coder, coder.replace(identity("coder B"), identity("x"))))

    assert kinds(reading) == [LossKind.UNKNOWN_REFERENCE, LossKind.UNKNOWN_CODE]
    coders = [coding.coder for _source, _selection, coding in reading.project.coded()]
    assert (len(coders), coders.count(None)) == (5, 1)


def test_a_value_of_no_variable_and_a_note_of_no_identity_are_passed_over() -> None:
    value = "<VariableValue><TextValue>7</TextValue></VariableValue>"
    xml = XML.replace("</Case>", f"{value}</Case>").replace(
        "</Project>", "<NoteRef/></Project>"
    )

    reading = read(xml)

    assert len(reading.project.cases[0].values) == 1
    assert reading.project.notes_on_project == reading.losses == ()


def test_what_has_no_place_here_is_told_once() -> None:
    changed = 'modifiedDateTime="2026-01-05T10:00:00Z"'
    xml = XML.replace("<PlainTextSelection ", f"<PlainTextSelection {changed} ")
    xml = xml.replace("<Project ", '<Project basePath="/planted/folder" ')
    xml = xml.replace(" plainTextPath", ' richTextPath="internal://robin.docx" plainTextPath')
    graph = f'<Graphs><Graph guid="{identity("g")}" name="Map"/></Graphs><Surprise/>'

    reading = read(xml.replace("</Sources>", f"</Sources>{graph}"))

    expected = [LossKind.NO_PLACE] * 3 + [LossKind.GRAPH, LossKind.FILE_NOT_READ]
    assert sorted(kinds(reading)) == sorted(expected)
    assert "planted" not in repr(reading)


def test_pages_pictures_and_recordings_give_their_texts_and_tell_the_rest() -> None:
    text = (
        f'<Representation guid="{identity("r")}" plainTextPath="internal://{SOURCE.guid}.txt">'
        f'<PlainTextSelection guid="{identity("ps")}" startPosition="74" endPosition="84">'
        f'<Coding guid="{identity("pc")}"><CodeRef targetGUID="{identity("Pedagogy")}"/>'
        "</Coding></PlainTextSelection></Representation>"
    )
    region = (
        f'<PDFSelection guid="{identity("region")}" page="1" firstX="0" firstY="0" '
        f'secondX="9" secondY="9"><Coding guid="{identity("rc")}"><CodeRef '
        f'targetGUID="{identity("Pedagogy")}"/></Coding></PDFSelection>'
    )
    page = f'<PDFSource guid="{identity("pdf")}" name="page">{region}{text}</PDFSource>'
    sound = f'<AudioSource guid="{identity("a")}" name="talk" path="internal://a.mp3"/>'

    reading = read(XML.replace("</Sources>", f"{page}{sound}</Sources>"))

    (pdf,) = [source for source in reading.project.sources if source.name == "page"]
    assert [pdf.quote(one) for one in pdf.selections] == ["Group work"]
    assert kinds(reading) == [LossKind.NOT_OF_TEXT, LossKind.FILE_NOT_READ]


def test_a_transcript_is_a_text_whose_selections_lie_between_its_marks() -> None:
    points = "".join(
        f'<SyncPoint guid="{identity(f"p{place}")}" timeStamp="{place}" position="{place}"/>'
        for place in (74, 84)
    )
    selection = (
        f'<TranscriptSelection guid="{identity("ts")}" fromSyncPoint="{identity("p74")}" '
        f'toSyncPoint="{identity("p84")}"/>'
    )
    path = f'plainTextPath="internal://{SOURCE.guid}.txt"'
    transcript = f'<Transcript guid="{identity("t")}" {path}>{points}{selection}</Transcript>'
    sound = f'<AudioSource guid="{identity("a")}" name="talk">{transcript}</AudioSource>'

    project = read(XML.replace("</Sources>", f"{sound}</Sources>")).project

    (talk,) = [source for source in project.sources if source.name == "talk"]
    assert talk.guid == identity("a")
    assert [talk.quote(one) for one in talk.selections] == ["Group work"]


def test_a_text_that_is_no_utf8_is_read_as_windows_wrote_it() -> None:
    plain = SOURCE.text.replace("😀", "!").replace("🔬", "*")

    reading = read(XML, plain.encode("cp1252"))

    assert kinds(reading) == [LossKind.OTHER_ENCODING]
    assert reading.project.sources[0].text == plain


def test_a_text_in_utf16_is_read() -> None:
    reading = read(XML, SOURCE.text.encode("utf-16"))

    assert quotes_of(reading.project) == expected_quotes()
    assert reading.losses == ()


def test_characters_no_database_holds_are_replaced_one_for_one() -> None:
    reading = read(XML, SOURCE.text.replace("Interviewer", "Interv\0ewer", 1))

    assert kinds(reading) == [LossKind.ODD_CHARACTERS]
    assert reading.project.sources[0].text.startswith("Interv\ufffdewer")


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2026-01-05T10:00:00Z", datetime(2026, 1, 5, 10, tzinfo=UTC)),
        ("2026-01-05T10:00:00+01:00", datetime(2026, 1, 5, 9, tzinfo=UTC)),
        ("2026-01-05T10:00:00.1234567", datetime(2026, 1, 5, 10, 0, 0, 123456, tzinfo=UTC)),
        ("0001-01-01T00:00:00+05:00", None),
        ("0001-01-01T00:00:00", None),
        ("yesterday", None),
    ],
)
def test_times_of_every_kind_are_read(written: str, read_as: datetime | None) -> None:
    reading = read(XML.replace("<Project ", f'<Project creationDateTime="{written}" '))

    assert reading.project.created == read_as
    assert kinds(reading) == ([] if read_as else [LossKind.UNREADABLE_VALUE])


def test_colours_kinds_and_directions_nobody_knows_are_left_empty() -> None:
    link = f'<Links><Link guid="{identity("l")}" direction="Upwards" color="red"/></Links>'
    xml = XML.replace("</Sources>", f"</Sources>{link}").replace('"Integer"', '"Roman"')

    reading = read(xml)

    assert set(kinds(reading)) == {LossKind.UNREADABLE_VALUE}
    assert len(reading.losses) == 3


def test_a_note_hung_on_a_span_by_a_link_is_a_note_of_the_span() -> None:
    span, note = identity("selection 0"), identity("note")
    more = (
        f'<Notes><Note guid="{note}" name=""><PlainTextContent>Hm.</PlainTextContent></Note>'
        f'</Notes><Links><Link guid="{identity("l")}" originGUID="{span}" '
        f'targetGUID="{note}"/></Links>'
    )

    project = read(XML.replace("</Sources>", f"</Sources>{more}")).project

    assert project.sources[0].selections[0].notes == (note,)
    assert project.links == ()


def test_notes_are_read_from_files_and_told_when_they_are_missing() -> None:
    notes = "".join(
        f'<Note guid="{identity(name)}" name="{name}" plainTextPath="internal://{name}.txt"/>'
        for name in ("here", "gone")
    )
    xml = XML.replace("</Sources>", f"</Sources><Notes>{notes}</Notes>")

    reading = read_project(
        zipped({"project.qde": xml, FILE: SOURCE.text, "sources/here.txt": "Words."})
    )

    assert [note.text for note in reading.project.notes] == ["Words.", ""]
    assert kinds(reading) == [LossKind.TEXT_MISSING]


def test_a_remark_on_uncoded_words_comes_in_with_them() -> None:
    remark = (
        f'<PlainTextSelection guid="{identity("remark")}" startPosition="74" endPosition="84">'
        "<Description>Again?</Description></PlainTextSelection></TextSource>"
    )

    (source,) = read(XML.replace("</TextSource>", remark)).project.sources

    last = source.selections[-1]
    assert (source.quote(last), last.description, last.codings) == ("Group work", "Again?", ())


def test_a_note_that_shares_its_identity_with_a_text_keeps_its_own_words() -> None:
    words = "<PlainTextContent>Mine.</PlainTextContent>"
    note = f'<Notes><Note guid="{SOURCE.guid}">{words}</Note></Notes>'

    project = read(XML.replace("</Sources>", f"</Sources>{note}")).project

    assert [one.text for one in project.notes] == ["Mine."]


def test_a_text_nothing_leads_to_is_found_by_the_name_it_should_have() -> None:
    path = f' plainTextPath="internal://{SOURCE.guid}.txt"'

    assert quotes_of(read(XML.replace(path, "")).project) == expected_quotes()


def test_coding_inside_a_note_is_told() -> None:
    note = (
        f'<Note guid="{identity("n")}"><PlainTextContent>x</PlainTextContent><Coding/></Note>'
    )

    assert kinds(read(XML.replace("</Sources>", f"</Sources><Notes>{note}</Notes>"))) == [
        LossKind.NO_PLACE
    ]


def test_what_is_met_too_often_is_counted_on() -> None:
    losses = Losses()
    for number in range(MOST_TOLD + 3):
        losses.add(LossKind.GRAPH, f"“{number}”")

    *_told, last = losses.all()

    assert (len(losses.all()), last.count) == (MOST_TOLD + 1, 3)
    assert last.sentence == "Each of 3 more is a drawing and was left out."


def test_an_empty_codebook_and_an_empty_project_are_read() -> None:
    empty = replace(make_project(), users=(), codes=(), variables=(), cases=(), sources=())

    reading = read_project(make_package(empty))

    assert (reading.project.codes, reading.losses) == ((), ())
