"""The interviewer's screen: where it is, and what its form sends."""

from django.test import Client
from django.urls import reverse

from ecotone.listening.models import Conversation


def desk(talk: Conversation) -> str:
    return reverse("listening:notes", args=(talk.participant.programme.slug, talk.pk))


def opened(client: Client, talk: Conversation) -> dict[str, str]:
    """Return what the desk's form sends when nobody has typed."""
    places = client.get(desk(talk)).context["places"]
    return {
        place.form.add_prefix(name): str(place.form.initial[name])
        for place in places
        for name in ("text", "sheet", "turn", "started_from")
    }
