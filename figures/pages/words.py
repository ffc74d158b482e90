"""The names of the three targets, of what they count and of the rules it is counted by."""

from typing import Any

from documents.rules.half_months import stretch_words
from figures.queries.coverage import Coverage, MissingFigures
from figures.queries.targets import UnitTargets
from figures.rules.baselines import CONFERENCES, DOCUMENTS, ONLINE
from meetings.enums import MeetingSet
from organization.rules.settings import SETTINGS

TITLES = {DOCUMENTS: "Văn bản hành chính", CONFERENCES: "Hội nghị", ONLINE: "Họp trực tuyến"}
DONE = {DOCUMENTS: "Đã ban hành ", CONFERENCES: "Đã họp "}
DONE_IN_YEAR = {DOCUMENTS: "Cả năm đã ban hành ", CONFERENCES: "Cả năm đã họp "}

# As long as no counting rules were approved, no text may say that they were.
COUNTED_WITHOUT_RULES = "tính mọi văn bản hành chính, chưa có quy tắc tính được duyệt"


def thing_of(targets: UnitTargets, measure: str) -> str:
    """What one of the counted things is called; by a setting meetings count beside conferences."""
    if measure == DOCUMENTS:
        return "văn bản"
    return "hội nghị, cuộc họp" if targets.conference_set == MeetingSet.WITH_MEETINGS else "hội nghị"


def what_counts(measure: str, settings: dict[str, Any]) -> str:
    """The set of a measure and the rules it is counted by."""
    if measure == DOCUMENTS:
        return (
            f"văn bản hành chính ghi trong sổ; {COUNTED_WITHOUT_RULES}, dùng chung cho cả hai năm; "
            "số đã hủy, giữ số, văn bản quy phạm pháp luật và chuyên ngành không tính"
        )
    return f"{SETTINGS['conference_set'].words(settings['conference_set'])}, theo ngày đầu của hội nghị"


def coverage_words(coverage: Coverage) -> str:
    return f"{coverage.units_in}/{coverage.units_all} đơn vị"


def missing_words(missing: MissingFigures) -> str:
    """The unbroken stretches of the half-months that are not in: "01/06–14/06"."""
    return stretch_words(missing.half_months)
