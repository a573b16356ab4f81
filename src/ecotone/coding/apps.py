"""How Django finds this room."""

from django.apps import AppConfig


class CodingConfig(AppConfig):
    name = "ecotone.coding"
    label = "coding"
