"""The first page; its name carries no namespace."""

from django.urls import path

from reports.views import home

urlpatterns = [
    path("", home.home, name="home"),
]
