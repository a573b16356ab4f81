"""Where everybody stands on the way round the loop, since when, and whether they replied.

The number of queries does not depend on the number of people: one for the people, one for
each stage, and one each for letters and contacts.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, QuerySet

from ecotone.foundation.models import Programme
from ecotone.register.choices import Answer, Reply
from ecotone.register.models import Contact, InvitationLetter, Participant
from ecotone.register.queries.calendar import calendar_of
from ecotone.register.queries.invited_stage import INVITED
from ecotone.register.queries.pipeline import stages

NOT_YET = "to-invite"  # where those stand who have reached no stage
PATIENCE = timedelta(days=14)  # without a day to reply by


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one person has come. `stage` is the furthest one reached, `since` when."""

    participant: int
    pseudonym: str
    sector: str
    organisation: str
    language: str
    stage: str
    since: datetime
    reply: Reply
    has_letter: bool
    last_contact: date | None

    @property
    def may_be_asked(self) -> bool:
        """Whether an invitation could still be sent to them."""
        is_before_consent = self.stage in {NOT_YET, INVITED.key}
        return is_before_consent and self.reply not in {Reply.SAID_NO, Reply.SAID_YES}

    def days_waiting(self, at: datetime) -> int:
        return max(0, (at - self.since).days)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which standings a page asks for; what is empty keeps everybody."""

    sector: str = ""
    stage: str = ""
    organisation: str = ""
    language: str = ""
    reply: str = ""
    longer_than: int = 0

    def keeps(self, standing: Standing, at: datetime) -> bool:
        return (
            self.sector in {"", standing.sector}
            and self.stage in {"", standing.stage}
            and self.organisation.casefold() in standing.organisation.casefold()
            and self.language in {"", standing.language}
            and self.reply in {"", standing.reply}
            and standing.days_waiting(at) >= self.longer_than
        )


def standings_in(programme: Programme, *, at: datetime) -> list[Standing]:
    """Return everybody who takes part or is asked to, whoever waits longest first."""
    furthest = _furthest_stages(Participant.objects.in_programme(programme))
    letters = _days_to_reply_by(programme)
    contacts = _last_contacts(programme)
    today = calendar_of(programme).today(at)
    people = Participant.objects.in_programme(programme).values_list(
        "pk",
        "pseudonym",
        "sector__key",
        "organisation__name",
        "language",
        "registered_at",
        "invitation__answer",
        "invitation__invited_at",
    )
    standings = [
        Standing(
            participant=pk,
            pseudonym=pseudonym,
            sector=sector,
            organisation=organisation or "",
            language=language,
            stage=furthest.get(pk, (NOT_YET, registered))[0],
            since=furthest.get(pk, (NOT_YET, registered))[1],
            reply=_reply(answer, letters.get(pk), invited, at=at, today=today),
            has_letter=pk in letters,
            last_contact=contacts.get(pk),
        )
        for pk, pseudonym, sector, organisation, language, registered, answer, invited in people
    ]
    return sorted(standings, key=lambda standing: (standing.since, standing.participant))


def people_by_stage(programme: Programme) -> Counter[tuple[str, str]]:
    """Count who stands where, by stage and sector; a no is no stage and is left out.

    For a picture of everybody: it asks for no letters and makes no standing of each.
    """
    here = Participant.objects.in_programme(programme)
    furthest = _furthest_stages(here)
    on_their_way = here.exclude(invitation__answer=Answer.DECLINED)
    return Counter(
        (furthest[pk][0] if pk in furthest else NOT_YET, sector)
        for pk, sector in on_their_way.values_list("pk", "sector__key")
    )


def standings_where(programme: Programme, wanted: Wanted, *, at: datetime) -> list[Standing]:
    return [one for one in standings_in(programme, at=at) if wanted.keeps(one, at)]


def _furthest_stages(people: QuerySet[Participant]) -> Mapping[int, tuple[str, datetime]]:
    furthest: dict[int, tuple[str, datetime]] = {}
    for stage in stages():
        furthest.update(
            (participant, (stage.key, moment))
            for participant, moment in stage.reached(people).items()
        )
    return furthest


def _days_to_reply_by(programme: Programme) -> Mapping[int, date]:
    """Return the day in the newest letter of each person; a later row replaces an earlier."""
    letters = InvitationLetter.objects.filter(batch__programme=programme).order_by("pk")
    return dict(letters.values_list("participant", "batch__reply_by"))


def _last_contacts(programme: Programme) -> Mapping[int, date]:
    contacts = Contact.objects.filter(participant__programme=programme)
    return dict(contacts.values_list("participant").annotate(last=Max("on")))


def _reply(
    answer: str | None,
    reply_by: date | None,
    invited: datetime | None,
    *,
    at: datetime,
    today: date,
) -> Reply:
    if answer is None or invited is None:
        return Reply.NOT_ASKED
    if answer == Answer.ACCEPTED:
        return Reply.SAID_YES
    if answer == Answer.DECLINED:
        return Reply.SAID_NO
    is_late = today > reply_by if reply_by else at - invited > PATIENCE
    return Reply.NO_REPLY if is_late else Reply.WAITING
