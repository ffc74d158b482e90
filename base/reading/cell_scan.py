"""How far do the cells of a workbook reach, and how much text do they hold?

calamine lays a sheet out as one full rectangle with a copy of each text: one far cell, or a million
cells that share one long text, make it ask for more memory than there is and abort the process. So
every cell reference is looked at first, streamed, and never the `<dimension>` a file claims.
"""

import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from base.reading.errors import FileRefused
from base.reading.gate import LIMITS, RESAVE, Archive, Limits

_COLUMN = re.compile(r"[A-Z]{1,3}")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_LONGEST_TOKEN = 1 << 20  # expat holds a tag, comment or attribute whole until it ends
_STYLE_SECTIONS = frozenset(
    {"numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "extLst"}
)
_NAMELESS_SHEET_TYPES = ("dialogsheet", "macrosheet")


@dataclass
class SheetFacts:
    """One sheet as the workbook lists it; `rows` and `columns` bound the cells that hold something.

    `formulas` and `error_values` say which cells readers show as empty though they are not (a formula
    without its stored value; #REF! and the like): row number → one bit a column, A the lowest.
    """

    name: str
    entry: str
    is_visible: bool
    rows: int = 0
    columns: int = 0
    formulas: dict[int, int] = field(default_factory=dict)
    error_values: dict[int, int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    struck_rows: set[int] = field(default_factory=set)


@dataclass
class WorkbookFacts:
    sheets: list[SheetFacts] = field(default_factory=list)
    uses_1904: bool = False


def scan_workbook(archive: Archive, *, limits: Limits = LIMITS) -> WorkbookFacts:
    """Sheets in order with the reach of their cells. Raises FileRefused where a limit is passed."""
    _refuse_macro_types(archive)
    facts = _read_workbook_part(archive, limits)
    texts = _shared_texts(archive, limits)
    struck_styles = _struck_styles(archive, limits)
    budget = _Budget(limits)
    for sheet in facts.sheets:
        if sheet.entry:
            _SheetScan(sheet, texts, struck_styles, budget).run(archive)
    return facts


def _parse(archive: Archive, entry: str, *, start: Callable, text: Callable | None = None) -> None:
    """Stream one XML entry through expat; handlers get the names of tags as written, prefix and all."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    if text:
        parser.CharacterDataHandler = text

    def refuse_doctype(*_: Any) -> None:
        raise FileRefused(f"Tệp khai báo kiểu lạ bên trong, không mở. {RESAVE}")

    parser.StartDoctypeDeclHandler = refuse_doctype
    fed = 0
    try:
        for chunk in archive.chunks(entry):
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > _LONGEST_TOKEN:
                raise FileRefused(f"Tệp có nội dung bất thường bên trong, không mở. {RESAVE}")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise FileRefused(f"Tệp hỏng, không đọc được. {RESAVE}") from error


def _refuse_macro_types(archive: Archive) -> None:
    def start(name: str, attributes: Any) -> None:
        if "macroenabled" in attributes.get("ContentType", "").casefold():
            raise FileRefused(f"Tệp có macro không được nhận. {RESAVE}")

    _parse(archive, "[content_types].xml", start=start)


def _read_workbook_part(archive: Archive, limits: Limits) -> WorkbookFacts:
    targets: dict[str, str] = {}

    def relation(name: str, attributes: Any) -> None:
        if _local(name) == "Relationship" and "Id" in attributes:
            kind = attributes.get("Type", "").rpartition("/")[2].casefold()
            if kind in _NAMELESS_SHEET_TYPES or kind.endswith("macrosheet"):
                raise FileRefused(f"Tệp có macro không được nhận. {RESAVE}")
            targets[attributes["Id"]] = attributes.get("Target", "")

    relations = "xl/_rels/workbook.xml.rels"
    if relations not in archive:
        raise FileRefused(f"Tệp hỏng, không đọc được. {RESAVE}")
    _parse(archive, relations, start=relation)
    facts = WorkbookFacts()

    def start(name: str, attributes: Any) -> None:
        if _local(name) == "workbookPr":
            facts.uses_1904 = attributes.get("date1904", "") in {"1", "true"}
        elif _local(name) == "sheet" and "sheetId" in attributes:
            relation_id = next((value for key, value in attributes.items() if _local(key) == "id"), "")
            facts.sheets.append(
                SheetFacts(
                    attributes.get("name", ""),
                    _entry_of(targets.get(relation_id, ""), archive),
                    attributes.get("state", "visible") == "visible",
                )
            )

    _parse(archive, "xl/workbook.xml", start=start)
    names = [sheet.name for sheet in facts.sheets]
    if len(set(names)) < len(names) or len(names) > limits.sheets:
        raise FileRefused(f"Tệp có danh sách trang tính bất thường, không mở. {RESAVE}")
    return facts


def _entry_of(target: str, archive: Archive) -> str:
    """The archive entry a relationship points to; refuses paths that readers resolve in different ways."""
    if not target:
        raise FileRefused(f"Tệp hỏng, không đọc được. {RESAVE}")
    path = target.removeprefix("/") if target.startswith("/") else f"xl/{target.removeprefix('xl/')}"
    if ".." in path or "\\" in path or not path.isascii() or path not in archive:
        raise FileRefused(f"Tệp hỏng, không đọc được. {RESAVE}")
    return path


@dataclass
class _SharedTexts:
    """Letters of each shared text by index, and the indexes of those struck through."""

    lengths: array = field(default_factory=lambda: array("q"))
    struck: set[int] = field(default_factory=set)


def _shared_texts(archive: Archive, limits: Limits) -> _SharedTexts:
    texts = _SharedTexts()
    lengths = texts.lengths
    total = 0
    entry = next((name for name in archive.names if name.rpartition("/")[2] == "sharedstrings.xml"), None)
    if entry is None:
        return texts

    def start(name: str, attributes: Any) -> None:
        if _local(name) == "si":
            lengths.append(0)
            if len(lengths) > limits.cells:
                raise _too_much(limits)
        elif _local(name) == "strike" and _is_on(attributes):
            texts.struck.add(len(lengths) - 1)

    def text(data: Any) -> None:
        nonlocal total
        if lengths:
            lengths[-1] += len(data)
        total += len(data)
        if total > limits.letters:
            raise _too_much(limits)

    _parse(archive, entry, start=start, text=text)
    return texts


def _struck_styles(archive: Archive, limits: Limits) -> frozenset[str]:
    """The numbers of cell styles whose font is struck through, as cells write them."""
    entry = next((name for name in archive.names if name.rpartition("/")[2] == "styles.xml"), None)
    if entry is None:
        return frozenset()
    section = ""
    fonts = styles = 0
    struck_fonts: set[int] = set()
    struck: set[str] = set()

    def start(name: str, attributes: Any) -> None:
        nonlocal section, fonts, styles
        name = _local(name)
        if name in _STYLE_SECTIONS:
            section = name
        elif section == "fonts" and name == "font":
            fonts += 1
        elif section == "fonts" and name == "strike" and _is_on(attributes):
            struck_fonts.add(fonts - 1)
        elif section == "cellXfs" and name == "xf":
            font = attributes.get("fontId", "")
            if font.isdecimal() and len(font) < 7 and int(font) in struck_fonts:
                struck.add(str(styles))
            styles += 1
        if fonts > limits.cells or styles > limits.cells:
            raise _too_much(limits)

    _parse(archive, entry, start=start)
    return frozenset(struck)


def _is_on(attributes: dict[str, str]) -> bool:
    return attributes.get("val", "1") not in {"0", "false"}


class _Budget:
    """What all sheets of one file may use together."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.cells = 0
        self.letters = 0

    def spend(self, *, letters: int) -> None:
        self.letters += letters
        if self.letters > self.limits.letters:
            raise _too_much(self.limits)


class _SheetScan:
    """Walks the cells of one sheet; positions left out are reckoned as readers do, one after the other.

    Called for every tag of the sheet, a million times for a large register: hence the plain fields,
    the cache of column letters, and no handler for closing tags.
    """

    def __init__(self, sheet: SheetFacts, texts: _SharedTexts, struck_styles: frozenset[str], budget: _Budget) -> None:
        self.sheet = sheet
        self.text_lengths = texts.lengths
        self.struck_texts = texts.struck
        self.struck_styles = struck_styles
        self.budget = budget
        self.row = self.column = 0
        self.touched_rows = self.touched_columns = 0
        self.merges = 0
        self.claimed = ""
        self.is_counted = True
        self.in_value = self.is_shared = False
        self.is_formula = self.has_value = self.is_text = self.is_struck = False
        self.columns: dict[str, int] = {}

    def run(self, archive: Archive) -> None:
        _parse(archive, self.sheet.entry, start=self.start, text=self.text)
        self._end_formula()
        if self.sheet.rows * self.sheet.columns > self.budget.limits.cells:
            raise _too_much(self.budget.limits)
        self._compare_with_claim()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            if self.is_formula:
                self._end_formula()
            self._place(attributes.get("r"))
            self.is_counted = self.in_value = False
            kind = attributes.get("t")
            self.is_shared = kind == "s"
            self.is_text = kind == "str"
            if self.struck_styles:
                self.is_struck = attributes.get("s") in self.struck_styles
            if kind == "e":
                self._mark(self.sheet.error_values)
        elif name == "v":
            self.in_value = True
            if self.is_text:  # an empty text is what the formula gave
                self.has_value = True
            if not self.is_counted:
                self._hold_something()
        elif name == "row":
            if self.is_formula:
                self._end_formula()
            number = attributes.get("r")
            self.row = self._number(number) if number is not None else self.row + 1
            self.column = 0
            if attributes.get("hidden") in {"1", "true"} and self.row <= self.budget.limits.rows:
                self.sheet.hidden_rows.add(self.row)
        elif name in {"is", "f", "t"}:
            self.in_value = name != "f"
            if not self.in_value:
                self.is_formula, self.has_value = True, False
            if not self.is_counted:
                self._hold_something()
        elif name == "strike" and _is_on(attributes):  # a text that stands in the cell itself
            self.sheet.struck_rows.add(self.row)
        elif name == "dimension":
            self.claimed = attributes.get("ref", "")
        elif name == "mergeCell":
            self.merges += 1
            if self.merges > self.budget.limits.merges:
                raise _too_much(self.budget.limits)
        elif ":" in name:
            self.start(_local(name), attributes)

    def text(self, data: str) -> None:
        if not self.in_value:
            return
        self.has_value = True
        if not self.is_shared:
            self.budget.spend(letters=len(data))
        elif data.isdecimal() and len(data) < 9 and int(data) < len(self.text_lengths):
            self.budget.spend(letters=self.text_lengths[int(data)])
            if self.struck_texts and int(data) in self.struck_texts:
                self.sheet.struck_rows.add(self.row)

    def _end_formula(self) -> None:
        if self.is_formula and not self.has_value:
            self._mark(self.sheet.formulas)
        self.is_formula = False

    def _mark(self, rows: dict[int, int]) -> None:
        if 0 < self.row <= self.budget.limits.rows and 0 < self.column <= self.budget.limits.columns:
            rows[self.row] = rows.get(self.row, 0) | 1 << (self.column - 1)

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
        else:
            letters = reference.rstrip("0123456789")
            column = self.columns.get(letters)
            if column is None:
                if not _COLUMN.fullmatch(letters):
                    raise FileRefused(f"Tệp hỏng, không đọc được. {RESAVE}")
                column = self.columns[letters] = column_number(letters)
            self.column = column
            self.row = self._number(reference[len(letters) :])
        if self.row > self.touched_rows:
            self.touched_rows = self.row
        if self.column > self.touched_columns:
            self.touched_columns = self.column

    def _number(self, text: str) -> int:
        if not 0 < len(text) <= 7 or not text.isascii() or not text.isdecimal():
            raise FileRefused(f"Tệp hỏng, không đọc được. {RESAVE}")
        return int(text)

    def _hold_something(self) -> None:
        limits = self.budget.limits
        if self.row > limits.rows or self.column > limits.columns:
            raise FileRefused(
                f"Trang tính “{self.sheet.name}” có ô {column_letters(self.column)}{self.row} nằm quá xa (một bảng có "
                f"tối đa {limits.rows} dòng, {limits.columns} cột). Xóa các ô nằm ngoài bảng, hoặc chép riêng bảng "
                "sang tệp mới."
            )
        self.is_counted = True
        if self.is_struck:
            self.sheet.struck_rows.add(self.row)
        self.budget.cells += 1
        if self.budget.cells > limits.cells:
            raise _too_much(limits)
        if self.row > self.sheet.rows:
            self.sheet.rows = self.row
        if self.column > self.sheet.columns:
            self.sheet.columns = self.column

    def _compare_with_claim(self) -> None:
        """Refuse a sheet whose claimed range leaves out cells it has, or reaches where it has none.

        A lone "A1" is what several exporters write for "not reckoned", and says nothing false.
        """
        _, colon, last = self.claimed.replace("$", "").partition(":")
        match = _REFERENCE.fullmatch(last)
        if not colon or not match:
            return
        columns, rows = column_number(match[1]), int(match[2])
        limits = self.budget.limits
        leaves_out = rows < self.sheet.rows or columns < self.sheet.columns
        reaches_nowhere = (rows > limits.rows and self.touched_rows <= limits.rows) or (
            columns > limits.columns and self.touched_columns <= limits.columns
        )
        if leaves_out or reaches_nowhere:
            raise FileRefused(
                f"Trang tính “{self.sheet.name}” khai vùng dữ liệu {self.claimed} không đúng với các ô đang có, "
                f"nên có thể đọc sót dòng. {RESAVE}"
            )


def _local(name: str) -> str:
    """The name of a tag or attribute without its namespace prefix."""
    return name.rpartition(":")[2]


def column_number(letters: str) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _too_much(limits: Limits) -> FileRefused:
    return FileRefused(
        f"Tệp chứa quá nhiều dữ liệu cho một lần nhập (tối đa {limits.cells} ô). Hãy chia thành nhiều tệp."
    )
