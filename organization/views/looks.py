"""What do the parts of the pages look like in every state? Only while developing."""

from django.shortcuts import render


def looks(request):
    return render(request, "organization/looks.html", {})
