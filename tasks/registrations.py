"""What this app makes known to the floors below: navigation, settings, kinds of audit events."""

from organization.rules.audit_kinds import register_audit_kinds
from organization.rules.navigation import Entry, register_entries
from organization.rules.settings import SETTINGS, SettingDefinition
from tasks.pages import marks  # noqa: F401 - makes its marks known

TASKS = "Nhiệm vụ"  # the group on the page of settings

register_entries(
    Entry(
        "plan",
        "Kế hoạch",
        "route",
        "tasks:plan",
        position=20,
        pages=("tasks:plan", "tasks:clause", "tasks:assign"),
    ),
    Entry("tasks", "Nhiệm vụ", "list-check", "tasks:list", position=30, tab=2, pages=("tasks:",)),
)
register_audit_kinds(
    {
        "task": "Nhiệm vụ",
        "clause": "Nội dung kế hoạch",
        "plan": "Kế hoạch",
        "draft": "Đề xuất giao việc",
    }
)
SETTINGS.register(
    SettingDefinition(
        "due_soon_days",
        TASKS,
        "“Sắp đến hạn” là còn",
        "int",
        3,
        "Thông lệ của các văn phòng.",
        minimum=1,
        maximum=20,
        unit_word="ngày làm việc",
    ),
    SettingDefinition(
        "late_judged_by",
        TASKS,
        "Đúng hạn hay quá hạn xét theo",
        "choice",
        "product_date",
        "Thông lệ: việc bấm nộp thường sau khi có sản phẩm vài ngày.",
        choices=(
            ("product_date", "ngày có sản phẩm, được xác nhận cùng kết quả"),
            ("submission", "ngày nộp kết quả"),
        ),
    ),
)
