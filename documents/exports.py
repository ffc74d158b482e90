"""The columns of this app's lists as workbooks."""

from base.table_workbook import Column

ERROR_COLUMNS = (
    Column("Trang tính", width=20),
    Column("Dòng", "int", 8),
    Column("Cột", width=28),
    Column("Trong tệp ghi", width=32),
    Column("Lỗi và cách sửa", width=80),
)
