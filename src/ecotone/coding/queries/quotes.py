"""Passages meant for print: where each stands, and which may be printed at this moment.

Whatever prints or publishes somebody's words takes them from `publishable_quotes` and from
nowhere else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecotone.coding.choices import QuoteState
from ecotone.coding.models import Coding, QuoteCheck
from ecotone.coding.queries.passages import SPEAKER
from ecotone.coding.queries.reading import SENTENCE
from ecotone.consent.choices import Grant
from ecotone.consent.queries import participants_granting
from ecotone.engine.pseudonyms import Names, hide_names
from ecotone.foundation.models import OutboxMessage, Programme
from ecotone.listening.models import TextRevision
from ecotone.listening.queries import verbatim_revisions
from ecotone.listening.queries.names import names_to_hide
from ecotone.register.models import Participant


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage meant for print between the sentences around it, and what was said of it."""

    check: QuoteCheck
    participant: Participant
    before: str
    words: str
    after: str
    state: QuoteState
    own_wording: str

    @property
    def is_yes(self) -> bool:
        return self.state.is_yes

    @property
    def is_waiting(self) -> bool:
        return self.state == QuoteState.WAITING

    @property
    def words_digest(self) -> str:
        """The digest by which a yes knows the words it was given to."""
        return TextRevision.digest(self.words)

    @property
    def printed(self) -> str:
        """The words that would stand in print."""
        return self.own_wording or self.words

    def is_silent(self, *, at: datetime) -> bool:
        """Say whether the time to answer has passed without a word, which is a no."""
        return (
            self.is_waiting and self.check.answer_by is not None and self.check.answer_by <= at
        )

    def waiting_for(self, *, at: datetime) -> timedelta:
        return at - (self.check.written_at or self.check.chosen_at)


def publishable_quotes(programme: Programme) -> list[Quote]:
    """Return what may be printed now: own words, both grants, and a yes to these very words.

    Own wording is given with listed names replaced, like every other text.
    """
    return [quote for quote in quotes_meant_for_print(programme) if quote.is_yes]


def quotes_meant_for_print(programme: Programme) -> list[Quote]:
    """Return every chosen passage that consent still lets be printed, speaker by speaker."""
    return _quotes(_checks_in(programme), programme)


def quotes_of(participant: Participant) -> list[Quote]:
    """Return what was chosen of one participant's words, as they may see it themselves."""
    programme = participant.programme
    checks = _checks_in(programme).filter(**{f"coding__{SPEAKER}": participant})
    return _quotes(checks, programme)


def is_word_awaited(message: OutboxMessage) -> bool:
    """Ask once more before a message leaves: its reader may have answered meanwhile."""
    key = message.regarding.removeprefix("participant:")
    participant = Participant.objects.filter(key=key).first()
    return participant is not None and any(quote.is_waiting for quote in quotes_of(participant))


def speakers_for_print(programme: Programme) -> QuerySet[Participant]:
    """Keep the people who let us quote them, inside the project and in print."""
    inside = participants_granting(Grant.QUOTED, programme).values("pk")
    return participants_granting(Grant.PUBLICATION, programme).filter(pk__in=inside)


def codings_for_print(programme: Programme) -> QuerySet[Coding]:
    """Keep codings of people's own words, of those who let us print them."""
    return (
        Coding.objects.in_programme(programme)
        .counted()
        .filter(
            revision__in=verbatim_revisions(programme).values("pk"),
            **{f"{SPEAKER}__in": speakers_for_print(programme).values("pk")},
        )
    )


def chosen_among(coding_ids: Iterable[int]) -> Mapping[int, QuoteCheck]:
    """Say which of some codings have been chosen for print."""
    chosen = QuoteCheck.objects.filter(coding__in=list(coding_ids))
    return {check.coding_id: check for check in chosen}


def _checks_in(programme: Programme) -> QuerySet[QuoteCheck]:
    checks = QuoteCheck.objects.filter(coding__in=codings_for_print(programme).values("pk"))
    return checks.select_related(
        "chosen_by",
        "coding__code",
        f"coding__{SPEAKER}__sector",
        f"coding__{SPEAKER}__programme",
    ).order_by(f"coding__{SPEAKER}__sector__position", f"coding__{SPEAKER}__pseudonym", "pk")


def _quotes(checks: Iterable[QuoteCheck], programme: Programme) -> list[Quote]:
    found = list(checks)
    is_reworded = any(check.own_wording for check in found)
    names = names_to_hide(programme) if is_reworded else None
    return [_quote(check, names) for check in found]


def _quote(check: QuoteCheck, names: Names | None) -> Quote:
    coding = check.coding
    before, words, after = in_sentences(coding.revision.text, coding.start, coding.end)
    is_about_these = check.words_sha256 == TextRevision.digest(words)
    stands = check.state == QuoteState.VETOED or is_about_these
    own = hide_names(check.own_wording, names).text if names and stands else ""
    return Quote(
        check=check,
        participant=coding.revision.response.conversation.participant,
        before=before,
        words=words,
        after=after,
        state=QuoteState(check.state) if stands else QuoteState.WAITING,
        own_wording=own,
    )


def in_sentences(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return a passage with the sentence before it and the one after, as far as there are.

    A sentence the passage cuts in two is shown whole, and its neighbour beside it.
    """
    bounds = [found.span() for found in SENTENCE.finditer(text)]
    whole_before = [first for first, last in bounds if last <= start][-1:]
    whole_after = [last for first, last in bounds if first >= end][:1]
    cut = [(first, last) for first, last in bounds if first < end and start < last]
    earliest = min([*whole_before, *(first for first, _last in cut), start])
    latest = max([*whole_after, *(last for _first, last in cut), end])
    return text[earliest:start], text[start:end], text[end:latest]


# --- the list of the hub ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SpeakersQuotes:
    """One participant's passages on the hub's list."""

    participant: Participant
    quotes: tuple[Quote, ...]

    @property
    def number_waiting(self) -> int:
        return sum(quote.is_waiting for quote in self.quotes)

    @property
    def is_to_be_written_to(self) -> bool:
        """Say whether nobody has written to them yet about something that waits."""
        return any(quote.is_waiting and not quote.check.written_at for quote in self.quotes)


def by_speaker(quotes: Iterable[Quote]) -> list[SpeakersQuotes]:
    gathered: dict[int, list[Quote]] = {}
    for quote in quotes:
        gathered.setdefault(quote.participant.pk, []).append(quote)
    return [
        SpeakersQuotes(quotes[0].participant, tuple(quotes)) for quotes in gathered.values()
    ]


def uses_in_print(participant: Participant) -> Mapping[str, int]:
    """Count the passages that could no longer be printed."""
    number = sum(quote.check.state != QuoteState.VETOED for quote in quotes_of(participant))
    phrase = ngettext(
        "%(number)s quote meant for print", "%(number)s quotes meant for print", number
    )
    return {phrase: number}


def state_in_words(quotes: list[Quote]) -> str:
    waiting = sum(quote.is_waiting for quote in quotes)
    if not waiting:
        return _("Answered")
    return ngettext("%(n)d waits for you", "%(n)d wait for you", waiting) % {"n": waiting}
