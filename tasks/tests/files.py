"""Small files of every kind for tests."""

import struct
import zipfile
from io import BytesIO
from itertools import pairwise

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 64
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\x00" * 64
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64
TIFF = b"II*\x00" + b"\x00" * 64
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EXE = b"MZ\x90\x00" + b"\x00" * 64


def package(part: str, *more: str, parts: dict[str, bytes] | None = None) -> bytes:
    """An Office file of the new kind: empty parts of these names, and `parts` with their contents."""
    stream = BytesIO()
    named = dict.fromkeys(("[Content_Types].xml", part, *more), b"<x/>")
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**named, **(parts or {})}.items():
            archive.writestr(name, content)
    return stream.getvalue()


SECTOR, END, FREE, FAT, NONE = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (the old Office kind) with these streams; "Macros/VBA/dir" lies in two storages.

    Streams are filled up to the size from which they lie in sectors of their own.
    """
    entries = [("Root Entry", 5, [], b"")]
    by_path = {(): 0}
    for path, content in streams.items():
        pieces = tuple(path.split("/"))
        for depth in range(1, len(pieces) + 1):
            if pieces[:depth] not in by_path:
                by_path[pieces[:depth]] = len(entries)
                entries[by_path[pieces[: depth - 1]]][2].append(len(entries))
                is_leaf = depth == len(pieces)
                entries.append((pieces[depth - 1], 2 if is_leaf else 1, [], content.ljust(4096, b"\0") * is_leaf))
    siblings = {one: after for _, _, children, _ in entries for one, after in pairwise(children)}
    directory, sectors, chain = b"", b"", []
    for number, (name, kind, children, content) in enumerate(entries):
        size, start = len(content), END
        if kind == 2:
            start = len(chain)
            count = -(-size // SECTOR)
            chain += [*range(start + 1, start + count), END]
            sectors += content.ljust(count * SECTOR, b"\0")
        letters = name.encode("utf-16-le")
        directory += letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters) + 2, kind, 1)
        directory += struct.pack("<III", NONE, siblings.get(number, NONE), children[0] if children else NONE)
        directory += b"\0" * 36 + struct.pack("<IQ", start if kind == 2 else END * (kind == 5), size)
    directory = directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0")
    first_directory = len(chain)
    count = len(directory) // SECTOR
    chain += [*range(first_directory + 1, first_directory + count), END]
    tables = -(-(len(chain) + 1) // 127)
    table_sectors = range(len(chain), len(chain) + tables)
    chain += [FAT] * tables
    table = b"".join(struct.pack("<I", one) for one in chain).ljust(tables * SECTOR, b"\xff")
    header = OLE + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, tables, first_directory, 0, 4096, END, 0, END, 0)
    header += b"".join(struct.pack("<I", one) for one in table_sectors)
    return header.ljust(SECTOR, b"\xff") + sectors + directory + table


DOCX = package("word/document.xml")
XLSX = package("xl/workbook.xml")
DOC = compound({"WordDocument": b"\xec\xa5"})
XLS = compound({"Workbook": b"\x09\x08\x00\x00\x0a\x00\x00\x00"})
PPT = compound({"PowerPoint Document": b"\x0f"})
MSI = compound({"Icon": b"x"})
PPTX = package("ppt/presentation.xml")


def upload(name: str, content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
