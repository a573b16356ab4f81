"""How Django finds this room."""

from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "ecotone.listening"
    label = "listening"
