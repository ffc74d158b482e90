"""The rights this app asks for; the roles that have them stand in the project's table."""

from organization.rules.rights_table import Right


class TaskRight(Right):
    ACT_AS_HEAD = "nộp kết quả, xin gia hạn, đề nghị đính chính thay mặt đơn vị"
    WORK = "cập nhật, chuẩn bị kết quả của đơn vị"
    COMPLETE = "bổ sung thông tin còn thiếu của nhiệm vụ"
    CONFIRM = "xác nhận, trả lại kết quả"
    DECIDE = "duyệt, quyết định về nhiệm vụ"
    RECORD = "ghi nhận quyết định của lãnh đạo về nhiệm vụ"
    ENTER_FOR = "nhập thay đơn vị"
    EDIT_PLAN = "sửa nội dung kế hoạch"
    ASSIGN = "đề xuất và xác nhận giao việc"
