"""Leaving no copy of what was deleted in the files of the database."""

from django.db import connection


def compact_database() -> bool:
    """Rewrite the database without what was deleted, and empty its write-ahead log.

    Returns whether nothing was left behind: a reader that is still at work keeps the log of
    SQLite from being emptied, and then it is worth trying again. Must not be called inside a
    transaction. PostgreSQL only makes the room free to be overwritten; its files are not
    rewritten, as that would lock everybody out.
    """
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        if connection.vendor != "sqlite":
            return True
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        was_busy, *_pages = cursor.fetchone()
    return not was_busy


def rewrite_database() -> None:
    """Leave nothing of what was deleted in any file, while nobody else is at work.

    Unlike `compact_database` it locks the whole of PostgreSQL until it is done.
    """
    if connection.vendor == "sqlite":
        compact_database()
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM FULL")
