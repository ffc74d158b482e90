"""Units, people, settings, notifications, jobs."""

from django.urls import path

from organization.views import health, jobs, looks

app_name = "organization"
urlpatterns = [
    path("giao-dien/", looks.looks, name="looks"),
    path("health/page/", health.health_page, name="health_page"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/again/", jobs.job_again, name="job_again"),
]
