"""May this file be opened at all? Decided on the zip directory, before anything is unpacked.

A small workbook can unpack to hundreds of megabytes or make a reader ask for hundreds of gigabytes,
so the limits come first and every byte that is unpacked later is counted against them.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from base.reading.errors import FileRefused

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
CHUNK = 1 << 16
RATIO_MATTERS_FROM = 1 << 20  # a short file of repeated tags may well shrink a hundredfold

RESAVE = "Mở bằng Excel, chọn Lưu thành (Save As) “Excel Workbook (*.xlsx)”, rồi tải lên tệp mới."


@dataclass(frozen=True)
class Limits:
    """What one workbook may ask of the server; a register of an agency's year stays far below."""

    file_bytes: int = 30 << 20
    entries: int = 1000
    unpacked_bytes: int = 160 << 20
    ratio: int = 150
    rows: int = 100_000
    columns: int = 100
    cells: int = 1_500_000
    letters: int = 40_000_000
    merges: int = 50_000
    sheets: int = 200


LIMITS = Limits()


class Archive:
    """A workbook whose directory has passed the gate; unpacks entries in chunks, counting what comes out."""

    def __init__(self, stream: BinaryIO, entries: dict[str, zipfile.ZipInfo]) -> None:
        self._stream = stream
        self._entries = entries

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._entries

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of one entry. Refuses an entry that unpacks to another size than the directory says."""
        info = self._entries[name.casefold()]
        self._stream.seek(info.header_offset)
        header = self._stream.read(30)
        if len(header) < 30 or header[:4] != ZIP_MAGIC:
            raise _broken()
        name_length, extra_length = struct.unpack("<HH", header[26:30])
        self._stream.seek(info.header_offset + 30 + name_length + extra_length)
        unpacked = 0
        for chunk in self._unpack(info):
            unpacked += len(chunk)
            if unpacked > info.file_size:
                raise FileRefused(f"Tệp khai gian kích thước bên trong, không mở. {RESAVE}")
            yield chunk
        if unpacked != info.file_size:
            raise _broken()

    def _unpack(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        packed_left = info.compress_size
        inflater = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
        while packed_left > 0:
            packed = self._stream.read(min(CHUNK, packed_left))
            if not packed:
                raise _broken()
            packed_left -= len(packed)
            if inflater is None:
                yield packed
                continue
            try:
                # Output is taken in bounded pieces: one packed chunk may unpack a thousandfold.
                while chunk := inflater.decompress(packed, CHUNK):
                    packed = inflater.unconsumed_tail
                    yield chunk
            except zlib.error as error:
                raise _broken() from error


def open_archive(stream: BinaryIO, *, name: str = "", limits: Limits = LIMITS) -> Archive:
    """The archive of an .xlsx whose directory is within the limits.

    `name` is the file's name as the person knows it. Raises FileRefused with a sentence for anything
    that is no plain .xlsx: other kinds, encrypted, with macros, broken, too large unpacked.
    """
    stream.seek(0, 2)
    size = stream.tell()
    stream.seek(0)
    if size == 0:
        raise FileRefused("Tệp rỗng, không có gì để đọc.")
    if size > limits.file_bytes:
        raise FileRefused(f"Tệp lớn hơn {limits.file_bytes >> 20} MB. Hãy chia sổ thành nhiều tệp.")
    _check_kind(stream, name)
    try:
        infos = zipfile.ZipFile(stream).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError) as error:
        raise _broken() from error
    if len(infos) > limits.entries:
        raise FileRefused(f"Tệp chứa quá {limits.entries} phần bên trong, không phải sổ bình thường. {RESAVE}")
    entries: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        key = info.filename.replace("\\", "/").lstrip("/").casefold()
        if key in entries:
            raise _broken()
        if info.flag_bits & 0x1:
            raise FileRefused("Tệp đặt mật khẩu. Bỏ mật khẩu rồi tải lên lại.")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _broken()
        entries[key] = info
    _check_content(entries)
    _check_size(entries, size, limits)
    return Archive(stream, entries)


def _check_kind(stream: BinaryIO, name: str) -> None:
    head = stream.read(8)
    if head == OLE_MAGIC:
        rest = stream.read()
        stream.seek(0)
        if ENCRYPTED_STREAM in rest:
            raise FileRefused("Tệp đặt mật khẩu. Bỏ mật khẩu rồi tải lên lại.")
        raise FileRefused(f"Tệp kiểu cũ (.xls) không được nhận. {RESAVE}")
    stream.seek(0)
    if head[:4] != ZIP_MAGIC:
        raise FileRefused(f"Đây không phải tệp Excel .xlsx. {RESAVE}")
    if name.casefold().endswith((".xlsm", ".xltm", ".xlam")):
        raise _macros()


def _check_content(entries: dict[str, zipfile.ZipInfo]) -> None:
    macro_folders = ("xl/macrosheets/", "xl/dialogsheets/")
    if any(key.endswith("vbaproject.bin") or key.startswith(macro_folders) for key in entries):
        raise _macros()
    if "xl/workbook.bin" in entries:
        raise FileRefused(f"Tệp kiểu nhị phân (.xlsb) không được nhận. {RESAVE}")
    if "xl/workbook.xml" not in entries or "[content_types].xml" not in entries:
        raise FileRefused(f"Đây không phải tệp Excel .xlsx. {RESAVE}")


def _check_size(entries: dict[str, zipfile.ZipInfo], size: int, limits: Limits) -> None:
    unpacked = sum(info.file_size for info in entries.values())
    too_dense = any(
        info.file_size > RATIO_MATTERS_FROM and info.file_size > limits.ratio * max(info.compress_size, 1)
        for info in entries.values()
    )
    if unpacked > limits.unpacked_bytes or too_dense or unpacked > RATIO_MATTERS_FROM + limits.ratio * size:
        raise FileRefused(
            f"Tệp bung ra {unpacked >> 20} MB, quá lớn so với một sổ bình thường nên không mở. "
            "Sao chép riêng bảng dữ liệu sang một tệp mới rồi tải lên."
        )


def _broken() -> FileRefused:
    return FileRefused(f"Tệp hỏng, không đọc được. {RESAVE}")


def _macros() -> FileRefused:
    return FileRefused(f"Tệp có macro không được nhận. {RESAVE}")
