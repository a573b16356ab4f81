"""Taking a project in: people, codes, coders, texts, codings and memos, all or nothing."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.coding.choices import Identified, ProjectState
from ecotone.coding.models import BroughtProject
from ecotone.coding.operations.editing import one_edit_at_a_time
from ecotone.coding.operations.projects.bringing import (
    audit_project,
    locked_project,
    planned,
    settle_project,
)
from ecotone.coding.operations.projects.codes import take_coders_in, take_codes_in
from ecotone.coding.operations.projects.codings import take_codings_in
from ecotone.coding.operations.projects.notes import keep_the_rest, take_notes_in
from ecotone.coding.operations.projects.parts import Taking
from ecotone.coding.operations.telling_steps import Report, to_nobody
from ecotone.coding.queries.projects.choices import Who
from ecotone.coding.queries.projects.people import PersonLine
from ecotone.coding.queries.projects.report import counts_of
from ecotone.coding.queries.projects.texts import TextLine, TextVerdict
from ecotone.consent.choices import Grant
from ecotone.consent.operations import record_grants
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import User
from ecotone.foundation.permissions import Action, require
from ecotone.foundation.statistics import gather_statistics
from ecotone.listening.operations.many_texts import BroughtWords, bring_texts
from ecotone.listening.queries import names_to_hide
from ecotone.register.operations import NewParticipant, register_participants
from ecotone.register.operations.staying import hold_here

LONGEST_POST = 120


@transaction.atomic
def take_in_project(
    *, brought: BroughtProject, at: datetime, by: User, report: Report = to_nobody
) -> BroughtProject:
    """Take everything in, as the page showed it: all of it or nothing.

    People who are new get a pseudonym, and the yes that is on the paper the bringer holds.
    Texts come in as any text does, raw words encrypted and names replaced; codings and notes
    follow their words.

    Raises
    ------
    Refused
        While something keeps it out, which the page names.
    """
    require(by, Action.BRING_PROJECT, brought.programme)
    held = locked_project(brought, by)
    one_edit_at_a_time(held.programme)
    report(_("Reading the project"))
    plan = planned(held)
    if plan.problems:
        raise Refused(plan.problems[0], remedy=_("Nothing was taken in."))
    taking = Taking(held, plan, names_to_hide(held.programme), at, by, report)
    counts = counts_of(plan)
    held.traces = {**_take(taking), "counts": counts}
    settle_project(held, ProjectState.TAKEN_IN, at)
    gather_statistics()
    audit_project("took in a project", held, at=at, by=by)
    return held


def _take(taking: Taking) -> dict[str, list[int]]:
    people = _take_people_in(taking)
    taking.names = names_to_hide(taking.programme)
    coders, codes = take_coders_in(taking), take_codes_in(taking)
    conversations = _take_texts_in(taking)
    taking.report(_("Placing the codings"))
    codings = take_codings_in(taking)
    taking.report(_("Keeping notes and what else there is"))
    memos = take_notes_in(taking)
    keep_the_rest(taking)
    return {
        "participants": people,
        "coders": coders,
        "codes": codes,
        "conversations": conversations,
        "codings": codings,
        "memos": memos,
        "steps": taking.store(),
    }


# --- people and their texts -------------------------------------------------------------------


def _take_people_in(taking: Taking) -> list[int]:
    """Know everybody whose text comes in; write down the yes of those who are new."""
    lines = taking.plan.people
    new = [line for line in lines if line.choice.who == Who.NEW]
    newcomers = register_participants(
        programme=taking.programme,
        newcomers=[_newcomer(line) for line in new],
        at=taking.at,
        by=taking.by,
    )
    for participant in newcomers:
        yes = {Grant.INTERVIEW: True}
        record_grants(participant=participant, answers=yes, at=taking.at, by=taking.by)
    came = dict(zip((line.key for line in new), newcomers, strict=True))
    here = {line.key: line.participant for line in lines if line.participant}
    taking.people = came | here
    for key, participant in taking.people.items():
        taking.identify(Identified.PERSON, key, participant.pk, is_origin=key in came)
    return [participant.pk for participant in newcomers]


def _newcomer(line: PersonLine) -> NewParticipant:
    said = line.choice
    return NewParticipant(
        sector=said.sector,
        name=line.name if said.is_real_name else "",
        pseudonym=said.pseudonym.strip(),
        title=line.post[:LONGEST_POST],
    )


def _take_texts_in(taking: Taking) -> list[int]:
    new = [line for line in taking.plan.texts if line.verdict == TextVerdict.NEW]
    hold_here(
        {line.person.participant.pk for line in taking.plan.texts if line.person.participant}
    )
    revisions = bring_texts(
        programme=taking.programme,
        brought=(_words(taking, line) for line in new),
        at=taking.at,
        by=taking.by,
    )
    made = []
    for number, (line, revision) in enumerate(zip(new, revisions, strict=True)):
        _report_texts(taking.report, number, len(new))
        conversation = revision.response.conversation_id
        taking.revisions[line.source.guid] = revision
        taking.identify(Identified.TEXT, line.source.guid, conversation, is_origin=True)
        made.append(conversation)
    return made


def _report_texts(report: Report, done: int, total: int) -> None:
    step = _("Taking in the texts: %(done)s of %(total)s")
    words = step % {"done": f"{done:,}", "total": f"{total:,}"}
    report(words, done=done, total=total)


def _words(taking: Taking, line: TextLine) -> BroughtWords:
    created = line.source.created
    return BroughtWords(
        participant=taking.people[line.person.key],
        kind=line.kind,
        text=line.source.text,
        held_on=created.date() if created else None,
    )
