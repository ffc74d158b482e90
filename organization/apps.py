"""Start-up of the organization app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OrganizationConfig(AppConfig):
    name = "organization"
    verbose_name = "Tổ chức"

    def ready(self):
        """Load every app's `jobs` and `holdings`, so that each process knows which ones exist."""
        autodiscover_modules("jobs", "holdings")
