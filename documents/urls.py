"""Addresses of the documents app."""

from django.urls import path

from documents.views import imports, register

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
    path("import/<int:pk>/", imports.result, name="import_result"),
    path("import/<int:pk>/errors.xlsx", imports.result_xlsx, name="import_errors"),
    path("import/<int:pk>/write/", imports.write, name="import_write"),
]
