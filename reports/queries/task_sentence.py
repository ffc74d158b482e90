"""The two sentences of the five that are not about targets: the tasks, and whose counts are in."""

from base.marks import mark_of
from base.page_parts import Figure, SentenceFigure
from base.written import full_day, share_of
from figures.queries.coverage import Coverage
from figures.queries.row_links import tasks_url
from organization.models import Unit
from tasks.enums import DONE_CLASSES, TaskClass
from tasks.queries.class_table import ClassTable

Parts = list[str | Figure]


def task_sentence(table: ClassTable) -> SentenceFigure:
    """How many of the tasks that came due are done, and who is late with how many."""
    age = f"Nhiệm vụ tính đến {full_day(table.day)} · {completion_words(table)}"
    if not table.total:
        return SentenceFigure("Nhiệm vụ", ["Chưa giao nhiệm vụ nào."], mark_of("Chưa giao"), "")
    due_classes = [*DONE_CLASSES, TaskClass.OVERDUE]
    parts: Parts = [
        "Hoàn thành ",
        Figure(table.done, tasks_url(classes=DONE_CLASSES)),
        " trên ",
        Figure(table.come_due, tasks_url(classes=due_classes)),
        " việc đến hạn",
    ]
    parts += [f" ({share_of(table.done, table.come_due)})." if table.come_due else "."]
    if not table.overdue:
        return SentenceFigure("Nhiệm vụ", [*parts, " Không có việc quá hạn."], mark_of("Trong hạn"), age)
    late = sorted((row for row in table.rows if row.overdue), key=lambda row: -row.overdue)
    parts += [" Quá hạn: ", *_late_units([(row.unit, row.overdue) for row in late]), "."]
    return SentenceFigure("Nhiệm vụ", parts, mark_of("Quá hạn").with_text(f"{table.overdue} việc quá hạn"), age)


def _late_units(late: list[tuple[Unit, int]]) -> Parts:
    """ "Phòng Nghiệp vụ 4 có 2 việc; Phòng Nghiệp vụ 1 có 1 việc", the rest summed up behind five."""
    parts: Parts = []
    for index, (unit, number) in enumerate(late[:5]):
        parts += ["; " if index else "", f"{unit.name} có "]
        parts.append(Figure(number, tasks_url(classes=[TaskClass.OVERDUE], unit=unit.code), "việc"))
    if len(late) > 5:
        parts.append(f"; {len(late) - 5} đơn vị khác có {sum(number for _, number in late[5:])} việc")
    return parts


def coverage_sentence(coverage: Coverage, until: str) -> SentenceFigure:
    """Whose counts are in through the last complete half-month, and who is missing."""
    parts: Parts = [
        Figure(coverage.units_in),
        " trên ",
        Figure(coverage.units_all),
        f" đơn vị đã có số liệu đến hết {until}.",
    ]
    title = "Số liệu các đơn vị"
    if not coverage.missing:
        return SentenceFigure(title, parts, mark_of("Đạt").with_text("Đủ số liệu"))
    names = [item.unit.name for item in coverage.missing]
    more = f" và {len(names) - 4} đơn vị khác" if len(names) > 4 else ""
    parts.append(f" Còn thiếu {', '.join(names[:4])}{more}.")
    return SentenceFigure(title, parts, mark_of("Không đạt").with_text(f"Thiếu {len(names)} đơn vị"))


def completion_words(table: ClassTable) -> str:
    """The formula under the percentage, with its numbers."""
    if not table.come_due:
        return "chưa có việc nào đến hạn"
    return (
        f"hoàn thành {table.done} ÷ ({table.done} hoàn thành + {table.overdue} quá hạn) = "
        f"{share_of(table.done, table.come_due)}"
    )
