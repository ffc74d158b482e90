"""One file per noun; import models from here."""

from documents.models.count import DocumentCount
from documents.models.document_type import DocumentType
from documents.models.register import Book, RegisterRow

__all__ = ["Book", "DocumentCount", "DocumentType", "RegisterRow"]
