"""What an annex of assignments says, before it is a Word file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class AnnexRow:
    """One task; `deadline` in words ("30/7/2026", "Thường xuyên", "Chưa có hạn")."""

    work: str
    lead: str
    coordinators: str
    deliverable: str
    deadline: str
    leader: str


@dataclass(frozen=True)
class AnnexSection:
    """The tasks of one clause under its heading ("II.4.a-2. Lịch họp…")."""

    heading: str
    rows: tuple[AnnexRow, ...]


@dataclass(frozen=True)
class Annex:
    """`basis` is the paper the annex goes with ("Quyết định"), `number` and `signed_on` as far as known."""

    agency: str
    title: str
    basis: str
    number: str
    signed_on: date | None
    sections: Sequence[AnnexSection]

    @property
    def belongs_to(self) -> str:
        """The line under the title; blanks are left where number or day is not known yet."""
        number = self.number or "…………"
        day = (
            f"ngày {self.signed_on:%d} tháng {_month(self.signed_on)} năm {self.signed_on.year}"
            if self.signed_on
            else "ngày …… tháng …… năm ……"
        )
        return f"(Kèm theo {self.basis} số {number} {day} của {self.agency})"


def _month(day: date) -> str:
    """Months 1 and 2 take a leading zero, the others do not (NĐ 30/2020, phụ lục I)."""
    return f"{day.month:02d}" if day.month < 3 else str(day.month)
