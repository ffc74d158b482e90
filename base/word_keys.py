"""When are two Vietnamese spellings the same words?

The tone of a syllable may stand on either vowel (hủy, huỷ; thỏa, thoả); everything else of the marks
counts, so that Đề án is not Dự án and ĐA is not DA.
"""

import re
import unicodedata

from base.text import clean_line

_WORD = re.compile(r"\w+")
_TONES = dict(zip("\u0300\u0301\u0303\u0309\u0323", "12345", strict=True))
_LOOKALIKES = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ"})  # Icelandic and African letters typed for Đ


def word_key(text: str) -> str:
    """`text` for comparing: marks kept, letter case and the place of the tone ignored (written behind the syllable)."""
    return _WORD.sub(_syllable, letters_of(text))


def letters_of(text: str) -> str:
    """One clean NFC line in lower case, with the look-alikes of Đ put right."""
    return clean_line(text).translate(_LOOKALIKES).casefold()


def begins_with(text: str, words: str) -> bool:
    """Does `text` begin with these words (both as `word_key`), ending where a word ends?"""
    return text.startswith(words) and not text[len(words) : len(words) + 1].isalnum()


def _syllable(word: re.Match[str]) -> str:
    letters = unicodedata.normalize("NFD", word.group())
    tones = "".join(_TONES.get(char, "") for char in letters)
    return unicodedata.normalize("NFC", "".join(char for char in letters if char not in _TONES)) + tones
