"""What a view is handed: the request with the facts that middleware puts on it."""

from datetime import date

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from organization.models import Person
from organization.rules.access import Actor


class PageRequest(HttpRequest):
    """A request of a signed-in person: who acts (`actor`), on which local day (`day`), by htmx or not.

    Only its types are used: middleware sets these on Django's own request.
    """

    actor: Actor
    day: date
    htmx: HtmxDetails
    user: Person
    nav_section: str
