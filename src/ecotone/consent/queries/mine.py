"""What one participant allows, as their own page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from ecotone.consent.choices import Grant, Standing
from ecotone.consent.models import ConsentForm, GrantWording
from ecotone.consent.queries.standing import Held

OPEN = {Standing.NEVER, Standing.EXPIRED, Standing.ASK_AGAIN}


@dataclass(frozen=True, slots=True)
class Allowed:
    """One grant as its owner sees it: how it is asked now, and how it stands."""

    wording: GrantWording
    held: Held


def allowed(held: Mapping[Grant, Held], form: ConsentForm) -> list[Allowed]:
    """Line up the seven grants in the order they are asked."""
    asked = sorted(form.wordings.all(), key=lambda wording: wording.position)
    return [Allowed(wording, held[Grant(wording.grant)]) for wording in asked]


def to_read(held: Mapping[Grant, Held], form: ConsentForm) -> tuple[Grant, ...]:
    """Return what is open, or was answered to an older wording than the one in force."""
    return tuple(
        grant
        for grant, now in held.items()
        if now.record is None or now.standing in OPEN or now.record.form.version < form.version
    )


def is_asked_again(held: Mapping[Grant, Held]) -> bool:
    """Say whether something once allowed counts as a no until it is answered anew."""
    return any(now.standing == Standing.ASK_AGAIN for now in held.values())
