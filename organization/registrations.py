"""What this app makes known to the floors below: navigation, settings, kinds of audit events, marks."""

from organization.pages import marks  # noqa: F401 (importing it makes the marks known)
from organization.rules.audit_kinds import register_audit_kinds
from organization.rules.navigation import Entry, Group, register_entries
from organization.rules.organization_rights import OrganizationRight
from organization.rules.settings import SETTINGS, SettingDefinition

REPORTS = "Báo cáo kỳ"  # the group on the page of settings

register_entries(
    Entry(
        "units",
        "Đơn vị và người",
        "building-community",
        "organization:units",
        group=Group.RUNNING,
        position=10,
        right=OrganizationRight.OPEN_DIRECTORY,
        pages=(
            "organization:unit",
            "organization:person",
            "organization:people",
            "organization:post",
            "organization:group",
            "organization:account",
            "organization:audit",
            "organization:sign_in",
        ),
    ),
    Entry(
        "settings",
        "Cài đặt",
        "settings",
        "organization:settings",
        group=Group.RUNNING,
        position=20,
        right=OrganizationRight.OPEN_SETTINGS,
        pages=("organization:setting", "organization:calendar"),
    ),
)
register_audit_kinds(
    {
        "decision": "Ghi nhận ý kiến lãnh đạo",
        "unit": "Đơn vị",
        "group": "Nhóm đơn vị",
        "person": "Người",
        "post": "Chức vụ",
        "charge": "Phụ trách đơn vị",
        "account": "Tài khoản",
        "partner": "Cơ quan phối hợp",
        "setting": "Cài đặt",
        "calendar": "Ngày nghỉ, làm bù",
    }
)
SETTINGS.register(
    SettingDefinition(
        "unit_report_due_days",
        REPORTS,
        "Hạn báo cáo kỳ của đơn vị: sau ngày chốt",
        "int",
        1,
        "Nghị định 09/2019/NĐ-CP, Điều 13 khoản 2 để từng cấp tự quy định.",
        minimum=0,
        maximum=20,
        unit_word="ngày làm việc",
    ),
    SettingDefinition(
        "report_periods",
        REPORTS,
        "Kỳ phải báo cáo",
        "choices",
        ("half", "year"),
        "Kế hoạch, mục IV.2: “định kỳ theo quy định”.",
        choices=(("month", "tháng"), ("quarter", "quý"), ("half", "6 tháng"), ("nine", "9 tháng"), ("year", "năm")),
    ),
)
