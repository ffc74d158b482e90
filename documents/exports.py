"""The columns of this app's lists as workbooks."""

from base.table_workbook import Column

REGISTER_COLUMNS = (
    Column("Số, ký hiệu văn bản", width=18),
    Column("Ngày tháng văn bản", "date", 14),
    Column("Loại", width=16),
    Column("Tên loại và trích yếu nội dung văn bản", width=60),
    Column("Người ký", width=22),
    Column("Nơi nhận văn bản", width=26),
    Column("Đơn vị, người nhận bản lưu", width=22),
    Column("Số lượng bản", width=10),
    Column("Ngày chuyển", width=12),
    Column("Ký nhận", width=12),
    Column("Ghi chú", width=22),
    Column("Đơn vị soạn thảo", width=26),
    Column("Nhóm", width=18),
    Column("Tính vào chỉ tiêu", width=12),
    Column("Lý do không tính", width=28),
    Column("Đã rà", width=10),
)
ERROR_COLUMNS = (
    Column("Trang tính", width=20),
    Column("Dòng", "int", 8),
    Column("Cột", width=28),
    Column("Trong tệp ghi", width=32),
    Column("Lỗi và cách sửa", width=80),
)
