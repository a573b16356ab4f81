"""Whether a backup can be restored here: the same kind of database, no newer, and readable."""

from cryptography.fernet import InvalidToken
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from ecotone.foundation.backups.making import KNOWN_WORD
from ecotone.foundation.backups.manifest import Manifest
from ecotone.foundation.encryption import decrypt
from ecotone.foundation.errors import Refused


def refuse_unfit(manifest: Manifest) -> None:
    """Let the caller go on, or say why this backup cannot be restored here and what would."""
    _refuse_another_database(manifest)
    _refuse_newer(manifest)
    _refuse_unreadable(manifest)


def _refuse_another_database(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        raise Refused(
            _("This is a backup of %(there)s, and this installation runs on %(here)s.")
            % {"there": manifest.database, "here": connection.vendor},
            remedy=_("Set ECOTONE_DATABASE_URL to a database of that kind, then restore."),
        )


def _refuse_newer(manifest: Manifest) -> None:
    loader = MigrationLoader(None)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    replaced = {f"{app}.{name}" for app, name in loader.replacements}
    unknown = sorted(set(manifest.migrations) - known - replaced)
    if unknown:
        raise Refused(
            _("This backup comes from a newer Ecotone (%(version)s): %(what)s is not known.")
            % {"version": manifest.ecotone, "what": unknown[0]},
            remedy=_("Install that version or a newer one, then restore."),
        )


def _refuse_unreadable(manifest: Manifest) -> None:
    try:
        is_read = decrypt(manifest.key_check) == KNOWN_WORD
    except InvalidToken:
        is_read = False
    if not is_read:
        raise Refused(
            _("The keys here do not open the names in this backup."),
            remedy=_(
                "Add the key of its time to the end of ECOTONE_ENCRYPTION_KEYS, then restore."
            ),
        )
