"""Signing in and out, and passwords without mail."""

from django.contrib.auth import views as auth_views
from django.shortcuts import render

from organization.forms.accounts import PasswordChangeForm, SignInForm

login = auth_views.LoginView.as_view(authentication_form=SignInForm, redirect_authenticated_user=True)
logout = auth_views.LogoutView.as_view()
password_change = auth_views.PasswordChangeView.as_view(form_class=PasswordChangeForm)
password_change_done = auth_views.PasswordChangeDoneView.as_view()


def password_help(request):
    """Passwords are reset by the admin on paper, not by mail; this page says whom to ask."""
    return render(request, "registration/password_help.html")
