"""Every address of the site; each app owns its own part."""

from django.urls import include, path
from django.views.generic import RedirectView

from base.part_gallery import part_gallery

# Addresses that were given out once and have another name now.
old_addresses = [
    path("giao-dien/", RedirectView.as_view(pattern_name="part_gallery", permanent=True)),
    path(
        "documents/half-months/bang.xlsx",
        RedirectView.as_view(pattern_name="documents:half_months_xlsx", permanent=True, query_string=True),
    ),
    path(
        "reports/targets/<str:code>/bang.xlsx",
        RedirectView.as_view(pattern_name="figures:target_xlsx", permanent=True, query_string=True),
    ),
]
urlpatterns = [
    path("", include("reports.home_urls")),
    path("", include("organization.account_urls")),
    path("", include("organization.urls")),
    path("tasks/", include("tasks.urls")),
    path("documents/", include("documents.urls")),
    path("meetings/", include("meetings.urls")),
    path("", include("figures.urls")),
    path("", include("reports.urls")),
    path("part-gallery/", part_gallery, name="part_gallery"),
    *old_addresses,
]
