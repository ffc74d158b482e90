"""The rights this app asks for; the roles that have them stand in the project's table."""

from organization.rules.rights_table import Right


class FigureRight(Right):
    ENTER_BASELINE = "nhập số liệu năm trước"
    APPROVE_BASELINE = "duyệt số liệu năm trước"
    APPROVE_COUNTS = "duyệt số liệu năm trước lấy từ sổ"
    PROPOSE_CEILING = "trình chỉ tiêu giao"
    ASSIGN_CEILING = "quyết định chỉ tiêu giao"
