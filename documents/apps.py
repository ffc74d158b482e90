"""The app, and its reference data, which stands in every migrated database."""

from django.apps import AppConfig
from django.apps import apps as installed_apps
from django.db.models.signals import post_migrate


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "Văn bản"

    def ready(self):
        post_migrate.connect(_load_reference_data, sender=self)


def _load_reference_data(apps=installed_apps, **kwargs):
    """Add the document types; passes while an older migration state has no table for them yet."""
    from documents.services.document_types import ensure_shipped_types

    try:
        apps.get_model("documents", "DocumentType")
    except LookupError:
        return
    ensure_shipped_types()
