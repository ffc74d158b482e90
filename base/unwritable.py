"""Could something not be written because the disk is full or only for reading, and what is a person told?

Files and both databases say it in words of their own; here they get one sentence each.
"""

import errno

from django.db import Error

FULL = "Ổ đĩa của máy chủ đã đầy nên chưa ghi được gì."
READ_ONLY = "Máy chủ đang chỉ cho đọc, không cho ghi, nên chưa ghi được gì."

# EFBIG: the limit of a process for one file; EDQUOT: that of an account for a disk.
_FULL_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_WRITING = {errno.EROFS, errno.EACCES, errno.EPERM}
# What SQLite says; PostgreSQL gives codes (25006: read-only transaction, 53100: disk full, 42501: no right).
_SQLITE = {
    "database or disk is full": FULL,
    "disk I/O error": FULL,
    "readonly database": READ_ONLY,
    "unable to open database file": READ_ONLY,
}
_POSTGRES = {"53100": FULL, "58030": FULL, "25006": READ_ONLY, "42501": READ_ONLY}


def why_unwritable(error: BaseException | None) -> str:
    """The sentence for an error that comes from a disk or database that takes nothing; "" for any other error."""
    if isinstance(error, OSError):
        if error.errno in _FULL_DISK:
            return FULL
        return READ_ONLY if error.errno in _NO_WRITING else ""
    if not isinstance(error, Error):
        return ""
    code = getattr(error.__cause__, "pgcode", None)
    words = str(error)
    return _POSTGRES.get(code or "", "") or next((told for part, told in _SQLITE.items() if part in words), "")
