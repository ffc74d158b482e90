"""The clauses of the plan, and the targets it names."""

from typing import Any

from django.utils.safestring import SafeString

from base.lists import Cell, GroupRow, ListColumn, ListDeclaration, Phone, workbook_column
from base.templatetags.ui import bar
from tasks.pages.addresses import clause_url
from tasks.pages.plan import ShownGroup, ShownLine


def plan_rows(groups: list[ShownGroup]) -> list[ShownLine | GroupRow]:
    """The lines of the plan under the headings of its parts."""
    rows: list[ShownLine | GroupRow] = []
    for group in groups:
        rows.append(GroupRow(f"{group.code}. {group.title}"))
        rows.extend(group.lines)
    return rows


def _progress(line: ShownLine) -> Any:
    if line.segments:
        return bar(list(line.segments))
    if line.assign_url:
        return Cell(line.assign_words, url=line.assign_url)
    return Cell(line.note, is_quiet=True) if line.note else SafeString()


def _progress_words(line: ShownLine) -> str:
    return " · ".join(f"{part.count} {part.label}" for part in line.segments) or line.note


PLAN = ListDeclaration(
    id="plan-table",
    title="Kế hoạch",
    columns=(
        ListColumn("code", "Mục", lambda line: line.code, width=11, phone=Phone.PLAIN, css="tight code"),
        ListColumn(
            "title",
            "Nội dung, đơn vị được giao",
            lambda line: line.title,
            width=46,
            cell=lambda line: Cell(line.title, url=line.url, under=line.second),
            phone=Phone.MAIN,
            sheet_heading="Nội dung",
        ),
        workbook_column("second", "Đơn vị được giao", lambda line: line.second, width=38),
        ListColumn(
            "coverage",
            "Giao việc",
            lambda line: line.mark.text,
            width=18,
            cell=lambda line: line.mark,
            phone=Phone.PLAIN,
        ),
        workbook_column("tasks", "Số nhiệm vụ", lambda line: line.task_count, "int", 10),
        ListColumn(
            "progress",
            "Tiến độ nhiệm vụ",
            _progress_words,
            width=44,
            cell=_progress,
            phone=Phone.PLAIN,
        ),
        workbook_column("frequency", "Tần suất trong kế hoạch", lambda line: line.frequency_word, width=16),
    ),
)

PLAN_TARGETS = ListDeclaration(
    id="plan-targets",
    title="Chỉ tiêu của Kế hoạch",
    columns=(
        ListColumn(
            "clause",
            "Mục",
            lambda target: target.clause_code,
            width=11,
            cell=lambda target: Cell(target.clause_code, url=clause_url(target.clause_code)),
            phone=Phone.PLAIN,
            css="tight code",
        ),
        ListColumn("label", "Chỉ tiêu", lambda target: target.label, width=60, phone=Phone.MAIN),
    ),
)
