"""Everything listening holds of one person's words, for the person themselves."""

from collections.abc import Iterable

from ecotone.consent.queries import Told
from ecotone.listening.models import Conversation, Recording, Response
from ecotone.register.models import Participant
from ecotone.register.queries.telling import said_at


def conversations_told(participant: Participant) -> Told:
    """Tell every conversation with the words as they arrived and as they are studied."""
    conversations = Conversation.objects.filter(participant=participant).order_by("pk")
    return [
        _conversation(conversation, participant.sector.key)
        for conversation in conversations.select_related("instrument").prefetch_related(
            "responses__question", "responses__raw_texts", "responses__revisions"
        )
    ]


def _conversation(conversation: Conversation, sector: str) -> Told:
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
        "recordings": _recordings(conversation),
        "answers": [_answer(response, sector) for response in responses],
    }


def _answer(response: Response, sector: str) -> Told:
    question = response.question
    verdicts = response.verdicts.order_by("pk")
    return {
        "question": question.wording_for(sector) if question else "",
        "being written": response.draft,
        "skipped": response.is_skipped,
        "as it arrived": _texts(
            (said_at(raw.arrived_at), raw.text) for raw in response.raw_texts.all()
        ),
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


def _recordings(conversation: Conversation) -> list[Told]:
    """Tell that there is one. The recording itself holds other people's voices too."""
    return [
        {
            "kind": recording.get_medium_display(),
            "recorded on": said_at(recording.recorded_on),
            "deleted on": said_at(recording.delete_on),
            "to hear it": "Ask the hub: other people can be heard on it as well.",
        }
        for recording in Recording.objects.filter(conversations=conversation).order_by("pk")
    ]
