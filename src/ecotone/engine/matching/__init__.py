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
from ecotone.engine.matching.files import (
    certificate_from_json,
    certificate_to_json,
    certificates_from_text,
    certificates_to_text,
    pairs_to_csv,
)
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
from ecotone.engine.matching.rows import (
    pairs_from_rows,
    people_from_rows,
    person_from_cells,
    practices_from_rows,
    scores_from_rows,
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
    "certificate_from_json",
    "certificate_to_json",
    "certificates_from_text",
    "certificates_to_text",
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
    "pairs_from_rows",
    "pairs_to_csv",
    "people_from_rows",
    "person_from_cells",
    "practices_from_rows",
    "problems_with",
    "reciprocal_score",
    "rules_against",
    "scores_from_rows",
    "served_practices",
    "share_of_asks",
    "shares_of_benefit",
    "unmet_asks",
    "upper_bound",
    "verify",
]
