"""The list of tasks as a workbook."""

from collections.abc import Iterable
from datetime import date

from base.table_workbook import Column, table_workbook
from tasks.enums import Authority
from tasks.queries.task_list import ListSummary, TaskRow, counts_in_words

_COLUMNS = (
    Column("TT", "int", 6),
    Column("Mục", width=10),
    Column("Nhiệm vụ", width=46),
    Column("Đơn vị chủ trì", width=24),
    Column("Người phụ trách", width=22),
    Column("Sản phẩm", width=30),
    Column("Thẩm quyền", width=14),
    Column("Thời hạn", "date", 12),
    Column("Hạn ban đầu", "date", 12),
    Column("Tình trạng", width=22),
    Column("Tiến trình", width=20),
    Column("Tiến độ (%)", "int", 10),
    Column("Ngày có sản phẩm", "date", 14),
    Column("Ngày nộp", "date", 12),
    Column("Số, ký hiệu văn bản", width=20),
)


def task_list_workbook(
    rows: Iterable[TaskRow], summary: ListSummary, *, filter_words: str, who: str, day: date
) -> bytes:
    """The rows under their title, the filter in words, the counts, and who took it when."""
    lines = [
        f"{filter_words or 'Mọi nhiệm vụ trong phạm vi'} · tính đến {day:%d/%m/%Y} · người lấy: {who}",
        f"{summary.total} nhiệm vụ: {counts_in_words(summary)}" if summary.total else "Không có nhiệm vụ nào",
    ]
    return table_workbook("Danh sách nhiệm vụ", lines, _COLUMNS, (_values(row) for row in rows))


def _values(row: TaskRow) -> list[object]:
    task = row.task
    return [
        row.number,
        task.code,
        task.title,
        task.lead_unit.name,
        task.responsible.full_name if task.responsible else None,
        task.deliverable,
        Authority(task.authority).label,
        task.due,
        task.original_due if task.original_due != task.due else None,
        row.mark.text + (" (đang tra soát)" if task.is_contested else ""),
        task.get_status_display(),
        task.percent,
        task.product_date,
        task.submitted_on,
        task.document_number,
    ]
