"""How Django finds this room."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "ecotone.consent"
    label = "consent"
