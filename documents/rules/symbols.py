"""What does a symbol such as 05/KH-TTr.NV1 say: number, type, class, unit?

NĐ 30/2020/NĐ-CP: a named type reads number/type-agency, a công văn number/agency-unit. TTr is both
Thanh tra and Tờ trình, so the order of the questions matters: agency and a unit below it first, the
abbreviation of a type second.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from base.text import clean_line
from base.word_keys import begins_with, letters_of, word_key
from documents.enums import DocumentClass
from documents.rules.document_types import LEGAL_WITH_YEAR, LETTER
from documents.rules.words import LEGAL_BODIES

_SIGNS = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe58\ufe63\uff0d", "-")
    | dict.fromkeys("\\\uff0f\u2044\u2215\u29f8", "/")
    | {"\uff0e": "."}
)
_PREFIX = re.compile(r"^\W*(?:số|so)(?:\s*[:.]\s*|\s+|(?=\d))", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_AROUND_JOINT = re.compile(r"\s*([-./_])(?:\s*\1)*\s*")
_ENDS = ' .,;:-_/"“”'
_SYMBOL = re.compile(r"(\d{1,7})(?:\.0+)?\s?([a-zđ]?)/([\w./&-]+)", re.IGNORECASE)
_YEAR = re.compile(r"((?:19|20)\d\d)/(.+)")
_JOINTS = re.compile(r"[-./_]+")
_TWO_NUMBERS = re.compile(r"^\D{0,8}\d{1,7}[a-zđ]?\s*(?:[-,;+&÷~]|và|đến|\s)\s*\d{1,7}[a-zđ]?\s*/", re.IGNORECASE)
_A_NUMBER = re.compile(r"(?<![\w/])\d{1,7}[a-zđ]?\s*/\s*(?:\d{4}\s*/\s*)?[^\W\d_]", re.IGNORECASE)
LONGEST_SYMBOL = 120


@dataclass(frozen=True)
class Symbol:
    """A symbol taken apart: number, letter behind it (12a), year where there is one, and the rest "A-B"."""

    text: str
    number: int
    suffix: str
    year: int | None
    rest: str

    @property
    def key(self) -> str:
        """Equal for symbols that are one number of a book: 5/BC-TTr and 05/bc-ttr."""
        year = f"{self.year}/" if self.year else ""
        return f"{self.number}{self.suffix}/{year}{letters_of(self.rest)}"


@dataclass(frozen=True)
class TypeFact:
    """A kind of document as the register reader needs it."""

    code: str
    name: str
    abbreviation: str
    document_class: str
    needs_year: bool


class TypeTable:
    """The known types, by abbreviation and by name."""

    def __init__(self, types: Iterable[TypeFact]):
        self.by_code: Mapping[str, TypeFact] = {fact.code: fact for fact in types}
        facts = self.by_code.values()
        self._by_abbreviation = {letters_of(fact.abbreviation): fact for fact in facts if fact.abbreviation}
        self._by_name = sorted(((word_key(fact.name), fact) for fact in facts), key=lambda pair: -len(pair[0]))

    def abbreviated(self, letters: str) -> TypeFact | None:
        """The type with this abbreviation: marks count (ĐA is not DA), letter case does not."""
        return self._by_abbreviation.get(letters_of(letters))

    def named_at_start(self, text: str) -> TypeFact | None:
        """The type whose name the text begins with; the longest name wins."""
        words = word_key(text).lstrip(" \"'“”‘’([-*.:")
        return next((fact for name, fact in self._by_name if begins_with(words, name)), None)


@dataclass(frozen=True)
class AgencySymbols:
    """How an agency and the units below it appear in symbols; `units` by code in lower case.

    `also` are further symbols that stand for the agency: those of its predecessors.
    """

    symbol: str
    units: Mapping[str, int]
    also: frozenset[str] = frozenset()

    @cached_property
    def own(self) -> tuple[str, ...]:
        """Every symbol that stands for the agency, in lower case, longest first."""
        return tuple(sorted({letters_of(self.symbol), *map(letters_of, self.also)} - {""}, key=len, reverse=True))


@dataclass(frozen=True)
class Meaning:
    """What a symbol says; None where it says nothing of it.

    `stranger` is the part that names neither the agency nor a unit of it: the document is another
    body's, or of a unit the tree does not know.
    """

    type: TypeFact | None = None
    document_class: str | None = None
    unit_id: int | None = None
    stranger: str = ""


@lru_cache(maxsize=1024)  # a row's symbol is asked for once to find the row and once to read it
def parse_symbol(text: str) -> Symbol | None:
    """The parts of `N/…`, whatever blanks and dashes it was typed with; None for anything else.

    Words in brackets behind it (bản sao) and a full stop are no part of it; two numbers are none.
    """
    line = clean_line(text).translate(_SIGNS)
    if _two_numbers(line):
        return None
    plain = _tidy(line)
    match = _SYMBOL.fullmatch(plain)
    if not match or len(plain) > LONGEST_SYMBOL or not any(char.isalpha() for char in match[3]):
        return None
    rest, year = match[3], None
    if behind_year := _YEAR.fullmatch(rest):
        year, rest = int(behind_year[1]), behind_year[2]
    shown = f"{match[1]}{match[2]}/{match[3]}"
    return Symbol(shown, int(match[1]), match[2].casefold(), year, rest)


def holds_two_numbers(text: str) -> bool:
    """ "77 - 78/KH-TTr", "86/KH-TTr; 87/KH-TTr"."""
    return _two_numbers(clean_line(text).translate(_SIGNS))


def _two_numbers(line: str) -> bool:
    return bool(_TWO_NUMBERS.search(line)) or len(_A_NUMBER.findall(line)) > 1


def why_no_symbol(text: str) -> str:
    """What is not understood of a text that `parse_symbol` does not take; a sentence."""
    line = clean_line(text).translate(_SIGNS)
    if _two_numbers(line):
        return "Ô ghi hai số văn bản. Tách thành hai dòng, mỗi dòng một số, ký hiệu."
    plain = _tidy(line)
    if len(plain) > LONGEST_SYMBOL:
        return f"Số, ký hiệu dài quá {LONGEST_SYMBOL} chữ. Ghi như 05/KH-TTr."
    if match := re.match(r"(\d{1,7}[a-zđ]?/[\w./&-]+)(.+)", plain, re.IGNORECASE):
        return f"Không hiểu phần “{match[2].strip()[:60]}” sau số, ký hiệu {match[1]}. Chỉ ghi số, ký hiệu trong ô này."
    if re.match(r"\d", plain) and "/" not in plain:
        return (
            "Thiếu dấu / sau số. Ghi như 05/KH-TTr, công văn như 05/TTr-NV1; văn bản của cơ quan khác "
            "(như 15-NQ/TU) không thuộc sổ này."
        )
    if re.match(r"\d+-", plain):
        return "Ký hiệu kiểu số-tên loại/cơ quan là của cơ quan khác (Đảng), không thuộc sổ này. Ghi như 05/KH-TTr."
    return "Không đọc được số, ký hiệu. Ghi như 05/KH-TTr, công văn như 05/TTr-NV1."


def _tidy(line: str) -> str:
    """A symbol as typed, without what stands around it and without blanks beside its joints."""
    line = _PREFIX.sub("", line)
    while (shorter := _IN_BRACKETS.sub("", line)) != line:
        line = shorter
    return _AROUND_JOINT.sub(r"\1", line).strip(_ENDS)


def read_symbol(symbol: Symbol, agency: AgencySymbols, types: TypeTable) -> Meaning:
    """Type, class and unit as far as the symbol tells them, and the part that is not of this agency."""
    below = _behind_agency(symbol.rest, agency)
    # B itself must be the unit: TTr-TTr.NV1 is a tờ trình of NV1, as KH-TTr.NV1 is a kế hoạch of it.
    if below and (unit_id := _unit_first(below, agency)) is not None:
        letter = types.by_code.get(LETTER)
        return Meaning(letter, letter.document_class if letter else None, unit_id)
    first, *others = [part for part in _JOINTS.split(symbol.rest) if part] or [""]
    behind = symbol.rest.lstrip("-./_")[len(first) :].lstrip("-./_")
    found = types.abbreviated(first)
    if found is None:
        unit_id = _unit_in(symbol.rest, agency)
        return Meaning(unit_id=unit_id, stranger=_stranger_without_type(symbol.rest, first, behind, agency))
    unit_id = _unit_in(behind, agency) if others else None
    is_legal = symbol.year is not None and letters_of(first) in LEGAL_WITH_YEAR
    stranger = _stranger(behind, agency, may_be_legal_body=is_legal)
    if is_legal:
        return Meaning(found, DocumentClass.LEGAL, unit_id, stranger)
    if found.needs_year:
        return Meaning(unit_id=unit_id, stranger=stranger)
    return Meaning(found, found.document_class, unit_id, stranger)


def _stranger(part: str, agency: AgencySymbols, *, may_be_legal_body: bool = False) -> str:
    """What in the agency's part of a symbol is neither the agency nor a unit of it; '' where all is known."""
    if not part:
        return ""
    letters = letters_of(part)
    first = _JOINTS.split(part)[0]
    if letters in agency.own or _unit_first(letters, agency) is not None:
        return ""
    below = _behind_agency(part, agency)
    if below:
        return "" if _unit_first(below, agency) is not None else below
    if may_be_legal_body and letters_of(first) in _LEGAL_BODIES:
        return ""
    return first


