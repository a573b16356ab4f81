"""How Django finds this room, and what it registers with the rooms below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CodingConfig(AppConfig):
    name = "ecotone.coding"
    label = "coding"

    def ready(self) -> None:
        from ecotone.coding.imports.codebook_table import CODEBOOK
        from ecotone.coding.operations import (
            carry_codings,
            count_codings,
            erase_codings,
            is_coded_in_secret,
        )
        from ecotone.coding.operations.memos import erase_memos
        from ecotone.coding.operations.projects.bringing import erase_projects
        from ecotone.coding.queries.coded_stage import CODED
        from ecotone.coding.queries.errands import quotes_to_look_at
        from ecotone.coding.queries.memos import memos_told
        from ecotone.coding.queries.projects.brought import kept_told
        from ecotone.coding.queries.quotes import is_word_awaited
        from ecotone.coding.queries.telling import codings_told
        from ecotone.coding.queries.uses import uses_in_codings
        from ecotone.consent.choices import Grant
        from ecotone.consent.queries import Holding, register_holding
        from ecotone.foundation.imports import register_import_kind
        from ecotone.foundation.navigation import Page, register_page
        from ecotone.foundation.outbox import MessageKind, register_message_kind
        from ecotone.foundation.permissions import Action
        from ecotone.listening.operations import Follower, register_follower
        from ecotone.register.queries import ErrandKind, register_errand_kind, register_stage

        register_page(Page("coding:texts", _("Coding"), 40, Action.CODE))
        register_stage(CODED)
        register_import_kind(CODEBOOK)
        register_errand_kind(ErrandKind("quotes", quotes_to_look_at))
        register_message_kind(MessageKind("quotes", _("Quotes before print"), is_word_awaited))
        register_follower(
            Follower("codings", carry_codings, count_codings, is_secret=is_coded_in_secret)
        )
        with_interview = frozenset({Grant.INTERVIEW})
        register_holding(
            Holding("codings", erase_codings, codings_told, uses_in_codings, with_interview)
        )
        memos = Holding("memos", erase_memos, memos_told, erased_with=with_interview)
        register_holding(memos)
        register_holding(Holding("projects", erase_projects, kept_told))
