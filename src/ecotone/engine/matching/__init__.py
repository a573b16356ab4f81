"""Who can learn from whom: two-way pairs across sectors, each with its reasons and a proof.

Start with :func:`match_reciprocally`; check with :func:`verify`; say why with :func:`explain`.
"""

from ecotone.engine.matching.benefit import (
    Share,
    benefit,
    reciprocal_score,
    served_practices,
    shares_of_benefit,
)
from ecotone.engine.matching.certificate import (
    digest_of_people,
    digest_of_practices,
    digest_of_scores,
    upper_bound,
)
from ecotone.engine.matching.explain import Absence, Explanation, explain, explain_absence
from ecotone.engine.matching.match import match_by_scores, match_one_way, match_reciprocally
from ecotone.engine.matching.people import (
    InputErrors,
    Person,
    check_people,
    problems_with,
    share_of_asks,
)
from ecotone.engine.matching.practices import PracticeTree
from ecotone.engine.matching.result import (
    Certificate,
    Direction,
    Matching,
    Pair,
    Settings,
    Stage,
    Terms,
)
from ecotone.engine.matching.rules import Rule, is_allowed, minutes_apart, rules_against
from ecotone.engine.matching.unmet import UnmetAsk, unmet_asks
from ecotone.engine.matching.verify import verify

__all__ = [
    "Absence",
    "Certificate",
    "Direction",
    "Explanation",
    "InputErrors",
    "Matching",
    "Pair",
    "Person",
    "PracticeTree",
    "Rule",
    "Settings",
    "Share",
    "Stage",
    "Terms",
    "UnmetAsk",
    "benefit",
    "check_people",
    "digest_of_people",
    "digest_of_practices",
    "digest_of_scores",
    "explain",
    "explain_absence",
    "is_allowed",
    "match_by_scores",
    "match_one_way",
    "match_reciprocally",
    "minutes_apart",
    "problems_with",
    "reciprocal_score",
    "rules_against",
    "served_practices",
    "share_of_asks",
    "shares_of_benefit",
    "unmet_asks",
    "upper_bound",
    "verify",
]
