"""The columns of the assignment grid: of the page that is typed into, and of the workbook that is read back."""

from base.lists import ListColumn, ListDeclaration, Phone, workbook_column
from tasks.enums import Authority, DeadlineKind, Frequency
from tasks.queries.grid import GridRow, person_word


def _person(row: GridRow) -> str | None:
    person = next((one for one in row.people if one.pk == row.values.responsible_id), None)
    return person_word(person, row.people) if person else None


def _frequency(row: GridRow) -> str | None:
    return str(Frequency(row.values.frequency).label) if row.values.frequency else None


ASSIGNMENT = ListDeclaration(
    id="assign-grid",
    title="Bảng giao việc",
    columns=(
        workbook_column("clause", "Mục", lambda row: row.clause.code, width=10),
        workbook_column("content", "Nội dung", lambda row: row.clause.title, width=32),
        workbook_column("unit", "Mã đơn vị chủ trì", lambda row: row.unit.code, width=10),
        ListColumn(
            "unit_name",
            "Chủ trì",
            lambda row: row.unit.name,
            width=22,
            phone=Phone.MAIN,
            sheet_heading="Đơn vị chủ trì",
            is_row_heading=True,
        ),
        workbook_column("title", "Nhiệm vụ", lambda row: row.values.title, width=36),
        ListColumn("responsible", "Người phụ trách", _person, width=24),
        ListColumn("deliverable", "Sản phẩm", lambda row: row.values.deliverable or None, width=32),
        ListColumn(
            "deadline_kind", "Loại thời hạn", lambda row: DeadlineKind(row.values.deadline_kind).label, width=14
        ),
        ListColumn("due", "Hạn", lambda row: row.values.due, "date", 12),
        workbook_column("frequency", "Chu kỳ", _frequency, width=16),
        ListColumn("authority", "Thẩm quyền", lambda row: Authority(row.values.authority).label, width=12),
        workbook_column("coordinators", "Phối hợp", lambda row: "; ".join(row.coordinators) or None, width=30),
        ListColumn("six_clear", "Sáu rõ", lambda row: f"{6 - len(row.missing)}/6", in_workbook=False),
        workbook_column("version", "Bản số", lambda row: row.version, "int", 8),
    ),
)
# What a row is found by and what it was taken out as; the others may be edited, but for content and name.
KEPT = ("clause", "unit", "version")
READ_BACK = tuple(
    column.key for column in ASSIGNMENT.columns if column.in_workbook and column.key not in ("content", "unit_name")
)


def sheet_heading(key: str) -> str:
    """The heading of a column in the workbook."""
    column = ASSIGNMENT.by_key[key]
    return column.sheet_heading or column.heading


def typed_columns() -> list[ListColumn]:
    """The columns of the page, in their order."""
    return [column for column in ASSIGNMENT.columns if column.on_screen]
