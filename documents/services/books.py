"""Opening the book of a predecessor, whose numbers ran on their own."""

from django.db import IntegrityError, transaction

from base.errors import Forbidden, Refused
from documents.models import Book
from documents.rules.register_access import can_keep_register
from organization.models import Unit
from organization.rules.access import Actor
from organization.services.audit import record


@transaction.atomic
def open_book(*, by: Actor, agency: Unit, code: str, predecessor: str, year: int, symbol: str = "") -> Book:
    """A book for the numbers of an agency that is no more; the agency's own books open by themselves."""
    post = can_keep_register(by, agency.path)
    if post is None:
        raise Forbidden("Chỉ văn thư và Văn phòng được mở sổ.")
    book = Book(agency=agency, code=code, predecessor=predecessor, year=year, symbol=symbol)
    try:
        with transaction.atomic():
            book.save()
    except IntegrityError:
        raise Refused("Đã có sổ mang mã này, hoặc sổ của cơ quan và năm này.", field="code") from None
    record(
        by=by,
        post=post,
        action="register.open_book",
        subject=book,
        unit=agency,
        summary=f"mở sổ {code}",
        after={"predecessor": predecessor, "year": year},
    )
    return book
