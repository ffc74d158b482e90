"""Addresses of the tasks app."""

from django.urls import path

from tasks.views import task

app_name = "tasks"
urlpatterns = [
    # --- Work on tasks ---
    path("<int:pk>/", task.task, name="task"),
]
