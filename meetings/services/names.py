"""Which person or room does a name mean? A name that two share, or nobody has, stays text."""

from base.reading.headers import plain_words
from meetings.models import Room
from organization.models import Person, Unit


def people_by_name(agency: Unit) -> dict[str, Person]:
    """The agency's people by folded name."""
    found: dict[str, Person] = {}
    shared: set[str] = set()
    for person in Person.objects.filter(posts__unit__path__startswith=agency.path).distinct():
        words = plain_words(person.full_name)
        if words in found:
            shared.add(words)
        found[words] = person
    return {words: person for words, person in found.items() if words not in shared}


def rooms_by_name(agency: Unit) -> dict[str, Room]:
    """The agency's rooms by folded name."""
    return {plain_words(room.name): room for room in Room.objects.filter(agency=agency)}
