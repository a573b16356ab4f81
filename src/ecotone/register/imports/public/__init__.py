"""Public registers of organisations, read as they are published."""

from ecotone.register.imports.public.kinds import SCHOOL_LINKS, SCHOOLS, UNIVERSITIES

__all__ = ["SCHOOLS", "SCHOOL_LINKS", "UNIVERSITIES"]
