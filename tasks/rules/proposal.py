"""What does the plan alone propose for one unit, before anybody edited it?

The proposal never invents a date: its deadline kind is "none yet", the plan's frequency word is only
shown beside it.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from tasks.enums import Authority, DeadlineKind

Key = tuple[int, int]  # clause id, unit id


@dataclass(frozen=True)
class DraftValues:
    """The editable values of one proposed task; ids for people, units, groups and partners."""

    title: str
    deliverable: str
    authority: str
    responsible_id: int | None = None
    deadline_kind: str = DeadlineKind.NONE.value
    due: date | None = None
    frequency: str = ""
    unit_ids: frozenset[int] = frozenset()
    group_ids: frozenset[int] = frozenset()
    partner_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class DraftEdit:
    """What one row of the grid says; `version` is the one the person saw (0: nobody had saved it)."""

    clause_id: int
    unit_id: int
    version: int
    values: DraftValues

    @property
    def key(self) -> Key:
        return self.clause_id, self.unit_id


def proposed_authority(suggested: str, *, is_office: bool) -> str:
    """Who has the last word: as the plan file suggests; the Office's own results go to the leader in charge."""
    if is_office:
        return Authority.LEADER.value
    return suggested if suggested in Authority.values else Authority.OFFICE.value


def tidy(values: DraftValues, lead_unit_id: int) -> DraftValues:
    """`values` without contradictions: no date but with the kind "date", no recurrence but with "recurring",
    and never the lead among the coordinating units (a group that holds it means the others)."""
    kind = values.deadline_kind
    return replace(
        values,
        due=values.due if kind == DeadlineKind.DATE else None,
        frequency=values.frequency if kind == DeadlineKind.RECURRING else "",
        unit_ids=frozenset(values.unit_ids) - {lead_unit_id},
    )


def problems_of(values: DraftValues, people_of_unit: Collection[int]) -> dict[str, str]:
    """What is wrong with the values of one row: field → Vietnamese sentence. Missing is not wrong, only named."""
    problems: dict[str, str] = {}
    if not values.title:
        problems["title"] = "Ghi nội dung việc."
    if values.deadline_kind not in DeadlineKind.values:
        problems["deadline_kind"] = "Chọn loại thời hạn."
    if values.deadline_kind == DeadlineKind.DATE and values.due is None:
        problems["due"] = "Ghi ngày hạn, hoặc chọn “Chưa có hạn”."
    if values.deadline_kind == DeadlineKind.RECURRING and not values.frequency:
        problems["frequency"] = "Chọn chu kỳ."
    if values.authority not in Authority.values:
        problems["authority"] = "Chọn thẩm quyền."
    if values.responsible_id is not None and values.responsible_id not in people_of_unit:
        problems["responsible"] = "Người này không thuộc đơn vị chủ trì."
    return problems
