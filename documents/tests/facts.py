"""What the reader of a register knows in tests, without a database."""

from datetime import date

from documents.reading.register import RegisterFacts
from documents.rules.document_types import SHIPPED_TYPES
from documents.rules.symbols import AgencySymbols, TypeFact, TypeTable
from organization.reading.units import PostOfName, UnitFact, UnitNames

TODAY = date(2026, 6, 17)
AGENCY_ID, VP, NV1, NV2, BBT, OLD = 1, 2, 3, 4, 5, 6

TYPES = TypeTable(
    TypeFact(line.code, line.name, line.abbreviation, line.document_class, line.needs_year) for line in SHIPPED_TYPES
)
SYMBOLS = AgencySymbols("TTr", {"vp": VP, "nv1": NV1, "nv2": NV2, "bbt": BBT})
UNITS = (
    UnitFact(AGENCY_ID, "TTr", ("Thanh tra tỉnh Bắc Ninh", "Thanh tra tỉnh")),
    UnitFact(VP, "VP", ("Văn phòng", "")),
    UnitFact(NV1, "NV1", ("Phòng Nghiệp vụ 1", "Phòng NV 1")),
    UnitFact(NV2, "NV2", ("Phòng Nghiệp vụ 2", "")),
    UnitFact(BBT, "BBT", ("Ban Biên tập", ""), start=date(2025, 7, 1)),
    UnitFact(OLD, "BBT.cu", ("Ban Biên tập", ""), end=date(2025, 6, 30)),
)
POSTS = (
    PostOfName("Bùi Thị Viên", NV2, end=date(2026, 1, 31)),
    PostOfName("Bùi Thị Viên", NV1, start=date(2026, 2, 1)),
)


def facts(**changes) -> RegisterFacts:
    known = {"today": TODAY, "types": TYPES, "symbols": SYMBOLS, "units": UnitNames(UNITS, POSTS)}
    return RegisterFacts(**(known | changes))
