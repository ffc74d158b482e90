"""What became different between two versions of a report? Counted line by line in the facts they kept."""

from base.kept_facts import hash_of, to_json
from reports.pages.period_report import PeriodReport

PARTS = (
    ("tasks", "nhiệm vụ"),
    ("documents", "dòng văn bản"),
    ("meetings", "hội nghị, cuộc họp"),
    ("document_targets", "dòng chỉ tiêu văn bản"),
    ("conference_targets", "dòng chỉ tiêu hội nghị"),
    ("online", "dòng tỷ lệ trực tuyến"),
)


def changes_in_words(before: PeriodReport, after: PeriodReport) -> str:
    """ "So với lần 1: đổi 2 nhiệm vụ, 1 dòng văn bản."; a line that came, went or changed counts once."""
    changed = [(_changed(getattr(before, part), getattr(after, part)), words) for part, words in PARTS]
    counted = ", ".join(f"{number} {words}" for number, words in changed if number)
    return f"So với lần {before.version}: {f'đổi {counted}' if counted else 'các bảng không đổi'}."


def _changed(before: tuple[object, ...], after: tuple[object, ...]) -> int:
    old, new = ({hash_of(to_json(line)) for line in lines} for lines in (before, after))
    return max(len(new - old), len(old - new))
