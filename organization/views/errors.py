"""Error pages that need a view of their own."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    """The form was open too long or in two windows; nothing was saved, and the page says how to go on."""
    return render(request, "403_csrf.html", status=403)
