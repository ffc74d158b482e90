"""How does one row of the assignment grid stand on the page: what was typed, what holds, what is wrong?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tasks.forms.assign import RowForm, prefix_of, print_of
from tasks.models import AssignmentDraft
from tasks.pages.assign import block_facts, own_coordinators, texts_of, their_words
from tasks.queries.grid import Grid, GridBlock, GridRow, facts_of
from tasks.rules.proposal import Key
from tasks.rules.six_clear import missing_of

TYPED = ("title", "deliverable", "responsible", "deadline_kind", "due", "frequency", "authority")


@dataclass(frozen=True)
class Refusals:
    """What came back from a save: sentences by row and field, and rows somebody else saved first."""

    problems: Mapping[Key, Mapping[str, str]] = field(default_factory=dict)
    conflicts: Mapping[Key, AssignmentDraft | None] = field(default_factory=dict)


@dataclass(frozen=True)
class ShownRow:
    """One row as the template draws it; `fields` are texts, typed ones where the person typed."""

    row: GridRow
    prefix: str
    seen: str
    fields: Mapping[str, str]
    coordinators: str
    is_picked: bool
    errors: Mapping[str, str]
    theirs: Sequence[str]
    missing: Sequence[str]

    own_missing: Sequence[str] = ()  # what the line of its clause does not say already

    @property
    def clear_words(self) -> str:
        return f"{6 - len(self.missing)}/6"


@dataclass(frozen=True)
class ShownBlock:
    """One clause with its rows; `facts` is the line behind the title, `missing` what every row lacks."""

    block: GridBlock
    facts: str
    rows: Sequence[ShownRow]
    missing: Sequence[str]

    @property
    def missing_words(self) -> str:
        """ "Cả 6 việc thiếu người, thời gian"; "" where there is nothing that all of them lack."""
        who = f"Cả {len(self.rows)} việc thiếu" if len(self.rows) > 1 else "Thiếu"
        return f"{who} {', '.join(self.missing)}" if self.missing else ""


def shown_blocks(
    grid: Grid, forms: Mapping[Key, RowForm], refusals: Refusals, picked: frozenset[Key]
) -> list[ShownBlock]:
    """The grid with everything the person typed still in its place."""
    return [
        _shown_block(block, [_shown_row(grid, row, forms, refusals, picked) for row in block.rows])
        for block in grid.blocks
    ]


def _shown_block(block: GridBlock, rows: Sequence[ShownRow]) -> ShownBlock:
    """What all rows lack is said once, above them."""
    common = [name for name in rows[0].missing if all(name in row.missing for row in rows)] if rows else []
    shown = [replace(row, own_missing=[name for name in row.missing if name not in common]) for row in rows]
    return ShownBlock(block, block_facts(block), shown, common)


def _shown_row(
    grid: Grid, row: GridRow, forms: Mapping[Key, RowForm], refusals: Refusals, picked: frozenset[Key]
) -> ShownRow:
    key = (row.clause.pk, row.unit.pk)
    form = forms.get(key)
    values, fields, errors = row.values, texts_of(row.values), dict(refusals.problems.get(key, {}))
    if form is not None:
        if form.is_valid():
            if form.is_touched:
                values = form.values
                fields = texts_of(values)
        else:
            fields |= {name: form.data.get(f"{form.prefix}-{name}", "") for name in TYPED}
            errors |= {name: " ".join(str(one) for one in found) for name, found in form.errors.items()}
    responsible = next((one.full_name for one in row.people if one.pk == values.responsible_id), "")
    return ShownRow(
        row=row,
        prefix=prefix_of(key),
        seen=f"{row.version}:{print_of(row.values)}",
        fields=fields,
        coordinators=own_coordinators(grid, row, values),
        is_picked=key in picked,
        errors=errors,
        theirs=their_words(grid, row, refusals.conflicts[key], values) if key in refusals.conflicts else (),
        missing=missing_of(facts_of(values, row.unit.name, responsible, row.leader)),
    )
