"""Signing in, passwords and the answer for machines; these names carry no namespace."""

from django.urls import path

from organization.views import accounts, health

urlpatterns = [
    path("accounts/login/", accounts.login, name="login"),
    path("accounts/logout/", accounts.logout, name="logout"),
    path("accounts/password/", accounts.password_change, name="password_change"),
    path("accounts/password/done/", accounts.password_change_done, name="password_change_done"),
    path("accounts/password/help/", accounts.password_help, name="password_help"),
    path("health/", health.health, name="health"),
]
