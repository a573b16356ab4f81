"""Where the register's pages are, and what they say."""

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecotone.foundation.models import Programme
from ecotone.register.models import Participant


def address(name: str, programme: Programme, participant: Participant | None = None) -> str:
    parts = (programme.slug, participant.key) if participant else (programme.slug,)
    return reverse(name, args=parts)


def text_of(page: HttpResponse) -> str:
    return page.content.decode()


def count_queries(client: Client, page: str) -> int:
    client.get(page)  # what is kept after the first visit is not counted
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    return len(asked)
