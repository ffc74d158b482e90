"""Is a clause code well formed, which is its parent, and in which order do codes stand?

A plan is outlined I–IV → 1. → a) → "- ", written II, II.1, II.1.b, II.3.a-5. Letters are those of
the Vietnamese outline: a b c d đ e g h i k l m n o p q (no f, j, w, z).
"""

import re

CLAUSE_LETTERS = "abcdđeghiklmnopq"
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_CODE = re.compile(
    rf"(?P<part>[IVX]+)(?:\.(?P<number>[1-9]\d?)(?:\.(?P<letter>[{CLAUSE_LETTERS}])(?:-(?P<dash>[1-9]\d?))?)?)?"
)
_SEPARATORS = (".", ".", "-")


def is_clause_code(code: str) -> bool:
    """Has `code` one of the four forms I, I.1, I.1.a, I.1.a-1 with lawful numerals and letters?"""
    match = _CODE.fullmatch(code)
    return match is not None and match["part"] in _ROMANS


def parent_of(code: str) -> str:
    """The code one step up; "" for a part (I, II …). Expects a well-formed code."""
    cut = max(code.rfind(separator) for separator in _SEPARATORS)
    return code[:cut] if cut > 0 else ""


def position_of(code: str) -> tuple[int, ...]:
    """Where a well-formed code stands among all codes of its plan: II.3.a-5 → (2, 3, 1, 5)."""
    match = _CODE.fullmatch(code)
    if match is None or match["part"] not in _ROMANS:
        raise ValueError(f"not a clause code: {code!r}")
    steps = [_ROMANS.index(match["part"]) + 1]
    if match["number"]:
        steps.append(int(match["number"]))
    if match["letter"]:
        steps.append(CLAUSE_LETTERS.index(match["letter"]) + 1)
    if match["dash"]:
        steps.append(int(match["dash"]))
    return tuple(steps)
