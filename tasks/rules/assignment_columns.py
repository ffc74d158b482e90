"""The headings of the assignment workbook, the same when it is written and when it is read back."""

CLAUSE, CONTENT, UNIT, TITLE = "Mục", "Nội dung", "Mã đơn vị chủ trì", "Nhiệm vụ"
UNIT_NAME = "Đơn vị chủ trì"
RESPONSIBLE, DELIVERABLE, KIND, DUE = "Người phụ trách", "Sản phẩm", "Loại thời hạn", "Hạn"
FREQUENCY, AUTHORITY, COORDINATORS, VERSION = "Chu kỳ", "Thẩm quyền", "Phối hợp", "Bản số"
