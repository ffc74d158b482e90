"""One file per noun; import models from here."""

from documents.models.baseline import AssignedCeiling, Baseline, BaselineMethod, BaselineState, CeilingState, Measure
from documents.models.count import DocumentCount
from documents.models.document_type import DocumentType
from documents.models.import_file import ImportFile, ImportKind, ImportState
from documents.models.register import Book, RegisterRow

__all__ = [
    "AssignedCeiling",
    "Baseline",
    "BaselineMethod",
    "BaselineState",
    "Book",
    "CeilingState",
    "DocumentCount",
    "DocumentType",
    "ImportFile",
    "ImportKind",
    "ImportState",
    "Measure",
    "RegisterRow",
]
