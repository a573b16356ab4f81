"""How Django finds this room."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "ecotone.register"
    label = "register"
