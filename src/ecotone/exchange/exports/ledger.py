"""The reciprocity ledger as a picture, as a table and as a sentence."""

from django.utils.translation import gettext as _

from ecotone.engine import pictures


def ledger_of(divide: pictures.Divide) -> tuple[pictures.Account, ...]:
    """Count what each bank gave and got: one bridge, one count on either side."""
    from_schools = len(divide.given_from("left"))
    from_university = len(divide.given_from("right"))
    return (
        pictures.Account(
            label=_("Schools"), colour="secondary", gave=from_schools, got=from_university
        ),
        pictures.Account(
            label=_("University"), colour="university", gave=from_university, got=from_schools
        ),
    )


def ledger_words() -> pictures.LedgerWords:
    return pictures.LedgerWords(
        gave=lambda count: _("gave %(count)d") % {"count": count},
        got=lambda count: _("got %(count)d") % {"count": count},
    )


def ledger_sentence(accounts: tuple[pictures.Account, ...]) -> str:
    """Say in one sentence what the ledger shows."""
    parts = (
        _("%(who)s gave %(gave)d and got %(got)d")
        % {"who": account.label, "gave": account.gave, "got": account.got}
        for account in accounts
    )
    return "; ".join(parts) + "."


def ledger_picture(accounts: tuple[pictures.Account, ...]) -> str:
    return pictures.draw_ledger(
        accounts, finding=ledger_sentence(accounts), words=ledger_words()
    )
