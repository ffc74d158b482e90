"""The versions of the period reports that were built, the newest first."""

from django.urls import reverse

from base.lists import Act, ListColumn, ListDeclaration, Phone, acts_column
from base.templatetags.ui import filesize_vi
from reports.models import BuiltReport

BUILT_REPORTS = ListDeclaration(
    id="built-reports",
    title="Báo cáo đã lập",
    columns=(
        ListColumn("name", "Báo cáo", lambda built: built.name, width=30, phone=Phone.MAIN, is_row_heading=True),
        ListColumn("version", "Lần", lambda built: built.version, "int", 8),
        ListColumn("as_of", "Tính đến", lambda built: built.as_of, "date", 12),
        ListColumn("built_by", "Người lập", lambda built: _builder(built), width=24),
        ListColumn("built_at", "Lúc", lambda built: built.built_at, "datetime", 18, css="date"),
        ListColumn("size", "Dung lượng", lambda built: str(filesize_vi(built.size)), css="num"),
        acts_column(lambda built: Act("Tải .xlsx", reverse("reports:built_file", args=[built.pk]), str(built))),
    ),
)


def _builder(built: BuiltReport) -> str:
    return built.built_by.full_name if built.built_by else "Hệ thống"
