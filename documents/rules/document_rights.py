"""The rights this app asks for; the roles that have them stand in the project's table."""

from organization.rules.rights_table import Right


class DocumentRight(Right):
    KEEP_REGISTER = "nhập, sửa sổ văn bản đi"
    ANSWER_FOR_COUNTS = "xác nhận, nhập tay số văn bản của đơn vị"
    ENTER_COUNTS_FOR = "nhập thay số văn bản của đơn vị"
