"""How far several people who coded the same texts agree, and where they differ.

Start with :func:`ratings_by_code` and :func:`agreement_of`; for free spans with
:func:`unitising_alpha` or :func:`binary_unitising_alpha`. :func:`differences` lists the
passages behind a figure; :func:`groups_of` sorts what was marked in one text into matters to
settle.
"""

from ecotone.engine.agreement.alpha import krippendorff_alpha
from ecotone.engine.agreement.coded import Coded, CodedSpan, Reading, Stretch, ratings_by_code
from ecotone.engine.agreement.continua import Continuum, continua_of
from ecotone.engine.agreement.counted import Counted, counted_agreement
from ecotone.engine.agreement.differences import Difference, Kind, differences
from ecotone.engine.agreement.estimate import Estimate, Interval, Note, WhyNot
from ecotone.engine.agreement.gwet import gwet_ac1
from ecotone.engine.agreement.kappa import cohen_kappa
from ecotone.engine.agreement.pairing import Group, Mark, groups_of
from ecotone.engine.agreement.ratings import (
    APPLIED,
    NOT_APPLIED,
    YES_OR_NO,
    Level,
    Ratings,
    Unit,
    ratings_from,
)
from ecotone.engine.agreement.report import Agreement, agreement_of
from ecotone.engine.agreement.resampling import Sampling
from ecotone.engine.agreement.rows import coded_from_rows, ratings_from_rows
from ecotone.engine.agreement.spans import Form, SpanAgreement
from ecotone.engine.agreement.telling import (
    agreement_as_dict,
    difference_as_dict,
    estimate_as_dict,
    spans_as_dict,
)
from ecotone.engine.agreement.unitising import unitising_alpha
from ecotone.engine.agreement.unitising_binary import binary_unitising_alpha

__all__ = [
    "APPLIED",
    "NOT_APPLIED",
    "YES_OR_NO",
    "Agreement",
    "Coded",
    "CodedSpan",
    "Continuum",
    "Counted",
    "Difference",
    "Estimate",
    "Form",
    "Group",
    "Interval",
    "Kind",
    "Level",
    "Mark",
    "Note",
    "Ratings",
    "Reading",
    "Sampling",
    "SpanAgreement",
    "Stretch",
    "Unit",
    "WhyNot",
    "agreement_as_dict",
    "agreement_of",
    "binary_unitising_alpha",
    "coded_from_rows",
    "cohen_kappa",
    "continua_of",
    "counted_agreement",
    "difference_as_dict",
    "differences",
    "estimate_as_dict",
    "groups_of",
    "gwet_ac1",
    "krippendorff_alpha",
    "ratings_by_code",
    "ratings_from",
    "ratings_from_rows",
    "spans_as_dict",
    "unitising_alpha",
]
