"""Start-up of the organization app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OrganizationConfig(AppConfig):
    name = "organization"
    verbose_name = "Tổ chức"

    def ready(self):
        """Load what every app makes known here, so that each process knows what exists."""
        autodiscover_modules("registrations", "imports", "jobs", "holdings")
        from organization import checks  # noqa: F401 - registers itself
