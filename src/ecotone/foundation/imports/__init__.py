"""Taking in a table somebody brought: look first, mend, take in the good rows, undo as one act.

A room declares the kinds of table it understands and registers them in its `apps.py`. Three
functions do the work; each may walk through `rows` as often as it likes, for they are read
anew from storage and never all in memory:

    def check_birds(*, programme, rows):
        known = colours_of(programme)
        for row in rows:
            name, colour = row.values["name"], row.values.get("colour", "")
            if colour == "loud":
                yield has_problems([("colour", _("“%s” is no colour") % colour)])
            elif name not in known:
                yield IS_NEW
            elif known[name] != colour:
                yield changes({"colour": known[name]})
            else:
                yield IS_SAME

    def take_birds_in(*, brought, rows, at, by):
        added = add_birds(brought.programme, [row.values for row in rows], at=at, by=by)
        return {"birds": [bird.pk for bird in added]}

    def take_birds_out(*, brought, at, by):
        remove_birds(brought.programme, brought.traces["birds"], at=at, by=by)

    BIRDS = ImportKind(
        key="birds",
        title=_("Bring a list of birds"),
        columns=(
            Column(key="name", title=_("Name"), synonyms=("species",), is_required=True),
            Column(key="colour", title=_("Colour"), help=_("of the breast"), synonyms=("hue",)),
        ),
        count=lambda number: ngettext("%d bird", "%d birds", number) % number,
        check=check_birds,
        apply=take_birds_in,
        undo=take_birds_out,
        back_to="birds:list",
        limits=Limits(most_bytes=60 * MEGABYTE, encodings=("utf-8-sig", "cp1252")),
    )

    register_import_kind(BIRDS)

`row.values` holds the mapped columns only, by their keys. A check that takes long need not say
how far it is: that is counted outside. `apply` runs in one transaction after the same check has
said the same once more; it gets the new and the changed rows. A room that must restore what was
there before keeps that in a table of its own, where forgetting a person reaches it.
"""

from ecotone.foundation.imports import jobs
from ecotone.foundation.imports.forgetting import forget_rows, waiting_rows
from ecotone.foundation.imports.kinds import (
    IS_NEW,
    IS_SAME,
    Column,
    ImportKind,
    JudgedRow,
    Judgement,
    Rows,
    Verdict,
    changes,
    has_problems,
    import_kind,
    kind_of,
    register_import_kind,
)
from ecotone.foundation.imports.mapping import guess_mapping
from ecotone.foundation.imports.operations import (
    bring_table,
    check_table,
    leave_table,
    map_columns,
    mend_row,
    needs_no_mapping,
    take_in,
    undo_import,
)
from ecotone.foundation.imports.queries import imports_of, rows_judged
from ecotone.foundation.imports.telling import tell_problems

__all__ = [
    "IS_NEW",
    "IS_SAME",
    "Column",
    "ImportKind",
    "JudgedRow",
    "Judgement",
    "Rows",
    "Verdict",
    "bring_table",
    "changes",
    "check_table",
    "forget_rows",
    "guess_mapping",
    "has_problems",
    "import_kind",
    "imports_of",
    "jobs",
    "kind_of",
    "leave_table",
    "map_columns",
    "mend_row",
    "needs_no_mapping",
    "register_import_kind",
    "rows_judged",
    "take_in",
    "tell_problems",
    "undo_import",
    "waiting_rows",
]
