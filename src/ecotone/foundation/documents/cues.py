"""Timed cues: WebVTT and SubRip, with the speakers their voices or prefixes name."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import srt
import webvtt
from django.utils.translation import gettext as _
from webvtt.errors import MalformedCaptionError, MalformedFileError

from ecotone.foundation.documents.conversations import (
    SpokenConversation,
    SpokenTurn,
    SpokenWords,
    joined,
)
from ecotone.foundation.documents.plain import plain_text
from ecotone.foundation.documents.refusing import DocumentRefused
from ecotone.foundation.documents.speakers import WITH_COLON, is_label

ARROW = "-->"
VTT_TIMES = re.compile(
    r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}[ \t]+-->[ \t]+(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}.*"
)
SRT_TIMES = re.compile(
    r"\d+:[0-5]\d:[0-5]\d[,.]\d{1,3}[ \t]*-->[ \t]*\d+:[0-5]\d:[0-5]\d[,.]\d{1,3}.*"
)
VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>]+)>")  # one space only, or a long gap takes hours
TAG = re.compile(r"</?[a-zA-Z0-9][^<>]*>")
DASH = re.compile("^[-\u2013\u2014]\\s+")
# Programs round each time by itself, so one cue may seem to begin this much too early.
ROUNDING_MS = 50


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue as it stands in the file, counted from 1."""

    number: int
    from_ms: int
    to_ms: int
    text: str

    def __str__(self) -> str:
        return f"{self.number} ({clock(self.from_ms)} to {clock(self.to_ms)})"


def conversation_in_vtt(content: bytes, file_name: str) -> SpokenConversation:
    text = _plain(content, file_name)
    if not text.startswith("WEBVTT"):
        raise DocumentRefused(
            _("%(file)s is no WebVTT file: line 1 does not say WEBVTT.") % {"file": file_name},
            remedy=_("Export it as .vtt once more, or bring it as .txt."),
        )
    _check_times(text, VTT_TIMES, file_name)
    try:
        captions = webvtt.from_string(text).captions
    except (MalformedFileError, MalformedCaptionError) as mistake:
        raise _not_cues(file_name, 1) from mistake
    cues = [
        Cue(
            number,
            _ms(said.start_in_seconds, said.start_time.milliseconds),
            _ms(said.end_in_seconds, said.end_time.milliseconds),
            said.raw_text,
        )
        for number, said in enumerate(captions, 1)
    ]
    return _conversation(cues, file_name)


def conversation_in_srt(content: bytes, file_name: str) -> SpokenConversation:
    text = _plain(content, file_name)
    _check_times(text, SRT_TIMES, file_name)
    try:
        subtitles = list(srt.parse(text))
    except (srt.SRTParseError, ValueError) as mistake:
        place = getattr(mistake, "expected_start", 0)
        raise _not_cues(file_name, text.count("\n", 0, place) + 1) from mistake
    cues = [
        Cue(
            number,
            int(said.start.total_seconds() * 1000),
            int(said.end.total_seconds() * 1000),
            said.content,
        )
        for number, said in enumerate(subtitles, 1)
    ]
    return _conversation(cues, file_name)


def clock(milliseconds: int) -> str:
    """Write a time as people read it.

    >>> clock(3_723_500)
    '1:02:03.500'
    """
    seconds, part = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}.{part:03}"


# --- checks ----------------------------------------------------------------------------------


def _plain(content: bytes, file_name: str) -> str:
    return plain_text(content, file_name).replace("\r\n", "\n").replace("\r", "\n")


def _check_times(text: str, times: re.Pattern[str], file_name: str) -> None:
    """Name the line: a reader would skip such a cue, and its words would be lost unseen."""
    lines = enumerate(text.split("\n"), 1)
    for number, line in lines:
        if ARROW in line and not times.fullmatch(line.strip()):
            raise _not_cues(file_name, number)
    if ARROW not in text:
        raise _not_cues(file_name, 1)


def _not_cues(file_name: str, line: int) -> DocumentRefused:
    return DocumentRefused(
        _("The times on line %(line)s of %(file)s cannot be read.")
        % {"file": file_name, "line": line},
        remedy=_("Mend that line, or take the times out and bring it as .txt."),
    )


def _check_order(cues: list[Cue], file_name: str) -> None:
    for cue in cues:
        if cue.to_ms < cue.from_ms:
            raise DocumentRefused(
                _("Cue %(cue)s of %(file)s ends before it begins.")
                % {"file": file_name, "cue": cue},
                remedy=_("Mend its times, or take all times out and bring it as .txt."),
            )
    for before, after in pairwise(cues):
        if after.from_ms < before.to_ms - ROUNDING_MS:
            raise DocumentRefused(
                _("Cues %(before)s and %(after)s of %(file)s overlap.")
                % {"file": file_name, "before": before, "after": after},
                remedy=_("Mend their times, or take all times out and bring it as .txt."),
            )


# --- who speaks ------------------------------------------------------------------------------


def _conversation(cues: list[Cue], file_name: str) -> SpokenConversation:
    _check_order(cues, file_name)
    has_voices = any(VOICE.search(cue.text) for cue in cues)
    turns = _voiced(cues) if has_voices else _prefixed(cues)
    return SpokenConversation(joined(turns))


def _voiced(cues: list[Cue]) -> Iterator[SpokenTurn]:
    """Read cues whose speakers stand in voice tags; without one, nobody is named."""
    for cue in cues:
        before, *named = VOICE.split(cue.text)
        said = [("", before), *zip(named[::2], named[1::2], strict=True)]
        for speaker, text in said:
            if words := _words(text):
                yield SpokenTurn(_words(speaker), (_timed(words, cue),))


def _prefixed(cues: list[Cue]) -> Iterator[SpokenTurn]:
    """Read cues that begin “Jane:”; whoever is named speaks until somebody else is."""
    speaker = ""
    for cue in cues:
        for named, lines in _lines_by_speaker(cue.text):
            speaker = speaker if named is None else named
            if words := " ".join(lines):
                yield SpokenTurn(speaker, (_timed(words, cue),))


def _lines_by_speaker(text: str) -> list[tuple[str | None, list[str]]]:
    said: list[tuple[str | None, list[str]]] = [(None, [])]
    for line in text.split("\n"):
        words = DASH.sub("", _words(line))
        found = WITH_COLON.fullmatch(words)
        if found and is_label(found["label"]):
            said.append((found["label"], []))
            words = found["words"]
        if words:
            said[-1][1].append(words)
    return said


def _words(text: str) -> str:
    return " ".join(html.unescape(TAG.sub("", text)).split())


def _timed(words: str, cue: Cue) -> SpokenWords:
    return SpokenWords(words, cue.from_ms, cue.to_ms)


def _ms(seconds: int, part: int) -> int:
    return seconds * 1000 + part
