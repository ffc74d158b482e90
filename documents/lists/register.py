"""The outgoing register, declared once for page, sorting, phone, paper and workbook."""

from typing import Any

from base.lists import Cell, ListColumn, ListDeclaration, Phone, workbook_column
from documents.models import RegisterRow
from documents.pages.marks import COUNTED, UNREVIEWED, not_counted
from documents.pages.register import row_url


def _symbol(row: RegisterRow) -> Cell:
    return Cell(row.symbol, url=row_url(row))


def counted_cell(row: RegisterRow) -> Cell:
    """Whether a row counts, and why not."""
    if not row.counted:
        return Cell(not_counted(row.reason_words))
    return Cell(COUNTED, marks=() if row.is_reviewed else (UNREVIEWED,))


def _reason(row: RegisterRow) -> str:
    return "" if row.counted else row.reason_words


def _kept(name: str) -> Any:
    """A column of NĐ 30 that only the workbook prints."""
    return lambda row: getattr(row, name)


def _of_book(key: str, heading: str, width: int) -> ListColumn:
    return workbook_column(key, heading, _kept(key), width=width)


REGISTER = ListDeclaration(
    id="register",
    title="Sổ văn bản đi",
    order=("-date", "-id"),
    columns=(
        ListColumn(
            "number",
            "Số, ký hiệu",
            lambda row: row.symbol,
            cell=_symbol,
            width=18,
            sort=("number", "symbol_key", "id"),
            phone=Phone.MAIN,
            sheet_heading="Số, ký hiệu văn bản",
            css="tight",
        ),
        ListColumn(
            "date",
            "Ngày",
            lambda row: row.date,
            "date",
            14,
            sort=("date", "id"),
            starts_down=True,
            sheet_heading="Ngày tháng văn bản",
            css="num",
        ),
        ListColumn("type", "Loại", lambda row: row.type.name, sort=("type__position", "-date", "-id"), css="names"),
        ListColumn(
            "title",
            "Trích yếu",
            lambda row: row.title,
            width=60,
            share=42,
            sheet_heading="Tên loại và trích yếu nội dung văn bản",
        ),
        _of_book("signer", "Người ký", 22),
        _of_book("recipients", "Nơi nhận văn bản", 26),
        _of_book("keeper", "Đơn vị, người nhận bản lưu", 22),
        _of_book("copies", "Số lượng bản", 10),
        _of_book("sent_on", "Ngày chuyển", 12),
        _of_book("receipt", "Ký nhận", 12),
        _of_book("note", "Ghi chú", 22),
        ListColumn(
            "unit",
            "Đơn vị",
            lambda row: row.unit.name,
            cell=lambda row: row.unit.label,
            css="names",
            width=26,
            sort=("unit__sort_key", "-date", "-id"),
            sheet_heading="Đơn vị soạn thảo",
        ),
        workbook_column("class", "Nhóm", lambda row: row.get_document_class_display(), width=18),
        ListColumn(
            "counted",
            "Tính vào chỉ tiêu",
            lambda row: "Tính" if row.counted else "Không",
            cell=counted_cell,
            width=12,
            share=20,
        ),
        workbook_column("reason", "Lý do không tính", _reason, width=28),
        workbook_column("reviewed", "Đã rà", lambda row: "" if row.is_reviewed else "Chưa rà", width=10),
    ),
)
