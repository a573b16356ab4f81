"""How Django finds this room."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "ecotone.foundation"
    label = "foundation"
