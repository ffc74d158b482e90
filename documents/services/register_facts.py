"""What the reader of a register must know of the agency, gathered in a few reads."""

from datetime import date

from django.db import transaction

from base.word_keys import letters_of
from documents.models import Book, DocumentType
from documents.reading.register import RegisterFacts
from documents.rules.symbols import AgencySymbols, TypeFact, TypeTable
from organization.models import Post, Unit
from organization.reading.units import PostOfName, UnitFact, UnitNames


def type_table() -> TypeTable:
    """All known types."""
    return TypeTable(
        TypeFact(kind.code, kind.name, kind.abbreviation, kind.document_class, kind.needs_year)
        for kind in DocumentType.objects.all()
    )


def unit_names(agency: Unit, *, with_people: bool = True) -> UnitNames:
    """The units of the agency's tree, closed ones too (their rows are years old), and who worked where."""
    units = [
        UnitFact(unit.pk, unit.code, (unit.name, unit.short_name), unit.start, unit.end)
        for unit in Unit.objects.under(agency)
    ]
    posts = Post.objects.filter(unit__path__startswith=agency.path).select_related("person") if with_people else []
    return UnitNames(units, (PostOfName(post.person.full_name, post.unit_id, post.start, post.end) for post in posts))


def agency_symbols(agency: Unit, symbol: str = "") -> AgencySymbols:
    """How the agency and the units below it appear in symbols: by code, without the agency's own in front.

    Besides its own the agency answers for the symbols of its predecessors' books.
    """
    own = letters_of(symbol or agency.code)
    prefix = letters_of(agency.code)
    units: dict[str, int] = {}
    for unit_id, code in Unit.objects.under(agency).exclude(pk=agency.pk).values_list("pk", "code"):
        letters = letters_of(code)
        units[letters] = unit_id
        if letters.startswith((f"{prefix}-", f"{prefix}.", f"{prefix}_")):
            units.setdefault(letters[len(prefix) + 1 :], unit_id)
    units.pop(own, None)
    of_books = Book.objects.filter(agency=agency).exclude(symbol="").values_list("symbol", flat=True)
    return AgencySymbols(symbol or agency.code, units, frozenset({agency.code, *of_books}))


def register_facts(*, agency: Unit, today: date, unit: Unit | None = None, book: Book | None = None) -> RegisterFacts:
    """Everything `read_register` asks for."""
    return RegisterFacts(
        today=today,
        types=type_table(),
        symbols=agency_symbols(agency, book.symbol if book else ""),
        units=unit_names(agency),
        unit_id=unit.pk if unit else None,
        book_year=book.year if book else None,
    )


def book_of_year(agency: Unit, year: int) -> Book:
    """The agency's own book of a year, opened at first use; call it inside the transaction of the write."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A book is opened inside the transaction of the write.")
    book, _ = Book.objects.get_or_create(
        agency=agency, predecessor="", year=year, defaults={"code": f"{agency.code}-{year}"}
    )
    return book
