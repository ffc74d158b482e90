"""What does a backup file look like, and is this one whole?

A zip: `tables/<name>.jsonl` (one JSON array for each row), `files/<name>` (as stored), and last of all
`manifest.json` with the size and SHA-256 of every other member. A file without its manifest, or with
one byte changed, is refused before anything is read from it.
"""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from base.errors import Refused

FORMAT, VERSION = "kehoach226-backup", 1
MANIFEST = "manifest.json"
TABLES, FILES = "tables/", "files/"
UNFINISHED = ".part"
BLOCK = 1024 * 1024
# Whatever a damaged zip makes the library raise.
DAMAGE = (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, KeyError, TypeError)


@dataclass(frozen=True)
class TableFacts:
    """One table: its columns in the order of the row arrays, how many rows, and a digest that no order changes."""

    table: str
    columns: list[str]
    rows: int
    digest: str


@dataclass(frozen=True)
class Member:
    size: int
    sha256: str


@dataclass
class Manifest:
    """What the archive holds; `run_id` is the BackupRun row that stands in the archive itself, unfinished."""

    made_at: str
    database: str
    migrations: list[tuple[str, str]]
    run_id: int | None = None
    tables: list[TableFacts] = field(default_factory=list)
    sequences: dict[str, int] = field(default_factory=dict)
    missing_files: list[str] = field(default_factory=list)
    members: dict[str, Member] = field(default_factory=dict)

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)

    @property
    def file_names(self) -> list[str]:
        """Names of the stored files, relative to MEDIA_ROOT."""
        return [name.removeprefix(FILES) for name in self.members if name.startswith(FILES)]

    @property
    def counts(self) -> dict[str, int]:
        """Rows of each table, and "files"."""
        return {facts.table: facts.rows for facts in self.tables} | {"files": len(self.file_names)}

    @property
    def row_count(self) -> int:
        return sum(facts.rows for facts in self.tables)


class Writer:
    """Writes an archive member by member; only `finish` makes it one."""

    def __init__(self, stream: IO[bytes], manifest: Manifest) -> None:
        self.manifest = manifest
        self._zip = ZipFile(stream, "w", allowZip64=True)

    @contextmanager
    def member(self, name: str, *, compress: bool = True) -> Iterator[Callable[[bytes], None]]:
        """Yields a function that takes the member's bytes, block by block."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(self._info(name, compress=compress), "w", force_zip64=True) as out:

            def write(block: bytes) -> None:
                nonlocal size
                out.write(block)
                digest.update(block)
                size += len(block)

            yield write
        self.manifest.members[name] = Member(size=size, sha256=digest.hexdigest())

    def finish(self) -> None:
        text = json.dumps({"format": FORMAT, "version": VERSION, **asdict(self.manifest)}, ensure_ascii=False, indent=1)
        self._zip.writestr(self._info(MANIFEST, compress=True), text.encode())
        self._zip.close()

    def _info(self, name: str, *, compress: bool) -> ZipInfo:
        info = ZipInfo(name, date_time=self.manifest.moment.timetuple()[:6])
        info.compress_type = ZIP_DEFLATED if compress else ZIP_STORED
        info.external_attr = 0o600 << 16
        return info


class Archive:
    """A whole archive, open for reading."""

    def __init__(self, opened: ZipFile, manifest: Manifest) -> None:
        self._zip = opened
        self.manifest = manifest

    def lines(self, table: str) -> Iterator[bytes]:
        """The rows of a table as they stand in the file, without the line ends."""
        with self._zip.open(f"{TABLES}{table}.jsonl") as stream:
            for line in stream:
                yield line.rstrip(b"\n")

    def blocks(self, file_name: str) -> Iterator[bytes]:
        with self._zip.open(FILES + file_name) as stream:
            while block := stream.read(BLOCK):
                yield block


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a backup after reading every byte of it against the manifest; Refused with a sentence if it is not whole."""
    if path.name.endswith(UNFINISHED):
        raise Refused(f"{path} là bản sao lưu chưa làm xong (bị ngắt giữa chừng), không dùng để khôi phục được.")
    if not path.is_file():
        raise Refused(f"Không có tệp {path}. Hãy kiểm tra lại đường dẫn.")
    with checked_archive(path) as archive:
        yield archive


@contextmanager
def checked_archive(path: Path) -> Iterator[Archive]:
    """The same for a file that is still called unfinished, because it is just being verified."""
    try:
        opened = ZipFile(path)
    except DAMAGE as error:
        raise Refused(
            f"{path.name} không phải là bản sao lưu của phần mềm này, hoặc đã bị cắt cụt. Hãy dùng bản khác."
        ) from error
    with opened:
        try:
            manifest = _read_manifest(opened)
            damaged = _first_damaged(opened, manifest)
        except DAMAGE as error:
            raise Refused(f"{path.name} thiếu hoặc hỏng bảng kê nội dung. Hãy dùng bản khác.") from error
        if damaged:
            raise Refused(
                f"{path.name} đã hỏng: phần “{damaged}” không khớp với bảng kê nội dung. Hãy dùng bản sao lưu khác."
            )
        yield Archive(opened, manifest)


def _read_manifest(opened: ZipFile) -> Manifest:
    facts: dict[str, Any] = json.loads(opened.read(MANIFEST))
    if facts.pop("format") != FORMAT:
        raise ValueError("another format")
    if facts.pop("version") > VERSION:
        raise Refused("Bản sao lưu này do phiên bản phần mềm mới hơn tạo ra. Hãy nâng cấp phần mềm trước.")
    facts["tables"] = [TableFacts(**table) for table in facts["tables"]]
    facts["members"] = {name: Member(**member) for name, member in facts["members"].items()}
    facts["migrations"] = [(app, name) for app, name in facts["migrations"]]
    return Manifest(**facts)


def _first_damaged(opened: ZipFile, manifest: Manifest) -> str | None:
    """The name of the first member that is missing, too many, unsafe or changed; None if all is well."""
    names = [info.filename for info in opened.infolist() if info.filename != MANIFEST]
    wanted = set(manifest.members) | {f"{TABLES}{facts.table}.jsonl" for facts in manifest.tables}
    if len(names) != len(set(names)) or set(names) != wanted:
        return next(iter(sorted(set(names) ^ wanted)), MANIFEST)
    for name, member in manifest.members.items():
        parts = PurePosixPath(name).parts
        if name.startswith("/") or ".." in parts:
            return name
        try:
            if _facts_of(opened, name) != member:
                return name
        except DAMAGE:
            return name
    return None


def _facts_of(opened: ZipFile, name: str) -> Member:
    digest, size = hashlib.sha256(), 0
    with opened.open(name) as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
            size += len(block)
    return Member(size=size, sha256=digest.hexdigest())
