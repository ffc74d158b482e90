"""import_register: take an outgoing register (.xlsx) into the books, all or nothing."""

from pathlib import Path

from base.errors import Refused
from base.reading.report import ImportReport
from documents.models import Book
from documents.services.register_import import RegisterWishes, import_register
from organization.management.import_command import ImportCommand
from organization.models import Unit
from organization.queries import agency_of, local_day, root_unit
from organization.rules.access import system_actor


class Command(ImportCommand):
    help = "Reads an outgoing register; without flags one changed or wrong row refuses the whole file."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--unit", metavar="CODE", help="unit of rows whose column and symbol name none")
        parser.add_argument("--book", metavar="CODE", help="book of all rows; by default that of each row's year")

    def run(self, path: Path, options) -> ImportReport:
        unit, book = _unit(options["unit"]), _book(options["book"])
        agency = book.agency if book else agency_of(unit) if unit else root_unit()
        if agency is None:
            raise Refused("Chưa có đơn vị nào. Chạy `load_plan` hoặc thêm đơn vị trước.")
        wishes = RegisterWishes(
            unit=unit,
            book=book,
            update=options["update"],
            leave_out_errors=options["leave_out_errors"],
            dry_run=options["dry_run"],
        )
        with path.open("rb") as stream:
            return import_register(
                by=system_actor(local_day()), agency=agency, stream=stream, name=path.name, wishes=wishes
            )


def _unit(code: str | None) -> Unit | None:
    if not code:
        return None
    unit = Unit.objects.filter(code__iexact=code).first()
    if unit is None:
        raise Refused(f"Không có đơn vị nào mang mã “{code}”.")
    return unit


def _book(code: str | None) -> Book | None:
    if not code:
        return None
    book = Book.objects.filter(code__iexact=code).select_related("agency").first()
    if book is None:
        held = ", ".join(Book.objects.values_list("code", flat=True)[:20]) or "chưa có sổ nào"
        raise Refused(f"Không có sổ mang mã “{code}”. Các sổ đang có: {held}.")
    return book
