"""The fixed lists of coding."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pole(models.TextChoices):
    """What a passage does with the practice its code names."""

    GIVES = "gives", _("gives")
    ASKS = "asks", _("asks")
    BARRIER = "barrier", _("barrier")
    OBSERVATION = "observation", _("observation")


class Target(models.TextChoices):
    """Whom a passage is about. Only what speakers ask for themselves feeds matching."""

    SELF = "self", _("the speaker and their own teaching")
    OWN_SECTOR = "own_sector", _("the speaker's sector")
    COLLEAGUES = "colleagues", _("colleagues and leaders")
    STUDENTS = "students", _("pupils and students")


class Layer(models.TextChoices):
    """Whose voice a coding is: a coder's own, or what the coders settled on together."""

    CODER = "CODER", _("a coder")
    SETTLED = "SETTLED", _("settled")


class RoundState(models.TextChoices):
    """How far a round of coding is."""

    CODING = "CODING", _("being coded")
    SETTLING = "SETTLING", _("being settled")
    CLOSED = "CLOSED", _("closed")


class Outcome(models.TextChoices):
    """What settling made of one coder's coding. The coding itself stays as it was."""

    KEPT = "KEPT", _("kept as it is")
    CHANGED = "CHANGED", _("settled otherwise")
    LEFT = "LEFT", _("left out")


class Verb(models.TextChoices):
    """What one step did. A step that undoes another carries the verb of what it undoes."""

    CODED = "CODED", _("coded")
    REMOVED = "REMOVED", _("taken off")
    CHANGED = "CHANGED", _("changed")
    CARRIED = "CARRIED", _("carried over")
    NOTED = "NOTED", _("memo written")
    ADOPTED = "ADOPTED", _("codebook taken over")
    ADDED = "ADDED", _("code added")
    DESCRIBED = "DESCRIBED", _("code described")
    MOVED = "MOVED", _("code moved")
    MERGED = "MERGED", _("codes merged")
    SPLIT = "SPLIT", _("code split")
    RETIRED = "RETIRED", _("code retired")
    BROUGHT_BACK = "BROUGHT_BACK", _("code brought back")
    DELETED = "DELETED", _("code deleted")
    BROUGHT = "BROUGHT", _("codebook brought in")
    IMPORTED = "IMPORTED", _("brought in with a project")
    SETTLED = "SETTLED", _("settled")


class Direction(models.TextChoices):
    """One move of a code by a key: among its like, under the one above it, or out of there."""

    UP = "up", _("one place up")
    DOWN = "down", _("one place down")
    IN = "in", _("into the code above")
    OUT = "out", _("out of its family")


BOOK_VERBS = (
    Verb.ADOPTED,
    Verb.ADDED,
    Verb.DESCRIBED,
    Verb.MOVED,
    Verb.MERGED,
    Verb.SPLIT,
    Verb.RETIRED,
    Verb.BROUGHT_BACK,
    Verb.DELETED,
    Verb.BROUGHT,
)


class MemoKind(models.TextChoices):
    """In what spirit a memo is written."""

    QUESTION = "QUESTION", _("question")
    IDEA = "IDEA", _("idea")
    DECISION = "DECISION", _("decision")


class Stance(models.TextChoices):
    """What coding is to a programme. Only where it is not reflexive do coefficients stand."""

    RELIABILITY = "RELIABILITY", _("coding reliability")
    CODEBOOK = "CODEBOOK", _("codebook")
    REFLEXIVE = "REFLEXIVE", _("reflexive")


class QuoteState(models.TextChoices):
    """Where a passage meant for publication stands with whoever said it."""

    WAITING = "WAITING", _("waiting for their word")
    APPROVED = "APPROVED", _("yes, as it stands")
    EDITED = "EDITED", _("yes, in their own wording")
    VETOED = "VETOED", _("no")

    @property
    def is_yes(self) -> bool:
        return self in {QuoteState.APPROVED, QuoteState.EDITED}


class ProjectState(models.TextChoices):
    """How far a project of another program has come."""

    WAITING = "WAITING", _("waiting for your decision")
    TAKEN_IN = "TAKEN_IN", _("taken in")
    LEFT = "LEFT", _("left")
    UNDONE = "UNDONE", _("undone")


class Identified(models.TextChoices):
    """What other programs know by a GUID and we by a row. Codes hold theirs themselves."""

    CODER = "CODER", "coder"
    PERSON = "PERSON", "person"
    TEXT = "TEXT", "text"
    CODING = "CODING", "coding"
    MEMO = "MEMO", "memo"


class Kept(models.TextChoices):
    """What is kept as another program said it."""

    VARIABLE = "VARIABLE", "variable"
    VALUES = "VALUES", "values"
    NOTE = "NOTE", "note"
    LINK = "LINK", "link"
    SET = "SET", "set"
