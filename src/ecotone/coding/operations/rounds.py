"""Opening a round of coding, being through with it, and closing it when all is settled."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecotone.coding.choices import Layer, RoundState
from ecotone.coding.models import Coding, CodingRound, RoundCoder
from ecotone.coding.operations.codings import one_step_at_a_time
from ecotone.coding.operations.settling import settle_what_is_alike
from ecotone.coding.queries.settling import undecided_count
from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require, users_who_may
from ecotone.listening.models import Conversation
from ecotone.listening.queries import readable_revisions

TWO = 2
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """Who is to code which texts, and whether without seeing each other's codes."""

    name: str
    coders: Collection[User]
    texts: Collection[Conversation]
    is_blind: bool = True


@transaction.atomic
def open_round(*, programme: Programme, plan: RoundPlan, at: datetime, by: User) -> CodingRound:
    """Let several people code the same texts.

    A round in the open takes in what its coders have coded there already, so that it can be
    settled; a blind one begins with texts that none of them has coded.
    """
    require(by, Action.EDIT_CODEBOOK, programme)
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    _require_named(plan.name)
    _require_coders(programme, plan.coders)
    _require_texts(programme, plan.texts)
    _require_in_no_other_round(plan.texts)
    if plan.is_blind:
        _require_uncoded(plan)
    opened = CodingRound.objects.create(
        programme=programme, name=plan.name.strip(), is_blind=plan.is_blind, opened_at=at
    )
    opened.texts.set(plan.texts)
    opened.coders.set(plan.coders)
    if not plan.is_blind:
        _coded_by(plan).filter(round__isnull=True).update(round=opened)
    _audit("opened a round of coding", opened, at=at, by=by)
    return opened


@transaction.atomic
def submit_round(*, coding_round: CodingRound, at: datetime, by: User) -> CodingRound:
    """Say that one is through. A blind round is revealed when the last coder is."""
    require(by, Action.CODE, coding_round.programme)
    one_step_at_a_time(by)
    standing = _locked(coding_round, RoundState.CODING)
    member = _member(standing, by)
    if member.submitted_at is not None:
        raise Refused(
            _("You have submitted this round already."), remedy=_("Load the page again.")
        )
    member.submitted_at = at
    member.save(update_fields=["submitted_at"])
    _audit("submitted what they coded", standing, at=at, by=by)
    if standing.is_secret and not standing.members.filter(submitted_at__isnull=True).exists():
        standing.revealed_at = at
        standing.save(update_fields=["revealed_at"])
        _audit("revealed a round of coding", standing, at=at, by=by)
    return standing


@transaction.atomic
def take_back_submission(*, coding_round: CodingRound, at: datetime, by: User) -> CodingRound:
    """Go on coding after all, as long as nobody has seen what the others found."""
    require(by, Action.CODE, coding_round.programme)
    one_step_at_a_time(by)
    standing = _locked(coding_round, RoundState.CODING)
    member = _member(standing, by)
    if standing.is_blind and not standing.is_secret:
        raise Refused(
            _("The round is revealed: what you coded has been seen."),
            remedy=_("Settle what you would like otherwise, with the others."),
        )
    if member.submitted_at is None:
        raise Refused(_("You have not submitted this round."), remedy=_("Go on coding."))
    member.submitted_at = None
    member.save(update_fields=["submitted_at"])
    _audit("took a submission back", standing, at=at, by=by)
    return standing


@transaction.atomic
def reveal_round(*, coding_round: CodingRound, why: str, at: datetime, by: User) -> CodingRound:
    """Stop waiting for coders who dropped out, and say why.

    Whoever still codes in it may not: they would look at the others' codes and go on.
    """
    require(by, Action.EDIT_CODEBOOK, coding_round.programme)
    standing = _locked(coding_round, RoundState.CODING)
    if not standing.is_secret:
        raise Refused(_("Nothing in this round is hidden."), remedy=_("Load the page again."))
    if standing.members.filter(coder=by, submitted_at__isnull=True).exists():
        raise Refused(
            _("You are coding in this round yourself."),
            remedy=_("Submit first, or ask somebody else to reveal it."),
        )
    if not why.strip():
        raise Refused(_("The reason is missing."), remedy=_("Say who is not waited for."))
    standing.revealed_at = at
    standing.save(update_fields=["revealed_at"])
    _audit("revealed a round of coding", standing, at=at, by=by, reason=why.strip())
    return standing


@transaction.atomic
def begin_settling(*, coding_round: CodingRound, at: datetime, by: User) -> CodingRound:
    """Compare what the coders found. What all of them say alike settles by itself."""
    require(by, Action.EDIT_CODEBOOK, coding_round.programme)
    one_step_at_a_time(by)
    standing = _locked(coding_round, RoundState.CODING)
    if standing.is_secret:
        raise Refused(
            _("This round is still coded blind, by %(names)s.")
            % {"names": ", ".join(_not_through(standing))},
            remedy=_("Wait until all have submitted, or reveal the round without them."),
        )
    standing.state = RoundState.SETTLING
    standing.save(update_fields=["state"])
    settle_what_is_alike(standing, at=at, by=by)
    _audit("began to settle a round of coding", standing, at=at, by=by)
    return standing


