"""Everything coding holds of one person's words, for the person themselves."""

from ecotone.coding.models import Coding, QuoteCheck
from ecotone.coding.queries.passages import SPEAKER, in_reading_order
from ecotone.register.models import Participant
from ecotone.register.queries import Told, said_at


def codings_told(participant: Participant) -> Told:
    """Tell each passage with its code, and each meant for print. Coders stay unnamed."""
    codings = Coding.objects.filter(**{SPEAKER: participant}, is_removed=False).counted()
    checks = QuoteCheck.objects.filter(**{f"coding__{SPEAKER}": participant}).order_by("pk")
    return {
        "passages": [
            {
                "words": coding.revision.passage(coding.start, coding.end),
                "code": coding.code.name,
                "what the code means": coding.code.definition,
                "pole": coding.get_pole_display(),
                "about": coding.get_target_display(),
            }
            for coding in in_reading_order(codings).select_related("code", "revision")
        ],
        "meant for print": [
            _check(check) for check in checks.select_related("coding__revision")
        ],
    }


def _check(check: QuoteCheck) -> Told:
    coding = check.coding
    return {
        "words": coding.revision.passage(coding.start, coding.end),
        "chosen": said_at(check.chosen_at),
        "where it stands": check.get_state_display(),
        "your answers": [
            {
                "when": said_at(answer.answered_at),
                "you said": answer.get_state_display(),
                "your wording": answer.own_wording,
            }
            for answer in check.answers.order_by("pk")
        ],
    }
