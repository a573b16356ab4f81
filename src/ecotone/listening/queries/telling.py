"""Everything listening holds of one person's words, for the person themselves."""

from collections.abc import Iterable

from ecotone.listening.models import Conversation, ListedName, Response
from ecotone.register.models import Participant
from ecotone.register.queries import Told, said_at


def conversations_told(participant: Participant) -> Told:
    """Tell every conversation with the words as they arrived and as they are studied."""
    conversations = Conversation.objects.filter(participant=participant).order_by("pk")
    return [
        _conversation(conversation, participant)
        for conversation in conversations.select_related("instrument").prefetch_related(
            "responses__question", "responses__raw_texts", "responses__revisions"
        )
    ]


def names_told(participant: Participant) -> Told:
    """Tell by which forms of a name texts know somebody, besides the one in the register."""
    forms = ListedName.objects.filter(
        programme=participant.programme_id, replacement__iexact=participant.pseudonym
    )
    return [form.form for form in forms.order_by("pk")]


def _conversation(conversation: Conversation, participant: Participant) -> Told:
    responses = sorted(
        conversation.responses.all(),
        key=lambda response: response.question.number if response.question else 0,
    )
    return {
        "what": conversation.instrument.title,
        "how": conversation.get_mode_display(),
        "begun": said_at(conversation.started_at),
        "took place": said_at(conversation.held_on),
        "finished": said_at(conversation.finished_at),
        "answers": [_answer(response, participant) for response in responses],
    }


def _answer(response: Response, participant: Participant) -> Told:
    question = response.question
    verdicts = response.verdicts.order_by("pk")
    arrived = sorted(response.raw_texts.all(), key=lambda raw: raw.pk)
    is_sent = bool(arrived) and arrived[-1].text == response.answer
    return {
        "question": question.put_to(participant).text if question else "",
        "being written": "" if is_sent else response.draft,
        "skipped": response.is_skipped or None,
        "as it arrived": _texts((said_at(raw.arrived_at), raw.text) for raw in arrived),
        "as it is studied, names replaced": _texts(
            (said_at(text.frozen_at), text.text) for text in response.revisions.all()
        ),
        "what you said of the notes": [
            {"when": said_at(verdict.given_at), "you said": verdict.get_verdict_display()}
            for verdict in verdicts
        ],
    }


def _texts(dated: Iterable[tuple[str, str]]) -> list[Told]:
    return [{"when": when, "words": words} for when, words in dated if words]
