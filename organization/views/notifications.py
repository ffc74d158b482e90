"""What was I told, and what have I read?"""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from base.page_parts import look_ahead
from organization.http import PageRequest
from organization.models import Notification
from organization.querysets import NotificationQuerySet
from organization.services.notifications import mark_read
from organization.views.responses import followed, only_post


def _mine(request: PageRequest) -> NotificationQuerySet:
    return Notification.objects.filter(recipient_id=request.actor.person_id)


def notifications(request: PageRequest) -> HttpResponse:
    """One's own notifications, newest first; `?unread=1` leaves out what was read."""
    only_unread = request.GET.get("unread") == "1"
    found = _mine(request).unread() if only_unread else _mine(request)
    context = {
        "page": look_ahead(found, request.GET.get("page")),
        "only_unread": only_unread,
        "unread": _mine(request).unread().count(),
    }
    return render(request, "organization/notifications.html", context)


@only_post
def notification_open(request: PageRequest, pk: int) -> HttpResponse:
    """Mark one as read and go where it points."""
    found = _mine(request).filter(pk=pk).first()
    if found is None:
        raise Http404
    mark_read(by=request.actor, notification_id=pk)
    return redirect(followed(found.url) or "organization:notifications")


@only_post
def notifications_read(request: PageRequest) -> HttpResponse:
    """Mark all of one's own as read."""
    mark_read(by=request.actor)
    return redirect("organization:notifications")
