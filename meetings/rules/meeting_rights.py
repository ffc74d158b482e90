"""The rights this app asks for; the roles that have them stand in the project's table."""

from organization.rules.rights_table import Right


class MeetingRight(Right):
    RECORD = "ghi hội nghị, cuộc họp"
    IMPORT = "nhập danh sách hội nghị từ tệp"
