"""The kind of file this app reads: the outgoing register."""

from base.reading.report import ImportReport
from documents.models import Book
from documents.rules.document_rights import DocumentRight
from documents.services.register_import import REGISTER, RegisterWishes, import_register
from organization.models import Unit
from organization.rules.import_kinds import HandedIn, ImportKind, register_import


def read(given: HandedIn) -> ImportReport:
    """`options`: `unit` and `book` (ids or None), `update`."""
    books = Book.objects.select_related("agency")
    return import_register(
        by=given.by,
        agency=given.agency,
        stream=given.stream,
        name=given.name,
        wishes=RegisterWishes(
            unit=Unit.objects.filter(pk=given.options.get("unit")).first(),
            book=books.filter(pk=given.options.get("book"), agency=given.agency).first(),
            update=bool(given.options.get("update")),
            leave_out_errors=given.leave_out_errors,
            dry_run=given.dry_run,
        ),
        source=given.source,
        progress=given.progress,
    )


register_import(
    ImportKind(
        key=REGISTER,
        label="sổ văn bản đi",
        right=DocumentRight.KEEP_REGISTER,
        refusal="Chỉ văn thư và Văn phòng được nhập sổ văn bản đi.",
        read=read,
        pages="documents:import",
        rows_url_name="documents:register",
        rows_label="Sổ văn bản đi",
        field_words={
            " (--unit)": " ở ô “Đơn vị soạn thảo của các dòng không ghi đơn vị”",
            "chọn cập nhật (--update)": "đánh dấu ô “Dòng khác với dòng đã có thì lấy theo tệp” khi tải tệp lên",
        },
    )
)
