"""The yardstick of `make bench`: a signed-in list of 25 rows with two joins in the site's frame, nothing else."""

from django.shortcuts import render

from documents.models import RegisterRow


def reference(request):
    rows = RegisterRow.objects.visible_to(request.actor).select_related("unit", "type").order_by("-date", "-id")[:25]
    return render(request, "bench/reference.html", {"rows": rows})
