"""The rights this app asks for; the roles that have them stand in the project's table."""

from organization.rules.rights_table import Right


class OrganizationRight(Right):
    SEE_WORK = "xem công việc của đơn vị"
    MANAGE_PEOPLE = "quản lý tài khoản, đơn vị, nhóm, chức vụ"
    READ_DIRECTORY = "xem danh sách đơn vị và người"
    READ_AUDIT = "xem nhật ký thao tác"
    READ_AUDIT_OF_WORK = "đọc nội dung công việc trong nhật ký thao tác"
    READ_SETTINGS = "xem cài đặt"
    OPEN_SETTINGS = "thấy mục Cài đặt ở cột trái"
    OPEN_DIRECTORY = "thấy mục Đơn vị và người ở cột trái"
    CHANGE_SETTINGS = "đổi cài đặt, ngày nghỉ"
    SEE_HEALTH = "xem tình trạng phần mềm"
    RECORD_DECISION = "ghi nhận ý kiến lãnh đạo"
    AGREE_TO_POSTS = "đồng ý chức vụ lãnh đạo, Văn phòng"
    DECIDE = "cho ý kiến với tư cách lãnh đạo"