@transaction.atomic
def close_round(*, coding_round: CodingRound, at: datetime, by: User) -> CodingRound:
    """Let what was settled count, in place of what each coder found."""
    require(by, Action.EDIT_CODEBOOK, coding_round.programme)
    one_step_at_a_time(by)
    standing = _locked(coding_round, RoundState.SETTLING)
    settle_what_is_alike(standing, at=at, by=by)
    if undecided := undecided_count(standing):
        raise Refused(
            ngettext(
                "%(number)s difference is not settled yet.",
                "%(number)s differences are not settled yet.",
                undecided,
            )
            % {"number": undecided},
            remedy=_("Settle what is left, then close the round."),
        )
    standing.state, standing.closed_at = RoundState.CLOSED, at
    standing.save(update_fields=["state", "closed_at"])
    _audit("closed a round of coding", standing, at=at, by=by)
    return standing


@transaction.atomic
def reopen_round(*, coding_round: CodingRound, at: datetime, by: User) -> CodingRound:
    """Settle something otherwise after all. Until it is closed again, every coder counts."""
    require(by, Action.EDIT_CODEBOOK, coding_round.programme)
    Programme.objects.select_for_update(no_key=True).get(pk=coding_round.programme_id)
    standing = _locked(coding_round, RoundState.CLOSED)
    _require_in_no_other_round(standing.texts.all())
    standing.state, standing.closed_at = RoundState.SETTLING, None
    standing.save(update_fields=["state", "closed_at"])
    _audit("opened a closed round of coding again", standing, at=at, by=by)
    return standing


# --- shared steps ----------------------------------------------------------------------------


def _locked(coding_round: CodingRound, state: RoundState) -> CodingRound:
    """Read the round anew and keep it so; refuse when somebody took it further meanwhile."""
    rounds = CodingRound.objects.select_for_update(no_key=True, of=("self",))
    standing = rounds.select_related("programme").get(pk=coding_round.pk)
    if standing.state != state:
        raise Refused(
            _("“%(round)s” is %(state)s now.")
            % {"round": standing.name, "state": standing.get_state_display()},
            remedy=_("Load the page again."),
        )
    return standing


def _member(coding_round: CodingRound, coder: User) -> RoundCoder:
    member = coding_round.members.filter(coder=coder).first()
    if member is None:
        raise Refused(
            _("You do not code in this round."), remedy=_("Ask who opened it to open another.")
        )
    return member


def _not_through(coding_round: CodingRound) -> list[str]:
    waiting = coding_round.members.filter(submitted_at__isnull=True)
    return [member.coder.name for member in waiting.select_related("coder").order_by("pk")]


def _coded_by(plan: RoundPlan) -> QuerySet[Coding]:
    return Coding.objects.filter(
        coder__in=plan.coders,
        revision__response__conversation__in=plan.texts,
        layer=Layer.CODER,
        is_removed=False,
    )


def _audit(
    verb: str, coding_round: CodingRound, *, at: datetime, by: User, reason: str = ""
) -> None:
    audit.record(
        verb,
        f"coding_round:{coding_round.key}",
        programme=coding_round.programme,
        actor=audit.actor_key(by),
        at=at,
        reason=reason,
    )


# --- what a round needs ----------------------------------------------------------------------


def _require_named(name: str) -> None:
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise Refused(
            _("A round needs a name, of at most %(number)s letters.")
            % {"number": LONGEST_NAME},
            remedy=_("Name it by what it is for, such as “First five talks”."),
        )


def _require_coders(programme: Programme, coders: Collection[User]) -> None:
    able = users_who_may(Action.CODE, programme).filter(pk__in=[one.pk for one in coders])
    if able.count() != len(coders) or len(coders) < TWO:
        raise Refused(
            _("A round is coded by two people or more, all of whom may code here."),
            remedy=_("Choose them from the programme\u2019s team."),
        )


def _require_texts(programme: Programme, texts: Collection[Conversation]) -> None:
    readable = readable_revisions(programme).order_by()
    found = readable.filter(response__conversation__in=texts)
    there = set(found.values_list("response__conversation", flat=True))
    if not texts or {text.pk for text in texts} - there:
        raise Refused(
            _("A round needs texts that may be read now."),
            remedy=_("Choose them from the list of texts."),
        )


def _require_in_no_other_round(texts: Collection[Conversation]) -> None:
    taken = (
        CodingRound.objects.exclude(state=RoundState.CLOSED)
        .filter(texts__in=texts)
        .annotate(speaker=F("texts__participant__pseudonym"))
        .first()
    )
    if taken is not None:
        raise Refused(
            _("The text of %(speaker)s is in “%(round)s” still.")
            % {"speaker": taken.speaker, "round": taken.name},
            remedy=_("Close that round first, or leave this text out."),
        )


def _require_uncoded(plan: RoundPlan) -> None:
    """Codes that stand there have been seen, and their coder cannot set them once more."""
    coded = _coded_by(plan).select_related(
        "coder", "revision__response__conversation__participant"
    )
    first = coded.order_by("pk").first()
    if first is not None:
        speaker = first.revision.response.conversation.participant.pseudonym
        raise Refused(
            _("%(coder)s has coded the text of %(speaker)s already.")
            % {"coder": first.coder.name, "speaker": speaker},
            remedy=_("Leave it out, or open a round that is not blind: it takes it in."),
        )
