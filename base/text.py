"""How is Vietnamese text made comparable?

Databases disagree (SQLite's icontains misses "Đồng", PostgreSQL finds it; NFD matches on neither),
so every searched or sorted column has a stored twin made here.
"""

import re
import unicodedata

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
_BREAKS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x85": "\n"})  # line breaks of word processors
_INVISIBLE = re.compile(  # Unicode Cc and Cf but tab and line ends, and lone surrogates
    r"["
    r"\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f"
    r"\u0890-\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    r"\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U00013438"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
    r"]"
)
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def nfc(text: str) -> str:
    """`text` in NFC without control or format characters or lone surrogates: the form in which everything is stored."""
    return unicodedata.normalize("NFC", text if text.isprintable() else _INVISIBLE.sub("", text))


def clean_line(text: str) -> str:
    """One line of NFC text: runs of any white space (also non-breaking) become one space, ends trimmed."""
    # Called for every cell of a file: printable text holds no white space but blanks and nothing invisible.
    if not text.isprintable():
        text = _INVISIBLE.sub("", _SPACES.sub(" ", text))
    if "  " in text:
        text = _SPACES.sub(" ", text)
    return unicodedata.normalize("NFC", text).strip()


def clean_block(text: str) -> str:
    """Several lines of NFC text: line ends unified, trailing blanks dropped."""
    lines = nfc(text.translate(_BREAKS).replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def fold(text: str) -> str:
    """`text` for searching: no diacritics, đ as d, no letter case, single spaces ("Đường" → "duong")."""
    decomposed = unicodedata.normalize("NFD", _INVISIBLE.sub("", text))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _SPACES.sub(" ", bare.replace("đ", "d").replace("Đ", "d").casefold()).strip()


def sort_key(text: str) -> str:
    """A key under which plain byte order is Vietnamese order: a < ă < â …, d < đ; tones break ties.

    Letters come first, the tones of the whole text after them, as in a Vietnamese dictionary;
    runs of digits are padded, so that "Phòng 2" stands before "Phòng 10".
    """
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", clean_line(text).casefold()):
        if char in _TONES:
            tones.append(_TONES[char])
        elif unicodedata.combining(char) and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + char)
        else:
            letters.append(char)
            tones.append("0")
    padded = re.sub(r"\d+", lambda digits: digits.group().zfill(6), "".join(letters))
    ordered = "".join(f"{_LETTERS.index(c) + 33:02d}" if c in _LETTERS else f"{_rank(c)}" for c in padded)
    return f"{ordered}|{''.join(tones).rstrip('0')}"[:500]


def person_sort_key(full_name: str) -> str:
    """Vietnamese order of people: by given name (the last word), then family and middle names."""
    words = clean_line(full_name).split(" ")
    return sort_key(" ".join([words[-1], *words[:-1]]))


def _rank(char: str) -> str:
    # Blanks sort before digits, digits before letters ("33" and up), anything else after them.
    if char == " ":
        return "00"
    if char.isdigit():
        return f"1{char}"
    return f"9{ord(char):06d}"
