"""Which of the six "rõ" has a piece of work, and what is still missing?

Source: the plan, II.5.a: rõ người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ sản phẩm, rõ thẩm quyền.
"""

from dataclasses import dataclass
from datetime import date

from tasks.enums import Authority, DeadlineKind, Frequency


@dataclass(frozen=True)
class SixFacts:
    """What is known of a task or a draft, in words; "" is unknown. `leader` is the leader in charge,
    `coordinators` those who work with the lead unit, if any."""

    responsible: str
    work: str
    deadline_kind: str
    due: date | None
    frequency: str
    lead_unit: str
    leader: str
    deliverable: str
    authority: str
    coordinators: str = ""


@dataclass(frozen=True)
class Clear:
    """One of the six: its word, what is known ("" where nothing), and what to call it when it is missing."""

    key: str
    label: str
    value: str
    missing: str

    @property
    def is_clear(self) -> bool:
        return bool(self.value)


def six_clear(facts: SixFacts) -> tuple[Clear, ...]:
    """The six in the plan's order; a time is a date, a recurrence or continuous work, never a guess."""
    return (
        Clear("person", "Rõ người", facts.responsible, "người"),
        Clear("work", "Rõ việc", facts.work, "việc"),
        Clear("time", "Rõ thời gian", _time(facts), "thời gian"),
        Clear("duty", "Rõ trách nhiệm", _duty(facts), "trách nhiệm"),
        Clear("product", "Rõ sản phẩm", facts.deliverable, "sản phẩm"),
        Clear("authority", "Rõ thẩm quyền", _authority(facts), "thẩm quyền"),
    )


def missing_of(facts: SixFacts) -> tuple[str, ...]:
    """What is missing, in the plan's words ("người", "thời gian"); empty when all six are clear."""
    return tuple(clear.missing for clear in six_clear(facts) if not clear.is_clear)


def _time(facts: SixFacts) -> str:
    if facts.deadline_kind == DeadlineKind.DATE and facts.due:
        return f"{facts.due:%d/%m/%Y}"
    if facts.deadline_kind == DeadlineKind.RECURRING and facts.frequency in Frequency.values:
        until = f", kỳ này {facts.due:%d/%m/%Y}" if facts.due else ""
        return f"định kỳ {Frequency(facts.frequency).label}{until}"
    if facts.deadline_kind == DeadlineKind.CONTINUOUS:
        return "thường xuyên"
    return ""


def _duty(facts: SixFacts) -> str:
    if not facts.lead_unit or not facts.leader:
        return ""
    together = f"; {facts.coordinators} phối hợp" if facts.coordinators else ""
    return f"{facts.lead_unit} chủ trì{together}; {facts.leader} phụ trách"


def _authority(facts: SixFacts) -> str:
    return _LAST_WORD[Authority(facts.authority)] if facts.authority in Authority.values else ""


_LAST_WORD = {
    Authority.UNIT: "Đơn vị quyết định, Văn phòng xác nhận",
    Authority.OFFICE: "Văn phòng xác nhận",
    Authority.LEADER: "Lãnh đạo phụ trách duyệt",
}
