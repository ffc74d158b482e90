"""Which kinds of files are handed in, who may, and what reads and writes them?

Each app makes its own kinds known here (its module `imports`); upload, check, confirmation, writing, receipt and
the workbook of errors are the same for all of them (`services.import_files`, `views.imports`, `jobs`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from base.reading.report import ImportReport
from organization.rules.access import Actor
from organization.rules.rights_table import Right

Progress = Callable[[int, str], None]


@dataclass(frozen=True)
class HandedIn:
    """One reading of a file: by whom, for which agency, with which choices.

    `source` is its ImportFile where it writes, None where it runs dry.
    """

    by: Actor
    agency: Any
    stream: BinaryIO
    name: str
    options: dict[str, Any]
    dry_run: bool
    leave_out_errors: bool
    source: Any
    progress: Progress | None
    told: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class ImportKind:
    """One kind of file. `key` is what is stored; `pages` is the url name of its upload (`…_result`, `…_errors` and
    `…_write` follow).

    `read` judges the file and, unless it runs dry, writes its rows with the state of the file in one transaction
    (`services.import_files.mark_written`). `rows_url_name` and `rows_label` name the page of the rows;
    `field_words` say how the page names what a sentence calls by a flag of the command ("--unit").
    `has_years`: each row belongs to a year, and the page says to which. Where wrong rows may not be left out
    (`may_leave_out`) it is all or nothing. `tells_once`: writing tells what nobody keeps (`HandedIn.told`: first
    passwords), so a page writes it, never a worker.
    """

    key: str
    label: str
    right: Right
    refusal: str
    read: Callable[[HandedIn], ImportReport]
    pages: str
    rows_url_name: str
    rows_label: str
    field_words: Mapping[str, str] = field(default_factory=dict)
    has_years: bool = True
    may_leave_out: bool = True
    tells_once: bool = False


IMPORT_KINDS: dict[str, ImportKind] = {}


def register_import(kind: ImportKind) -> None:
    """Make a kind of file known; registering it again replaces it."""
    IMPORT_KINDS[kind.key] = kind
