"""The public registers as tables that can be brought."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ecotone.foundation.imports import ImportKind
from ecotone.foundation.tables import MEGABYTE, Limits
from ecotone.register.choices import PublicRegister
from ecotone.register.imports.public.listing import Listing
from ecotone.register.imports.public.schools import (
    ENCODINGS,
    LINK_COLUMNS,
    SCHOOL_COLUMNS,
    school_of,
)
from ecotone.register.imports.public.successions import (
    check_links,
    take_links_in,
    take_links_out,
)
from ecotone.register.imports.public.universities import UNIVERSITY_COLUMNS, university_of

LIMITS = Limits(most_bytes=120 * MEGABYTE, most_rows=200_000, encodings=ENCODINGS)

_schools = Listing(
    PublicRegister.SCHOOLS,
    school_of,
    {"is_open": "status", "latitude": "easting", "longitude": "northing", "searched": "name"},
)
_universities = Listing(
    PublicRegister.UNIVERSITIES, university_of, {"is_open": "closed", "searched": "also"}
)


def count_schools(number: int) -> str:
    return ngettext("%(number)d school", "%(number)d schools", number) % {"number": number}


def count_links(number: int) -> str:
    return ngettext("%(number)d link", "%(number)d links", number) % {"number": number}


def count_universities(number: int) -> str:
    words = ngettext("%(number)d institution", "%(number)d institutions", number)
    return words % {"number": number}


SCHOOLS = ImportKind(
    key="schools",
    title=_("Bring the schools register of England"),
    columns=SCHOOL_COLUMNS,
    count=count_schools,
    check=_schools.check,
    apply=_schools.take_in,
    undo=_schools.take_out,
    back_to="register:organisations",
    note=_(
        "The file edubasealldata of Get Information about Schools, as it is published. "
        "Of head teachers nothing is read. Every programme here sees the same list."
    ),
    limits=LIMITS,
    drops_unknown_columns=True,
)
SCHOOL_LINKS = ImportKind(
    key="school-links",
    title=_("Bring the links between schools"),
    columns=LINK_COLUMNS,
    count=count_links,
    check=check_links,
    apply=take_links_in,
    undo=take_links_out,
    back_to="register:organisations",
    note=_(
        "The file links_edubasealldata: which school carries on from which. Other kinds of "
        "link are left as they are."
    ),
    limits=LIMITS,
    drops_unknown_columns=True,
)
UNIVERSITIES = ImportKind(
    key="universities",
    title=_("Bring the institutions that award degrees"),
    columns=UNIVERSITY_COLUMNS,
    count=count_universities,
    check=_universities.check,
    apply=_universities.take_in,
    undo=_universities.take_out,
    back_to="register:organisations",
    note=_(
        "The list of UK degree-awarding institutions of the Department for Education, "
        "with the other names they go by."
    ),
    limits=LIMITS,
    drops_unknown_columns=True,
)
