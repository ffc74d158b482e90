"""Addresses of the reports app."""

from django.urls import path

from reports.views import builder

app_name = "reports"
urlpatterns = [
    # --- Period report ---
    path("reports/", builder.builder, name="builder"),
    path("reports/built/<int:pk>/file/", builder.built_file, name="built_file"),
]
