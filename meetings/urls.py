"""Addresses of the meetings app."""

from django.urls import path

from meetings.views import imports, meetings

app_name = "meetings"
urlpatterns = [
    path("", meetings.meeting_list, name="list"),
    path("list.xlsx", meetings.list_xlsx, name="list_xlsx"),
    path("add/", meetings.meeting_add, name="meeting_add"),
    path("<int:pk>/", meetings.meeting, name="meeting"),
    path("<int:pk>/edit/", meetings.meeting_edit, name="meeting_edit"),
    path("<int:pk>/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path("import/", imports.upload, name="import"),
    path("import/<int:pk>/", imports.result, name="import_result"),
    path("import/<int:pk>/errors.xlsx", imports.result_xlsx, name="import_errors"),
    path("import/<int:pk>/write/", imports.write, name="import_write"),
]
