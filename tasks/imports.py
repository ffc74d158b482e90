"""The kind of file this app reads: the assignment grid, edited in a workbook."""

from organization.rules.import_kinds import ImportKind, register_import
from tasks.rules.task_rights import TaskRight
from tasks.services.assignment_import import import_assignment

ASSIGNMENT_FILE = "assignment"

register_import(
    ImportKind(
        key=ASSIGNMENT_FILE,
        label="bảng giao việc",
        right=TaskRight.ASSIGN,
        refusal="Chỉ Văn phòng (tổng hợp) được lập và xác nhận bảng giao việc.",
        read=import_assignment,
        pages="tasks:assign_import",
        rows_url_name="tasks:assign",
        rows_label="Bảng giao việc",
        has_years=False,
        may_leave_out=False,
    )
)
