"""What a database knows of how full its tables are."""

from django.db import connection


def gather_statistics() -> None:
    """Tell PostgreSQL how full its tables are, after very many rows came at once.

    It finds out by itself, but a minute late, and until then plans as if they were all but
    empty: asking consent for some hundred codings has taken five minutes that way. SQLite
    plans by its indexes.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
