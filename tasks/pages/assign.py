"""What does the assignment grid say: the line of a clause, a row's values as text, what somebody else saved?"""

from base.templatetags.ui import vndate_field
from tasks.enums import Authority, DeadlineKind, Frequency
from tasks.models import AssignmentDraft
from tasks.queries.grid import Grid, GridBlock, GridRow, proposal_for, values_of
from tasks.rules.proposal import DraftValues


def block_facts(block: GridBlock) -> str:
    """The line behind the title of a clause."""
    line = block.line
    parts = [line.addressee, f"tần suất trong kế hoạch: {line.clause.frequency_word or 'không nêu'}"]
    if line.coverage.given:
        parts.append(f"đã giao {len(line.coverage.given)}/{len(line.coverage.addressed)}")
    if line.coordinators:
        parts.append(f"{', '.join(line.coordinators)} phối hợp")
    if line.tied_codes:
        parts.append(f"gộp với {', '.join(line.tied_codes)}")
    return " · ".join(parts)


def texts_of(values: DraftValues) -> dict[str, str]:
    """The values of a row as the fields of the page hold them."""
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


def own_coordinators(grid: Grid, row: GridRow, values: DraftValues) -> str:
    """Who coordinates this row, where that is not what the clause says for all of them."""
    proposed = proposal_for(row.clause, row.unit)
    same = (values.unit_ids, values.group_ids, values.partner_ids) == (
        proposed.unit_ids,
        proposed.group_ids,
        proposed.partner_ids,
    )
    return "" if same else ", ".join(grid.parties.names_in(values)) or "không có"


def their_words(grid: Grid, row: GridRow, draft: AssignmentDraft | None, mine: DraftValues) -> list[str]:
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
        ("Phối hợp", ", ".join(grid.parties.names_in(theirs)), ", ".join(grid.parties.names_in(mine))),
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
