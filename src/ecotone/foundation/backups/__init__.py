"""A copy of everything an installation keeps, in one file, and the way back from it.

The copy is whole while people go on working. The keys by which names are encrypted are not in
it: whoever finds the file reads no name, and whoever loses the keys gets no name back.
"""

from ecotone.foundation.backups.ages import LastBackup, last_backup
from ecotone.foundation.backups.archive import opened
from ecotone.foundation.backups.fitting import refuse_unfit
from ecotone.foundation.backups.making import BACKUPS, make_backup
from ecotone.foundation.backups.manifest import Manifest
from ecotone.foundation.backups.restoring import (
    KEPT_ASIDE,
    ends_of_chains,
    kept_aside,
    put_in_place,
    settle,
)

__all__ = [
    "BACKUPS",
    "KEPT_ASIDE",
    "LastBackup",
    "Manifest",
    "ends_of_chains",
    "kept_aside",
    "last_backup",
    "make_backup",
    "opened",
    "put_in_place",
    "refuse_unfit",
    "settle",
]
