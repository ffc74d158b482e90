"""Addresses of the documents app."""

from django.urls import path

from documents.services.register_import import REGISTER
from documents.views import half_months, imports, register
from organization.views.imports import views_of

file_views = views_of(REGISTER)
app_name = "documents"
urlpatterns = [
    # --- The register ---
    path("", register.register, name="register"),
    path("register.xlsx", register.register_xlsx, name="register_xlsx"),
    path("add/", register.row_add, name="row_add"),
    path("<int:pk>/", register.row, name="row"),
    path("<int:pk>/edit/", register.row_edit, name="row_edit"),
    path("<int:pk>/count/", register.row_count, name="row_count"),
    # --- Import ---
    path("import/", imports.upload, name="import"),
    path("import/books/add/", imports.book_add, name="book_add"),
    path("import/<int:pk>/", file_views["result"], name="import_result"),
    path("import/<int:pk>/errors.xlsx", file_views["errors"], name="import_errors"),
    path("import/<int:pk>/write/", file_views["write"], name="import_write"),
    # --- Half-months: confirming and counts by hand ---
    path("half-months/", half_months.half_months, name="half_months"),
    path("half-months/table.xlsx", half_months.half_months_xlsx, name="half_months_xlsx"),
    path("half-months/<str:code>/confirm/", half_months.confirm, name="half_months_confirm"),
    path("half-months/<str:code>/<str:start>/enter/", half_months.enter, name="half_month_enter"),
    path("half-months/<str:code>/<str:start>/take-back/", half_months.take_back, name="half_month_take_back"),
    path("half-months/<str:code>/<str:start>/remove/", half_months.remove_hand, name="half_month_remove"),
]
