"""The two sentences of the five that are not about targets: the tasks, and whose counts are in."""

from base.marks import Mark
from base.page_parts import Figure, SentenceFigure
from base.written import full_day, share_of
from figures.pages.marks import NOTHING_TO_JUDGE
from figures.queries.coverage import Coverage
from organization.models import Unit
from reports.pages.addresses import tasks_url
from tasks.enums import DONE_CLASSES, TaskClass
from tasks.queries.class_table import ClassTable

Parts = list[str | Figure]

NOTHING_ASSIGNED = Mark("amber", "circle", "Chưa giao")
IN_TERM = Mark("grey", "calendar", "Trong hạn")
NOTHING_DUE = Mark("grey", "calendar-question", "Chưa có việc đến hạn")
ENOUGH = Mark("green", "circle-check", "Đủ số liệu")


def task_sentence(table: ClassTable) -> SentenceFigure:
    """How many of the tasks that came due are done, and who is late with how many.

    Where no task came due there is nothing to judge: the sentence is grey and says what is missing.
    """
    title = "Nhiệm vụ"
    if not table.total:
        return SentenceFigure(title, ["Chưa giao nhiệm vụ nào."], NOTHING_ASSIGNED)
    age = f"Nhiệm vụ tính đến {full_day(table.day)} · {completion_words(table)}"
    if not table.come_due:
        return SentenceFigure(title, _nothing_due(table), NOTHING_DUE, age)
    parts: Parts = [
        "Hoàn thành ",
        Figure(table.done, tasks_url(classes=DONE_CLASSES)),
        " trên ",
        Figure(table.come_due, tasks_url(classes=[*DONE_CLASSES, TaskClass.OVERDUE])),
        f" việc đến hạn ({share_of(table.done, table.come_due)}).",
    ]
    if not table.overdue:
        return SentenceFigure(title, [*parts, " Không có việc quá hạn."], IN_TERM, age)
    late = sorted((row for row in table.rows if row.overdue), key=lambda row: -row.overdue)
    parts += [" Quá hạn: ", *_late_units([(row.unit, row.overdue) for row in late]), "."]
    return SentenceFigure(title, parts, Mark("red", "alert-triangle", f"{table.overdue} việc quá hạn"), age)


def _nothing_due(table: ClassTable) -> Parts:
    """What is missing where no task came due: deadlines, or time."""
    undated = table.of(TaskClass.NO_DEADLINE)
    dated = table.of(TaskClass.IN_TERM, TaskClass.DUE_SOON)
    parts: Parts = ["Chưa có việc nào đến hạn nên chưa đánh giá được tiến độ"]
    if dated:
        url = tasks_url(classes=[TaskClass.IN_TERM, TaskClass.DUE_SOON])
        parts += ["; ", Figure(dated, url, "việc"), " còn trong hạn"]
    if undated:
        parts += ["; ", Figure(undated, tasks_url(classes=[TaskClass.NO_DEADLINE]), "việc"), " chưa có hạn"]
    return [*parts, "."]


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
    if not coverage.units_all:
        return SentenceFigure(title, ["Chưa có đơn vị nào phải có số liệu."], NOTHING_TO_JUDGE)
    if not coverage.missing:
        return SentenceFigure(title, parts, ENOUGH)
    names = [item.unit.name for item in coverage.missing]
    more = f" và {len(names) - 4} đơn vị khác" if len(names) > 4 else ""
    parts.append(f" Còn thiếu {', '.join(names[:4])}{more}.")
    return SentenceFigure(title, parts, Mark("red", "alert-triangle", f"Thiếu {len(names)} đơn vị"))


def completion_words(table: ClassTable) -> str:
    """The formula under the percentage, with its numbers."""
    if not table.come_due:
        return "chưa có việc nào đến hạn"
    return (
        f"hoàn thành {table.done} ÷ ({table.done} hoàn thành + {table.overdue} quá hạn) = "
        f"{share_of(table.done, table.come_due)}"
    )
