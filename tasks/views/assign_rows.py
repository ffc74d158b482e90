"""How does one row of the assignment grid stand on the page: what was typed, what holds, what is wrong?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from base.templatetags.ui import vndate_field
from tasks.enums import Authority, DeadlineKind, Frequency
from tasks.forms.assign import RowForm, prefix_of, print_of
from tasks.models import AssignmentDraft
from tasks.queries.grid import Grid, GridBlock, GridRow, facts_of, proposal_for, values_of
from tasks.rules.proposal import DraftValues, Key
from tasks.rules.six_clear import missing_of

TYPED = ("title", "deliverable", "responsible", "deadline_kind", "due", "frequency", "authority")
HIDDEN = ("units", "groups", "partners")


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

    @property
    def clear_words(self) -> str:
        return f"{6 - len(self.missing)}/6"


@dataclass(frozen=True)
class ShownBlock:
    """One clause with its rows; `facts` is the line behind the title."""

    block: GridBlock
    facts: str
    rows: Sequence[ShownRow]


def shown_blocks(
    grid: Grid, forms: Mapping[Key, RowForm], refusals: Refusals, picked: frozenset[Key]
) -> list[ShownBlock]:
    """The grid with everything the person typed still in its place."""
    return [
        ShownBlock(block, _facts(block), [_shown_row(grid, row, forms, refusals, picked) for row in block.rows])
        for block in grid.blocks
    ]


def _facts(block: GridBlock) -> str:
    line = block.line
    parts = [line.addressee, f"tần suất trong kế hoạch: {line.clause.frequency_word or 'không nêu'}"]
    if line.coverage.given:
        parts.append(f"đã giao {len(line.coverage.given)}/{len(line.coverage.addressed)}")
    if line.coordinators:
        parts.append(f"{', '.join(line.coordinators)} phối hợp")
    if line.tied_codes:
        parts.append(f"gộp với {', '.join(line.tied_codes)}")
    return " · ".join(parts)


def _shown_row(
    grid: Grid, row: GridRow, forms: Mapping[Key, RowForm], refusals: Refusals, picked: frozenset[Key]
) -> ShownRow:
    key = (row.clause.pk, row.unit.pk)
    form = forms.get(key)
    values, fields, errors = row.values, _texts(row.values), dict(refusals.problems.get(key, {}))
    if form is not None:
        if form.is_valid():
            if form.is_touched:
                values = form.values
                fields = _texts(values)
        else:
            fields |= {name: form.data.get(f"{form.prefix}-{name}", "") for name in TYPED}
            errors |= {name: " ".join(map(str, found)) for name, found in form.errors.items()}
    responsible = next((one.full_name for one in row.people if one.pk == values.responsible_id), "")
    return ShownRow(
        row=row,
        prefix=prefix_of(key),
        seen=f"{row.version}:{print_of(row.values)}",
        fields=fields,
        coordinators=_own_coordinators(grid, row, values),
        is_picked=key in picked,
        errors=errors,
        theirs=_theirs(grid, row, refusals.conflicts[key], values) if key in refusals.conflicts else (),
        missing=missing_of(facts_of(values, row.unit.name, responsible, row.leader)),
    )


def _texts(values: DraftValues) -> dict[str, str]:
    return {
        "title": values.title,
        "deliverable": values.deliverable,
        "responsible": str(values.responsible_id or ""),
        "deadline_kind": values.deadline_kind,
        "due": vndate_field(values.due),
        "frequency": values.frequency,
        "authority": values.authority,
        "units": _ids(values.unit_ids),
        "groups": _ids(values.group_ids),
        "partners": _ids(values.partner_ids),
    }


def _ids(found: frozenset[int]) -> str:
    return ",".join(str(pk) for pk in sorted(found))


def _own_coordinators(grid: Grid, row: GridRow, values: DraftValues) -> str:
    """Who coordinates this row, where that is not what the clause says for all of them."""
    proposed = proposal_for(row.clause, row.unit)
    same = (values.unit_ids, values.group_ids, values.partner_ids) == (
        proposed.unit_ids,
        proposed.group_ids,
        proposed.partner_ids,
    )
    return "" if same else ", ".join(_names(grid, values)) or "không có"


def _names(grid: Grid, values: DraftValues) -> list[str]:
    return [
        *(unit.name for unit in grid.units if unit.pk in values.unit_ids),
        *(group.name for group in grid.groups if group.pk in values.group_ids),
        *(partner.name for partner in grid.partners if partner.pk in values.partner_ids),
    ]


def _theirs(grid: Grid, row: GridRow, draft: AssignmentDraft | None, mine: DraftValues) -> list[str]:
    """What the other person saved, field by field, where it differs from what stands in the row."""
    if draft is None:
        return ["người khác đã bỏ bản vừa lưu"]
    theirs = values_of(draft)
    people = {one.pk: one.full_name for one in row.people}
    pairs = (
        ("Người phụ trách", people.get(theirs.responsible_id or 0, ""), people.get(mine.responsible_id or 0, "")),
        ("Nhiệm vụ", theirs.title, mine.title),
        ("Sản phẩm", theirs.deliverable, mine.deliverable),
        ("Thời hạn", _deadline(theirs), _deadline(mine)),
        ("Thẩm quyền", _authority(theirs), _authority(mine)),
        ("Phối hợp", ", ".join(_names(grid, theirs)), ", ".join(_names(grid, mine))),
    )
    return [f"{label}: {their or 'để trống'}" for label, their, my in pairs if their != my] or [
        "giống bản của đồng chí"
    ]


def _deadline(values: DraftValues) -> str:
    if values.deadline_kind == DeadlineKind.DATE:
        return vndate_field(values.due)
    if values.deadline_kind == DeadlineKind.RECURRING and values.frequency in Frequency.values:
        return str(Frequency(values.frequency).label)
    return str(DeadlineKind(values.deadline_kind).label)


def _authority(values: DraftValues) -> str:
    return str(Authority(values.authority).label) if values.authority in Authority.values else ""
