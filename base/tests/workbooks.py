"""Small workbooks for tests, honest and hostile ones."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import openpyxl


def workbook(sheets: Mapping[str, Iterable[Sequence]], *, merges: Mapping[str, Iterable[str]] | None = None, hidden=()):
    """An .xlsx in memory: rows by sheet name, merged ranges by sheet name, names of hidden sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for merged in (merges or {}).get(name, ()):
            sheet.merge_cells(merged)
        if name in hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def with_entries(source: io.BytesIO, changes: Mapping[str, bytes | None]) -> io.BytesIO:
    """The same archive with some entries replaced or added; None takes one out."""
    out = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in changes:
                new.writestr(info.filename, old.read(info.filename))
        for name, content in changes.items():
            if content is not None:
                new.writestr(name, content)
    out.seek(0)
    return out


def entry(source: io.BytesIO, name: str) -> bytes:
    with zipfile.ZipFile(source) as archive:
        return archive.read(name)
