"""Addresses of the meetings app."""

from django.urls import path

from meetings.services.meeting_import import MEETINGS
from meetings.views import imports, meetings
from organization.views.imports import views_of

file_views = views_of(MEETINGS)
app_name = "meetings"
urlpatterns = [
    path("", meetings.meeting_list, name="list"),
    path("list.xlsx", meetings.list_xlsx, name="list_xlsx"),
    path("add/", meetings.meeting_add, name="meeting_add"),
    path("<int:pk>/", meetings.meeting, name="meeting"),
    path("<int:pk>/edit/", meetings.meeting_edit, name="meeting_edit"),
    path("<int:pk>/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path("import/", imports.upload, name="import"),
    path("import/<int:pk>/", file_views["result"], name="import_result"),
    path("import/<int:pk>/errors.xlsx", file_views["errors"], name="import_errors"),
    path("import/<int:pk>/write/", file_views["write"], name="import_write"),
]
