"""Lists that come from outside: people, and the registers of schools and universities."""

from ecotone.register.imports.people import PEOPLE

__all__ = ["PEOPLE"]
