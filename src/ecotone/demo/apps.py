"""How Django finds this room."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "ecotone.demo"
    label = "demo"
