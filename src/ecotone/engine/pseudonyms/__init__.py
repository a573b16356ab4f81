"""Names out, pseudonyms in: finding listed names in what people say, and keeping every place.

Start with :meth:`Names.listing` and :func:`hide_names`; :func:`unlisted_forms` says which
words a person should look at; an :class:`OffsetMap` leads from any text to the next.
"""

from ecotone.engine.kernel.words import key_of
from ecotone.engine.pseudonyms.changes import changes_between
from ecotone.engine.pseudonyms.finding import DOUBTFUL, OF_SEVERAL, Mention, Names, find_names
from ecotone.engine.pseudonyms.hiding import Hidden, hide_names
from ecotone.engine.pseudonyms.listed import Kind, Listed, sort_of_organisation
from ecotone.engine.pseudonyms.offsets import OffsetMap, Segment
from ecotone.engine.pseudonyms.unlisted import Place, UnlistedForm, unlisted_forms

__all__ = [
    "DOUBTFUL",
    "OF_SEVERAL",
    "Hidden",
    "Kind",
    "Listed",
    "Mention",
    "Names",
    "OffsetMap",
    "Place",
    "Segment",
    "UnlistedForm",
    "changes_between",
    "find_names",
    "hide_names",
    "key_of",
    "sort_of_organisation",
    "unlisted_forms",
]