def _stranger_without_type(rest: str, first: str, behind: str, agency: AgencySymbols) -> str:
    """The same where no type stands in front: the agency (with a unit) or a unit, or an unknown type before them."""
    if not _stranger(rest, agency):
        return ""
    if _behind_agency(rest, agency):
        return _stranger(rest, agency)
    return _stranger(behind, agency) if behind else first


_LEGAL_BODIES = frozenset(letters_of(body) for body in LEGAL_BODIES)


def _behind_agency(rest: str, agency: AgencySymbols) -> str:
    """What follows the agency's own symbol at the start: NV1 in TTr-NV1 and TTr.NV1."""
    letters = letters_of(rest)
    for own in agency.own:
        if letters.startswith(own) and letters[len(own) : len(own) + 1] in {"-", ".", "/", "_"}:
            return rest[len(own) + 1 :]
    return ""


def _unit_first(text: str, agency: AgencySymbols) -> int | None:
    """The unit with which this part of a symbol begins; initials may follow it (NV1.LH), a P. may precede it."""
    letters = letters_of(text)
    for form in (letters, letters.removeprefix("p.").removeprefix("p-")):
        unit_id = agency.units.get(form, agency.units.get(_JOINTS.split(form)[0]))
        if unit_id is not None:
            return unit_id
    return None


def _unit_in(text: str, agency: AgencySymbols) -> int | None:
    """The unit below the agency that a part of a symbol names; the last one, for it is the nearest."""
    letters = letters_of(text)
    letters = letters_of(_behind_agency(text, agency)) or letters
    if letters in agency.units:
        return agency.units[letters]
    parts = [part for part in _JOINTS.split(letters) if part]
    return next((agency.units[part] for part in reversed(parts) if part in agency.units), None)
