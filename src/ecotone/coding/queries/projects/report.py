"""A plan in the plain words a page and a program read: kept while a project waits."""

from typing import Any

from ecotone.coding.queries.own_variables import is_own_set
from ecotone.coding.queries.projects.codings import CodingLine, CodingVerdict
from ecotone.coding.queries.projects.people import CoderLine, PersonLine
from ecotone.coding.queries.projects.plan import Plan
from ecotone.coding.queries.projects.texts import TextLine


def report_of(plan: Plan) -> dict[str, Any]:
    reading = plan.reading
    texts = {text.source.guid: text for text in plan.texts}
    return {
        "project": plan.project.name,
        "origin": plan.project.origin,
        "offset_model": {
            "name": reading.offset_model.name,
            "confidence": round(reading.offset_model.confidence, 3),
            "was_given": reading.offset_model.was_given,
        },
        "missing": [
            {"guid": one.guid, "name": one.name, "path": one.path} for one in reading.missing
        ],
        "people": [_person(line, texts) for line in plan.people],
        "coders": [_coder(line) for line in plan.coders],
        "counts": counts_of(plan),
        "losses": [
            {"kind": str(loss.kind), "sentence": loss.sentence, "count": loss.count}
            for loss in plan.losses
        ],
        "problems": list(plan.problems),
    }


def counts_of(plan: Plan) -> dict[str, dict[str, int]]:
    """Count what would come in new, changed, or is the same; what is gone from the file."""
    sets = [group for group in plan.project.sets if not is_own_set(group)]
    codes, codings, texts = plan.codes, plan.coding_counts, plan.text_counts
    new_codes = sum(line.is_new for line in codes)
    changed = sum(bool(line.changes) and not line.is_new for line in codes)
    back = sum(_comes_back(line) for line in plan.codings)
    new_memos = sum(line.is_new for line in plan.notes.memos)
    return {
        "codes": {
            "new": new_codes,
            "changed": changed,
            "same": len(codes) - new_codes - changed,
        },
        "texts": {
            "new": texts["new"],
            "same": texts["same"] + texts["different"],
            "out": texts["out"],
        },
        "codings": {
            "new": codings["new"] + back,
            "changed": codings["changed"] - back,
            "same": codings["same"],
            "out": codings["not placed"],
            "gone": plan.gone,
            "without_pole": sum(not line.said.pole for line in plan.codings),
        },
        "memos": {"new": new_memos, "same": len(plan.notes.memos) - new_memos},
        "kept": {"new": len(plan.notes.kept) + len(plan.notes.links) + len(sets)},
    }


def _comes_back(line: CodingLine) -> bool:
    """Say whether a coding was here before and was taken off."""
    is_off = line.coding is not None and line.coding.is_removed
    return is_off and line.verdict == CodingVerdict.CHANGED


def _person(line: PersonLine, texts: dict[str, TextLine]) -> dict[str, Any]:
    choice = line.choice
    return {
        "key": line.key,
        "name": line.name,
        "codings": line.codings,
        "who": choice.who.value,
        "pseudonym": choice.pseudonym,
        "sector": choice.sector,
        "is_real_name": choice.is_real_name,
        "texts": [_text(texts[source.guid]) for source in line.sources],
    }


def _text(line: TextLine) -> dict[str, Any]:
    return {
        "guid": line.source.guid,
        "name": line.source.name,
        "kind": line.kind.value,
        "characters": line.characters,
        "verdict": line.verdict.value,
    }


def _coder(line: CoderLine) -> dict[str, Any]:
    return {
        "guid": line.guid,
        "name": line.name,
        "codings": line.codings,
        "user": line.user.pk if line.user else 0,
        "is_settled": line.is_settled,
    }
