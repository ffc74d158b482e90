"""The ways in which a file or a cell is not what an import needs; each carries a Vietnamese sentence."""

from base.errors import Refused


class FileRefused(Refused):
    """The whole file is not opened: wrong kind, encrypted, with macros, broken or too large."""


class BadCell(Exception):
    """One cell cannot be taken as what its column says; `str(error)` says why and what to write instead."""
