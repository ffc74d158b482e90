"""What does a shipped or hand-written YAML file say, and on which line is it wrong?

The reader walks the nodes of a document (never Python objects), so that every complaint carries the
line a person has to look at. It collects all complaints before it refuses the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml

from base.errors import Refused
from base.text import clean_line

_STR = "tag:yaml.org,2002:str"
_NULL = "tag:yaml.org,2002:null"
_BOOL = "tag:yaml.org,2002:bool"
_INT = "tag:yaml.org,2002:int"
_FLOAT = "tag:yaml.org,2002:float"
_DATE = "tag:yaml.org,2002:timestamp"

MAX_CHARACTERS = 1_000_000

# libyaml reads the same language some forty times faster where the wheel brings it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, order=True)
class Problem:
    """One complaint: the line of the file (1 = first; 0 = the file as a whole) and a Vietnamese sentence."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"Dòng {self.line}: {self.message}" if self.line else f"Cả tệp: {self.message}"


class BrokenFile(Refused):
    """The file is refused as a whole; `problems` lists every complaint in the order of the lines."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass
class Entry:
    """One mapping of the file. Every getter notes a problem and answers a harmless value when the file is wrong."""

    node: yaml.MappingNode
    name: str
    problems: list[Problem]
    values: dict[str, yaml.Node] = field(default_factory=dict)

    @property
    def line(self) -> int:
        return line_of(self.node)

    def line_of(self, key: str) -> int:
        """The line of the value of `key`, or of the whole entry where the key is missing."""
        return line_of(self.values[key]) if key in self.values else self.line

    def complain(self, message: str, key: str = "") -> None:
        self.problems.append(Problem(self.line_of(key), message))

    def has(self, key: str) -> bool:
        return key in self.values

    def allow_only(self, *keys: str) -> None:
        """Complain about every key that is not one of `keys`."""
        for key_node, _ in self.node.value:
            key = getattr(key_node, "value", "")
            if key not in keys:
                message = f"{self.name}: không có khóa “{key}”; các khóa được dùng: {', '.join(keys)}."
                self.problems.append(Problem(line_of(key_node), message))

    def text(self, key: str, *, optional: bool = False, blank: bool = False, longest: int = 300) -> str:
        """One line of NFC text, at most `longest` characters. `optional`: the key may be missing or null;
        `blank`: the text may be empty."""
        node = self._scalar(key, optional=optional)
        if node is None:
            return ""
        if node.tag != _STR:
            self.complain(f"{self.name}: “{key}” phải là chữ (đặt trong dấu nháy nếu cần).", key)
            return ""
        line = clean_line(node.value)
        if not line and not blank:
            self.complain(f"{self.name}: “{key}” đang để trống.", key)
        if len(line) > longest:
            self.complain(f"{self.name}: “{key}” dài {len(line)} ký tự, tối đa {longest}.", key)
            return ""
        return line

    def choice(self, key: str, choices: tuple[str, ...], *, optional: bool = False) -> str:
        """A text that is one of `choices` ("" where optional and absent)."""
        value = self.text(key, optional=optional)
        if value and value not in choices:
            self.complain(f"{self.name}: “{key}” là “{value}”, phải là một trong: {', '.join(choices)}.", key)
            return ""
        return value

    def integer(self, key: str) -> int:
        node = self._scalar(key)
        if node is None:
            return 0
        if node.tag != _INT or not node.value.isdigit():
            self.complain(f"{self.name}: “{key}” phải là số nguyên không âm.", key)
            return 0
        return int(node.value)

    def number(self, key: str) -> Decimal:
        """A number of at most five digits and one decimal."""
        node = self._scalar(key)
        if node is None:
            return Decimal(0)
        try:
            if node.tag not in (_INT, _FLOAT):
                raise InvalidOperation
            value = Decimal(node.value)
            if value.is_signed() or value >= 100_000 or value != round(value, 1):
                raise InvalidOperation
        except InvalidOperation:
            self.complain(f"{self.name}: “{key}” phải là số không âm, tối đa một chữ số thập phân.", key)
            return Decimal(0)
        return value

    def day(self, key: str, *, optional: bool = False) -> date | None:
        node = self._scalar(key, optional=optional)
        if node is None:
            return None
        try:
            if node.tag != _DATE:
                raise ValueError
            return date.fromisoformat(node.value)
        except ValueError:
            self.complain(f"{self.name}: “{key}” phải là ngày dạng 2026-05-31.", key)
            return None

    def flag(self, key: str) -> bool:
        """A yes/no key that may be left out (no)."""
        node = self._scalar(key, optional=True)
        if node is None:
            return False
        if node.tag != _BOOL or node.value.casefold() not in ("true", "false"):
            self.complain(f"{self.name}: “{key}” phải là true hoặc false.", key)
            return False
        return node.value.casefold() == "true"

    def texts(self, key: str, *, optional: bool = False) -> list[str]:
        """A list of one-line texts."""
        lines = []
        for node in self._sequence(key, optional=optional):
            if isinstance(node, yaml.ScalarNode) and node.tag == _STR and clean_line(node.value):
                lines.append(clean_line(node.value))
            else:
                message = f"{self.name}: “{key}” phải là danh sách chữ."
                self.problems.append(Problem(line_of(node), message))
        return lines

    def entry(self, key: str, *, optional: bool = False) -> "Entry | None":
        """A mapping inside this one; null where optional."""
        node = self.values.get(key)
        if node is None:
            if not optional:
                self.complain(f"{self.name}: thiếu khóa “{key}”.")
            return None
        if optional and node.tag == _NULL:
            return None
        return entry_of(node, f"{self.name}, “{key}”", self.problems)

    def entries(self, key: str, *, optional: bool = False) -> "list[Entry]":
        """A list of mappings; those that are no mapping are complained about and left out."""
        nodes = self._sequence(key, optional=optional)
        found = (entry_of(node, f"{self.name}, “{key}”", self.problems) for node in nodes)
        return [entry for entry in found if entry is not None]

    def _scalar(self, key: str, *, optional: bool = False) -> yaml.ScalarNode | None:
        node = self.values.get(key)
        if node is None:
            if not optional:
                self.complain(f"{self.name}: thiếu khóa “{key}”.")
            return None
        if node.tag == _NULL:
            if not optional:
                self.complain(f"{self.name}: “{key}” đang để trống.", key)
            return None
        if not isinstance(node, yaml.ScalarNode):
            self.complain(f"{self.name}: “{key}” phải là một giá trị, không phải danh sách hay nhóm.", key)
            return None
        return node

    def _sequence(self, key: str, *, optional: bool) -> Iterator[yaml.Node]:
        node = self.values.get(key)
        if node is None or (optional and node.tag == _NULL):
            if not optional:
                self.complain(f"{self.name}: thiếu khóa “{key}”.")
            return
        if not isinstance(node, yaml.SequenceNode):
            self.complain(f"{self.name}: “{key}” phải là danh sách.", key)
            return
        yield from node.value


def line_of(node: yaml.Node) -> int:
    """The line a node begins on, counted from 1."""
    return int(node.start_mark.line) + 1


def entry_of(node: yaml.Node, name: str, problems: list[Problem]) -> Entry | None:
    """The mapping at `node`; a repeated key or anything that is no mapping becomes a problem."""
    if not isinstance(node, yaml.MappingNode):
        problems.append(Problem(line_of(node), f"{name}: phải là nhóm “khóa: giá trị”."))
        return None
    entry = Entry(node, name, problems)
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
        if not key:
            problems.append(Problem(line_of(key_node), f"{name}: khóa phải là chữ."))
        elif key in entry.values:
            problems.append(Problem(line_of(key_node), f"{name}: khóa “{key}” viết hai lần."))
        else:
            entry.values[key] = value_node
    return entry


def read_document(text: str, name: str) -> tuple[Entry, list[Problem]]:
    """The top mapping of a YAML text and the (still growing) list of its problems.

    Raises BrokenFile at once where there is no document to walk: bad syntax, no mapping, aliases
    (a few lines of them unfold to gigabytes), too large or nested too deep.
    """
    if len(text) > MAX_CHARACTERS:
        raise BrokenFile([Problem(0, "tệp quá lớn (trên 1 triệu ký tự).")])
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 0
                raise BrokenFile([Problem(line, "không dùng bí danh (*tên) trong tệp này.")])
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = f"sai cú pháp YAML ({error.problem or error.context}); xem lại thụt dòng, dấu hai chấm và dấu nháy."
        raise BrokenFile([Problem(mark.line + 1 if mark else 0, reason)]) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise BrokenFile([Problem(line, "có ký tự không đọc được.")]) from error
    except RecursionError as error:
        raise BrokenFile([Problem(0, "các mục lồng nhau quá sâu.")]) from error
    problems: list[Problem] = []
    if node is None:
        raise BrokenFile([Problem(0, "tệp không có nội dung.")])
    entry = entry_of(node, name, problems)
    if entry is None:
        raise BrokenFile(problems)
    return entry, problems
