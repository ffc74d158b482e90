"""What does a symbol such as 05/KH-TTr.NV1 say: number, type, class, unit?

NĐ 30/2020/NĐ-CP: a named type reads number/type-agency, a công văn number/agency-unit. TTr is both
Thanh tra and Tờ trình, so the order of the questions matters: agency and a unit below it first, the
abbreviation of a type second.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from base.text import clean_line
from base.word_keys import begins_with, letters_of, word_key
from documents.enums import DocumentClass
from documents.rules.document_types import LEGAL_WITH_YEAR, LETTER

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe58\ufe63\uff0d", "-"))
_SYMBOL = re.compile(r"(?:số\s*:?\s*)?(\d{1,7})([a-zđ]?)/(.+)", re.IGNORECASE)
_YEAR = re.compile(r"((?:19|20)\d\d)/(.+)")
_JOINTS = re.compile(r"[-./_]+")
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
    """How an agency and the units below it appear in symbols; `units` by code in lower case."""

    symbol: str
    units: Mapping[str, int]


@dataclass(frozen=True)
class Meaning:
    """What a symbol says; None where it says nothing of it."""

    type: TypeFact | None = None
    document_class: str | None = None
    unit_id: int | None = None


def parse_symbol(text: str) -> Symbol | None:
    """The parts of `N/…`, whatever blanks and dashes it was typed with; None for anything else."""
    plain = "".join(clean_line(text).translate(_DASHES).split())
    match = _SYMBOL.fullmatch(plain)
    if not match or len(plain) > LONGEST_SYMBOL or not any(char.isalpha() for char in match[3]):
        return None
    rest, year = match[3], None
    if behind_year := _YEAR.fullmatch(rest):
        year, rest = int(behind_year[1]), behind_year[2]
    shown = plain[match.start(1) :]
    return Symbol(shown, int(match[1]), match[2].casefold(), year, rest)


def read_symbol(symbol: Symbol, agency: AgencySymbols, types: TypeTable) -> Meaning:
    """Type, class and unit as far as the symbol tells them."""
    below = _behind_agency(symbol.rest, agency)
    # B itself must be the unit: TTr-TTr.NV1 is a tờ trình of NV1, as KH-TTr.NV1 is a kế hoạch of it.
    if below and (unit_id := _unit_first(below, agency)) is not None:
        letter = types.by_code.get(LETTER)
        return Meaning(letter, letter.document_class if letter else None, unit_id)
    first, *others = [part for part in _JOINTS.split(symbol.rest) if part] or [""]
    found = types.abbreviated(first)
    if found is None:
        return Meaning(unit_id=_unit_in(symbol.rest, agency))
    unit_id = _unit_in(symbol.rest[len(first) :].lstrip("-./_"), agency) if others else None
    if symbol.year and letters_of(first) in LEGAL_WITH_YEAR:
        return Meaning(found, DocumentClass.LEGAL, unit_id)
    if found.needs_year:
        return Meaning(unit_id=unit_id)
    return Meaning(found, found.document_class, unit_id)


def _behind_agency(rest: str, agency: AgencySymbols) -> str:
    """What follows the agency's own symbol at the start: NV1 in TTr-NV1 and TTr.NV1."""
    letters, own = letters_of(rest), letters_of(agency.symbol)
    if own and letters.startswith(own) and letters[len(own) : len(own) + 1] in {"-", ".", "/", "_"}:
        return letters[len(own) + 1 :]
    return ""


def _unit_first(letters: str, agency: AgencySymbols) -> int | None:
    """The unit with which this part of a symbol begins; initials may follow it (NV1.LH)."""
    return agency.units.get(letters, agency.units.get(_JOINTS.split(letters)[0]))


def _unit_in(text: str, agency: AgencySymbols) -> int | None:
    """The unit below the agency that a part of a symbol names; the last one, for it is the nearest."""
    letters = letters_of(text)
    letters = _behind_agency(letters, agency) or letters
    if letters in agency.units:
        return agency.units[letters]
    parts = [part for part in _JOINTS.split(letters) if part]
    return next((agency.units[part] for part in reversed(parts) if part in agency.units), None)
