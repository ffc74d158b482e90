"""Which files may stand as evidence, judged by name and by what is inside?

Both must agree: a program renamed to .pdf is refused, and so is a document with macros. Pictures from
phones (HEIC, WebP) are welcome.
"""

import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import IO

from base.text import clean_line

MOST_FILES = 40
HEAD = 4096
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_OFFICE = "application/vnd.openxmlformats-officedocument."
_NAME_LENGTH = 150
_MOST_ENTRIES = 5000

ACCEPTED = "PDF, Word, Excel, PowerPoint hoặc ảnh (JPG, PNG, HEIC, WebP)"


class FileNotAccepted(Exception):
    """The file cannot be evidence; the message is a Vietnamese sentence."""


def _pdf(stream: IO[bytes]) -> bool:
    return b"%PDF-" in _head(stream)[:1024]


def _jpg(stream: IO[bytes]) -> bool:
    return _head(stream).startswith(b"\xff\xd8\xff")


def _png(stream: IO[bytes]) -> bool:
    return _head(stream).startswith(b"\x89PNG\r\n\x1a\n")


def _webp(stream: IO[bytes]) -> bool:
    head = _head(stream)
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _heic(stream: IO[bytes]) -> bool:
    head = _head(stream)
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS


def _package(part: str) -> Callable[[IO[bytes]], bool]:
    """An Office file of the XML kind with this part, without macros."""

    def matches(stream: IO[bytes]) -> bool:
        if not _head(stream).startswith(b"PK\x03\x04"):
            return False
        try:
            names = zipfile.ZipFile(stream).namelist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
            return False
        lower = [name.casefold() for name in names[:_MOST_ENTRIES]]
        if any(name.endswith("vbaproject.bin") for name in lower):
            raise FileNotAccepted("Tệp có macro không được nhận. Lưu lại thành bản không có macro rồi thêm.")
        return "[content_types].xml" in lower and part in lower

    return matches


def _ole(*streams: str) -> Callable[[IO[bytes]], bool]:
    """An Office file of the old kind that holds one of these streams (their names are written in UTF-16)."""
    wanted = [name.encode("utf-16-le") for name in streams]

    def matches(stream: IO[bytes]) -> bool:
        if not _head(stream).startswith(_OLE_MAGIC):
            return False
        stream.seek(0)
        content = stream.read()
        return any(name in content for name in wanted)

    return matches


_KINDS: dict[str, tuple[str, Callable[[IO[bytes]], bool]]] = {
    ".pdf": ("application/pdf", _pdf),
    ".docx": (f"{_OFFICE}wordprocessingml.document", _package("word/document.xml")),
    ".xlsx": (f"{_OFFICE}spreadsheetml.sheet", _package("xl/workbook.xml")),
    ".pptx": (f"{_OFFICE}presentationml.presentation", _package("ppt/presentation.xml")),
    ".doc": ("application/msword", _ole("WordDocument")),
    ".xls": ("application/vnd.ms-excel", _ole("Workbook", "Book")),
    ".ppt": ("application/vnd.ms-powerpoint", _ole("PowerPoint Document")),
    ".jpg": ("image/jpeg", _jpg),
    ".jpeg": ("image/jpeg", _jpg),
    ".png": ("image/png", _png),
    ".heic": ("image/heic", _heic),
    ".heif": ("image/heic", _heic),
    ".webp": ("image/webp", _webp),
}
EXTENSIONS = tuple(_KINDS)


def content_type_of(name: str, size: int, most_bytes: int, stream: IO[bytes]) -> str:
    """The content type of a file that may be stored; raises FileNotAccepted with a sentence otherwise."""
    if size == 0:
        raise FileNotAccepted(f"“{name}” là tệp rỗng. Chọn lại tệp.")
    if size > most_bytes:
        raise FileNotAccepted(f"“{name}” lớn hơn {most_bytes >> 20} MB. Giảm dung lượng, hoặc ghi số, ký hiệu văn bản.")
    extension = PurePosixPath(name).suffix.casefold()
    if extension not in _KINDS:
        raise FileNotAccepted(f"Không nhận tệp loại này (“{name}”). Chọn tệp {ACCEPTED}.")
    content_type, matches = _KINDS[extension]
    stream.seek(0)
    if not matches(stream):
        raise FileNotAccepted(f"Nội dung của “{name}” không đúng là tệp {extension}. Lưu lại đúng loại rồi thêm.")
    return content_type


def safe_name(raw: str) -> str:
    """The name a person knows the file by: no folders, no invisible or direction-turning signs, not too long."""
    line = clean_line(raw.replace("\\", "/").rsplit("/", 1)[-1])
    visible = "".join(char for char in line if unicodedata.category(char) not in ("Cc", "Cf", "Co", "Cs"))
    path = PurePosixPath(visible.strip(" ."))
    stem, suffix = path.stem or "tep", path.suffix
    return f"{stem[: _NAME_LENGTH - len(suffix)]}{suffix}"


def _head(stream: IO[bytes]) -> bytes:
    stream.seek(0)
    return stream.read(HEAD)
