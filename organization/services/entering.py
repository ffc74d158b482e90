"""Who of a unit may have told the Office what it enters for the unit?"""

from collections.abc import Callable
from datetime import date

from base.errors import Refused
from organization.models import DecisionChannel, Person
from organization.queries import actor_of
from organization.rules.access import Actor, PostFact
from organization.rules.entering import EnteredFor


def speaker_of(entered: EnteredFor, *, on: date, may_speak: Callable[[Actor], PostFact | None]) -> Person:
    """The person who told the Office; `may_speak` says in which post they could have done the act themselves.

    Raises Refused for somebody who could not, and for a way of telling that does not exist.
    """
    person = Person.objects.filter(pk=entered.told_by_id).first()
    if person is None or may_speak(actor_of(person, on=on)) is None:
        raise Refused("Chọn người của đơn vị đã báo nội dung này.", field="told_by")
    if entered.channel not in DecisionChannel.values:
        raise Refused("Chọn cách đơn vị đã báo.", field="channel")
    return person
