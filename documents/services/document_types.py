"""Keeping the shipped kinds of documents in the database."""

from documents.models import DocumentType
from documents.rules.document_types import SHIPPED_TYPES


def ensure_shipped_types() -> int:
    """Add the shipped types that are missing; what an agency added or renamed stays. Returns how many came."""
    held = set(DocumentType.objects.values_list("code", flat=True))
    names = set(DocumentType.objects.values_list("name", flat=True))
    new = [
        DocumentType(
            code=line.code,
            name=line.name,
            abbreviation=line.abbreviation,
            document_class=line.document_class,
            needs_year=line.needs_year,
            position=position,
        )
        for position, line in enumerate(SHIPPED_TYPES, start=1)
        if line.code not in held and line.name not in names
    ]
    DocumentType.objects.bulk_create(new)
    return len(new)
