"""The two ways in which a service says no; both carry a Vietnamese sentence that says what to do."""

from typing import Any


class Refused(Exception):
    """A rule does not allow the act. `str(error)` is shown to the person as it stands.

    `field` names the form field the sentence belongs to, where there is one.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class Forbidden(Refused):
    """The person may see the object but holds no post that allows this act (HTTP 403)."""


class Conflict(Refused):
    """Somebody else wrote the row since it was read; nothing was written.

    `current` is the row as it stands now, so that the page can show both versions.
    """

    def __init__(self, message: str, *, current: Any = None) -> None:
        super().__init__(message)
        self.current = current
