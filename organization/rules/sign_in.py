"""How often may a password be wrong, for which name, from which address?"""

import unicodedata
from datetime import timedelta

from organization.enums import SignInLockKind

WINDOW = timedelta(minutes=15)  # wrong passwords are counted within it
REFUSED_FOR = timedelta(minutes=15)
LIMITS = {
    SignInLockKind.NAME_AT_ADDRESS: 5,
    SignInLockKind.NAME: 50,
    SignInLockKind.ADDRESS: 100,
}
UNKNOWN_NAME = "?"  # begins what stands for a name without an account; no account name holds the sign


def account_name(typed: str | None) -> str:
    """The name as accounts are written: what looks alike counts as one, whatever the case and the outer blanks."""
    return unicodedata.normalize("NFKC", typed or "").strip().lower()
