"""Every address of the site; each app owns its own part."""

from django.urls import include, path

urlpatterns = [
    path("", include("reports.home_urls")),
    path("", include("organization.account_urls")),
    path("", include("organization.urls")),
    path("tasks/", include("tasks.urls")),
    path("documents/", include("documents.urls")),
    path("meetings/", include("meetings.urls")),
    path("", include("reports.urls")),
]
