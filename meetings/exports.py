"""The columns of the list of meetings as a workbook: those that an import reads back."""

from base.table_workbook import Column

MEETING_COLUMNS = (
    Column("Nội dung", width=60),
    Column("Ngày", "date", 12),
    Column("Đến ngày", "date", 12),
    Column("Số buổi", "int", 9),
    Column("Loại", width=12),
    Column("Tính chất", width=14),
    Column("Phạm vi", width=22),
    Column("Hình thức", width=22),
    Column("Đơn vị", width=26),
    Column("Chủ trì", width=24),
    Column("Phòng họp", width=22),
    Column("Trạng thái", width=12),
)
