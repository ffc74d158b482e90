"""Is this an Office file of the kind its name says, without macros and without a password?

Two makes: packages (.docx, .xlsx, .pptx: a zip of parts) and the old compound files (.doc, .xls, .ppt). What
hides in them is judged by content: a part of macros may carry any name and lie in any place, also inside a
document that was put into the document. Raises FileNotAccepted with a sentence; a file that is not of the
kind at all answers False.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import IO

import olefile

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC = b"PK\x03\x04"
MOST_PARTS = 20_000
MOST_UNPACKED = 400 << 20  # bytes of all parts together; pictures do not shrink, texts rarely tenfold
MOST_INSIDE = 60 << 20  # bytes of one document inside the document, which is read whole
DEEPEST = 3  # a document inside a document inside a document

WITH_MACROS = "Tệp có macro không được nhận. Lưu lại thành bản không có macro rồi thêm."
LOCKED = "Tệp đang đặt mật khẩu nên người nhận không mở được. Bỏ mật khẩu, lưu lại rồi thêm."
TOO_DEEP = "Tệp lồng nhiều tệp khác vào nhau nên không kiểm tra được. Tách ra thành từng tệp rồi thêm."
TOO_LARGE = "Tệp giải nén ra quá lớn nên không kiểm tra được. Lưu lại gọn hơn, hoặc xuất ra PDF rồi thêm."

_MACRO_ENDINGS = (".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".xlsb", ".pptm", ".potm", ".ppsm", ".ppam")
_HOLDERS = ("Package", "\x01Ole10Native")  # streams that hold a file put into the document
_MACRO_STORAGES = {"vba", "macros", "_vba_project", "_vba_project_cur"}
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError, RuntimeError)
# What olefile lets out of a file that only begins like a compound file.
_BROKEN_OLE = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, struct.error, RecursionError)


class FileNotAccepted(Exception):
    """The file cannot be evidence; the message is a Vietnamese sentence."""


def package(part: str) -> Callable[[IO[bytes]], bool]:
    """An Office file of the XML kind with this part."""

    def matches(stream: IO[bytes]) -> bool:
        if _begins(stream) == OLE_MAGIC:  # Office wraps a package that has a password into a compound file
            _refuse_protected_package(stream)
            return False
        if not _begins(stream).startswith(ZIP_MAGIC):
            return False
        names = {name.casefold() for name in _parts(stream, depth=0)}
        return "[content_types].xml" in names and part in names

    return matches


def compound(*streams: str) -> Callable[[IO[bytes]], bool]:
    """An Office file of the old kind that holds one of these streams."""

    def matches(stream: IO[bytes]) -> bool:
        if _begins(stream) != OLE_MAGIC:
            return False
        stream.seek(0)
        content = stream.read()
        try:
            with olefile.OleFileIO(content) as found:
                kind = next((name for name in streams if found.exists(name)), None)
                if kind is not None:
                    _refuse_macros(found)
                    _refuse_password(found, kind)
        except _BROKEN_OLE:
            return False
        return kind is not None

    return matches


# --- Packages -----------------------------------------------------------------------------------------


def _parts(stream: IO[bytes], *, depth: int) -> list[str]:
    """The names of the parts; every part has been looked into."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise FileNotAccepted(TOO_LARGE)
            for part in parts:
                _look_into(archive, part, depth)
            return [part.filename for part in parts]
    except _BROKEN_ZIP:
        return []


def _look_into(archive: zipfile.ZipFile, part: zipfile.ZipInfo, depth: int) -> None:
    name = part.filename.casefold()
    if part.flag_bits & 1:
        raise FileNotAccepted(LOCKED)
    if name.endswith(("vbaproject.bin", *_MACRO_ENDINGS)) or "/macrosheets/" in name:
        raise FileNotAccepted(WITH_MACROS)
    with archive.open(part) as opened:
        head = opened.read(len(OLE_MAGIC))
        is_list = name == "[content_types].xml"
        is_document = head == OLE_MAGIC or head.startswith(ZIP_MAGIC)
        if (is_list or is_document) and part.file_size > MOST_INSIDE:
            raise FileNotAccepted(TOO_LARGE)
        if is_list:
            kinds = (head + opened.read()).lower()
            if any(word in kinds for word in (b"macroenabled", b"vbaproject", b"macrosheet")):
                raise FileNotAccepted(WITH_MACROS)
        elif is_document:
            _look_into_embedded(head + opened.read(), depth + 1)


