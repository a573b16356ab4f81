"""How Django finds this room."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "ecotone.exchange"
    label = "exchange"
