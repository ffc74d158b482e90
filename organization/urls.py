"""Units, people, settings, notifications, jobs."""

app_name = "organization"
urlpatterns = []
