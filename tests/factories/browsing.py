"""Browsers as participants hold them, with their own link opened."""

from django.test import Client
from django.utils import timezone

from ecotone.register.doors import LINK_IN_SESSION
from ecotone.register.models import Participant, PersonalLink
from ecotone.register.operations import open_personal_link


def own_browser(participant: Participant) -> Client:
    open_personal_link(participant=participant, at=timezone.now(), by=None)
    client = Client()
    session = client.session
    links = PersonalLink.objects.filter(participant=participant)
    session[LINK_IN_SESSION] = links.latest("pk").pk
    session.save()
    return client