def _look_into_embedded(content: bytes, depth: int) -> None:
    """A document put into the document; the sentence of its refusal speaks of the whole file."""
    if depth > DEEPEST:
        raise FileNotAccepted(TOO_DEEP)
    if content.startswith(ZIP_MAGIC):
        _parts(BytesIO(content), depth=depth)
        return
    try:
        with olefile.OleFileIO(content) as found:
            _refuse_macros(found)
            inner = [found.openstream(name).read() for name in _HOLDERS if found.exists(name)]
    except _BROKEN_OLE:
        return
    for one in inner:
        starts = [place for place in map(one.find, (ZIP_MAGIC, OLE_MAGIC)) if place >= 0]
        if starts:
            _look_into_embedded(one[min(starts) :], depth + 1)


# --- Compound files -------------------------------------------------------------------------------------


def _refuse_macros(found: olefile.OleFileIO) -> None:
    """Storages of macros wherever they lie; the tables of old sheets and presentations, which name theirs."""
    for path in found.listdir(streams=True, storages=True):
        if _MACRO_STORAGES & {piece.casefold() for piece in path}:
            raise FileNotAccepted(WITH_MACROS)
    for name in ("Workbook", "Book"):
        if found.exists(name) and _has_macro_sheet(found.openstream(name).read()):
            raise FileNotAccepted(WITH_MACROS)
    if found.exists("PowerPoint Document") and _presents_macros(found.openstream("PowerPoint Document").read()):
        raise FileNotAccepted(WITH_MACROS)


def _refuse_password(found: olefile.OleFileIO, kind: str) -> None:
    if found.exists("EncryptedPackage") or found.exists("EncryptedSummary"):
        raise FileNotAccepted(LOCKED)
    content = found.openstream(kind).read()
    if kind == "WordDocument":
        is_protected = len(content) > 11 and bool(content[11] & 1)  # fEncrypted of the FIB
    elif kind in ("Workbook", "Book"):
        is_protected = any(record == _FILE_PASS for record, _ in _records(content))
    else:
        user = found.openstream("Current User").read() if found.exists("Current User") else b""
        is_protected = user[12:16] == b"\xdf\xc4\xd1\xf3"
    if is_protected:
        raise FileNotAccepted(LOCKED)


def _refuse_protected_package(stream: IO[bytes]) -> None:
    stream.seek(0)
    try:
        with olefile.OleFileIO(stream.read()) as found:
            is_protected = found.exists("EncryptedPackage")
    except _BROKEN_OLE:
        return
    if is_protected:
        raise FileNotAccepted(LOCKED)


_END, _FILE_PASS, _BOUND_SHEET = 0x000A, 0x002F, 0x0085
_MACRO_SHEETS = (0x01, 0x06)  # Excel 4 macros, a Visual Basic module


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The records (kind, data) of a workbook's first part, which names its sheets."""
    place = 0
    while place + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, place)
        if kind == _END:
            return
        yield kind, content[place + 4 : place + 4 + length]
        place += 4 + length


def _has_macro_sheet(content: bytes) -> bool:
    return any(kind == _BOUND_SHEET and len(data) > 5 and data[5] in _MACRO_SHEETS for kind, data in _records(content))


def _presents_macros(content: bytes) -> bool:
    """Does the presentation's VBAInfo record say that it has macros?"""
    header = b"\x1f\x00\xff\x03\x14\x00\x00\x00\x02\x00\x00\x04\x0c\x00\x00\x00"
    place = content.find(header)
    return place >= 0 and any(content[place + len(header) + 4 : place + len(header) + 8])


def _begins(stream: IO[bytes]) -> bytes:
    stream.seek(0)
    return stream.read(len(OLE_MAGIC))
