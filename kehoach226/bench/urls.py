"""The site's addresses and one more, for `make bench` alone: the page every other page is compared with."""

from django.urls import include, path

from kehoach226.bench import reference

urlpatterns = [
    path("bench/reference/", reference.reference, name="bench_reference"),
    path("", include("kehoach226.urls")),
]
