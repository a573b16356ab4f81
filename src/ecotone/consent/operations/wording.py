"""Publishing the wording people are asked in, and asking again under new words."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.consent.choices import Grant
from ecotone.consent.models import ConsentForm, GrantWording
from ecotone.consent.queries import current_form, form_in_force
from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.languages import Language
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require

WORDINGS = Path(__file__).parent.parent / "data"
ENGLISH = WORDINGS / "grants-1.toml"
TRANSLATIONS = {Language.WELSH: WORDINGS / Language.WELSH / "grants-1.toml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How one grant is asked for."""

    title: str
    question: str
    example: str
    no_means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDraft:
    """A whole form before it is published. A yes to it runs out at `answers_end_at`."""

    introduction: str
    withdrawing: str
    asked: Mapping[Grant, Asked]
    answers_end_at: datetime | None = None


def draft_of(form: ConsentForm) -> FormDraft:
    """Turn a published form back into what was written, to be worded anew."""
    return FormDraft(
        introduction=form.introduction,
        withdrawing=form.withdrawing,
        answers_end_at=form.answers_end_at,
        asked={
            Grant(wording.grant): Asked(
                title=wording.title,
                question=wording.question,
                example=wording.example,
                no_means=wording.no_means,
            )
            for wording in form.wordings.all()
        },
    )


@transaction.atomic
def publish_form(*, programme: Programme, at: datetime, by: User | None) -> ConsentForm:
    """Ask in the words that come with Ecotone: the first version of a programme."""
    if by is not None:
        require(by, Action.ADMINISTER, programme)
    if current_form(programme) is not None:
        raise Refused(
            _("The wording is published already."),
            remedy=_("Word it anew on the page The wording, and publish that."),
        )
    form = _publish(programme, _starter(ENGLISH), version=1, at=at)
    for language, file in TRANSLATIONS.items():
        _publish(programme, _starter(file), version=1, at=at, language=language)
    audit.record_in(f"published consent form {form}", programme, at=at, by=by)
    return form


@transaction.atomic
def publish_wording(
    *, programme: Programme, draft: FormDraft, asks_again: bool, at: datetime, by: User
) -> ConsentForm:
    """Ask in new words from now on. What was answered keeps the words it was answered to.

    With `asks_again` no answer to older words holds any longer: each is a no until it is
    given anew.
    """
    require(by, Action.ADMINISTER, programme)
    Programme.objects.select_for_update().get(pk=programme.pk)
    newest = form_in_force(programme)
    if draft == draft_of(newest) and not asks_again:
        raise Refused(
            _("Not a word has changed, so there is nothing to publish."),
            remedy=_("Change the words, or ask everybody again on the page The wording."),
        )
    form = _publish(programme, draft, version=newest.version + 1, at=at)
    if asks_again:
        _end_older(form, at)
    audit.record_in(f"published consent form {form}", programme, at=at, by=by)
    return form


@transaction.atomic
def ask_again(*, programme: Programme, at: datetime, by: User) -> int:
    """Let no answer to older words hold any longer. Returns how many versions that ends."""
    require(by, Action.ADMINISTER, programme)
    ended = _end_older(form_in_force(programme), at)
    if ended:
        audit.record_in("asked everybody again", programme, at=at, by=by)
    return ended


def _end_older(form: ConsentForm, at: datetime) -> int:
    older = ConsentForm.objects.filter(
        programme=form.programme_id, version__lt=form.version, superseded_at__isnull=True
    )
    versions = older.values("version").distinct().count()
    older.update(superseded_at=at)
    return versions


def _starter(file: Path) -> FormDraft:
    wording = tomllib.loads(file.read_text(encoding="utf-8"))
    return FormDraft(
        introduction=wording["introduction"],
        withdrawing=wording["withdrawing"],
        asked={
            Grant(asked.pop("key")): Asked(**asked) for asked in map(dict, wording["grant"])
        },
    )


def _publish(
    programme: Programme,
    draft: FormDraft,
    *,
    version: int,
    at: datetime,
    language: Language = Language.ENGLISH,
) -> ConsentForm:
    form = ConsentForm.objects.create(
        programme=programme,
        version=version,
        language=language,
        introduction=draft.introduction,
        withdrawing=draft.withdrawing,
        answers_end_at=draft.answers_end_at,
        published_at=at,
    )
    GrantWording.objects.bulk_create(
        GrantWording(
            form=form,
            grant=grant,
            position=position,
            title=draft.asked[grant].title,
            question=draft.asked[grant].question,
            example=draft.asked[grant].example,
            no_means=draft.asked[grant].no_means,
        )
        for position, grant in enumerate(Grant, 1)
    )
    return form
