"""The rights this app asks for; the roles that have them stand in the project's table."""

from organization.rules.rights_table import Right


class ReportRight(Right):
    BUILD = "lập báo cáo kỳ của cơ quan"
    READ = "xem báo cáo kỳ của cơ quan"
