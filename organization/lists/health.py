"""The parts of the light, and the last backups."""

from base.lists import Cell, ListColumn, ListDeclaration, Phone
from base.marks import mark_of
from base.templatetags.ui import filesize_vi, vnmoment
from organization.models import BackupRun
from organization.rules.health import Check, backup_state

HEALTH_CHECKS = ListDeclaration(
    id="checks",
    title="Các phần được theo dõi",
    columns=(
        ListColumn("part", "Phần", lambda check: check.label, width=20, phone=Phone.MAIN, is_row_heading=True),
        ListColumn("state", "Tình trạng", lambda check: mark_of(check.status).text, cell=lambda check: _state(check)),
        ListColumn("fact", "Đo được", lambda check: check.fact, width=60),
    ),
)
BACKUPS = ListDeclaration(
    id="backups",
    title="Các lần sao lưu gần đây",
    columns=(
        ListColumn(
            "at",
            "Lúc",
            lambda run: run.at,
            "datetime",
            18,
            cell=lambda run: _moment(run),
            phone=Phone.MAIN,
            css="date",
            is_row_heading=True,
        ),
        ListColumn("result", "Kết quả", lambda run: _result(run).text.text, width=40, cell=lambda run: _result(run)),
        ListColumn(
            "size",
            "Dung lượng",
            lambda run: run.size if run.verified else None,
            "int",
            14,
            cell=lambda run: filesize_vi(run.size) if run.verified and run.size else None,
        ),
        ListColumn("files", "Số tệp", lambda run: run.counts.get("files") if run.verified else None, "int", 10),
    ),
)


def _state(check: Check) -> Cell:
    return Cell(mark_of(check.status))


def _moment(run: BackupRun) -> Cell:
    restored = f"Dữ liệu đang dùng được khôi phục từ bản này {vnmoment(run.restored_at)}" if run.restored_at else ""
    return Cell(run.at, under=restored)


def _result(run: BackupRun) -> Cell:
    return Cell(mark_of(backup_state(verified=run.verified, error=run.error)), under=run.error)
