"""Which files may stand as evidence, judged by name and by what is inside?

Both must agree: a program renamed to .pdf is refused, and so is a document with macros or a password. Of
pictures the content alone counts: phones and messengers name a HEIC or WebP "x.jpg", and such a photo is
taken under its right name.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from base.text import clean_line
from tasks.rules.office_files import FileNotAccepted, compound, package

MOST_FILES = 40
HEAD = 4096
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_TIFF_MAGIC = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_OFFICE = "application/vnd.openxmlformats-officedocument."
_NAME_LENGTH = 150

ACCEPTED = "PDF, Word, Excel, PowerPoint hoặc ảnh (JPG, PNG, HEIC, WebP, TIFF)"


@dataclass(frozen=True)
class AcceptedFile:
    """The name and content type under which a file is kept."""

    name: str
    content_type: str


def _pdf(stream: IO[bytes]) -> bool:
    # Readers forgive what stands before the mark; only blanks may, or a program could hide there.
    return _head(stream).lstrip(b"\xef\xbb\xbf\x00\t\n\x0c\r ").startswith(b"%PDF-")


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


def _tiff(stream: IO[bytes]) -> bool:
    return _head(stream).startswith(_TIFF_MAGIC)


Judge = Callable[[IO[bytes]], bool]
# The endings of a kind, the usual one first.
_PICTURES: dict[tuple[str, ...], tuple[str, Judge]] = {
    (".jpg", ".jpeg", ".jfif"): ("image/jpeg", _jpg),
    (".png",): ("image/png", _png),
    (".heic", ".heif"): ("image/heic", _heic),
    (".webp",): ("image/webp", _webp),
    (".tif", ".tiff"): ("image/tiff", _tiff),
}
_DOCUMENTS: dict[str, tuple[str, Judge]] = {
    ".pdf": ("application/pdf", _pdf),
    ".docx": (f"{_OFFICE}wordprocessingml.document", package("word/document.xml")),
    ".xlsx": (f"{_OFFICE}spreadsheetml.sheet", package("xl/workbook.xml")),
    ".pptx": (f"{_OFFICE}presentationml.presentation", package("ppt/presentation.xml")),
    ".doc": ("application/msword", compound("WordDocument")),
    ".xls": ("application/vnd.ms-excel", compound("Workbook", "Book")),
    ".ppt": ("application/vnd.ms-powerpoint", compound("PowerPoint Document")),
}
PICTURE_EXTENSIONS = tuple(extension for extensions in _PICTURES for extension in extensions)
EXTENSIONS = (*_DOCUMENTS, *PICTURE_EXTENSIONS)


def accept_file(raw_name: str, size: int, most_bytes: int, stream: IO[bytes]) -> AcceptedFile:
    """What a file is kept as, its name made harmless; raises FileNotAccepted with a sentence otherwise."""
    name = safe_name(raw_name)
    if size == 0:
        raise FileNotAccepted(f"“{name}” là tệp rỗng. Chọn lại tệp.")
    if size > most_bytes:
        raise FileNotAccepted(f"“{name}” lớn hơn {most_bytes >> 20} MB. Giảm dung lượng, hoặc ghi số, ký hiệu văn bản.")
    extension = PurePosixPath(name).suffix.casefold()
    if extension not in EXTENSIONS:
        raise FileNotAccepted(f"Không nhận tệp loại này (“{name}”). Chọn tệp {ACCEPTED}.")
    if _head(stream).startswith(_PROGRAMS):
        raise FileNotAccepted(f"“{name}” là một chương trình được đặt tên {extension}, không được nhận. Chọn đúng tệp.")
    if extension in PICTURE_EXTENSIONS:
        return _picture(name, extension, stream)
    content_type, matches = _DOCUMENTS[extension]
    if not matches(stream):
        raise _other_content(name, extension)
    return AcceptedFile(name, content_type)


def _picture(name: str, extension: str, stream: IO[bytes]) -> AcceptedFile:
    for extensions, (content_type, matches) in _PICTURES.items():
        if matches(stream):
            right = name if extension in extensions else f"{name[: -len(extension)]}{extensions[0]}"
            return AcceptedFile(right, content_type)
    raise _other_content(name, extension)


def _other_content(name: str, extension: str) -> FileNotAccepted:
    return FileNotAccepted(f"Nội dung của “{name}” không đúng là tệp {extension}. Lưu lại đúng loại rồi thêm.")


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
