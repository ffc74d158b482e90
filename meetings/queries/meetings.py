"""Which meetings does a list show, and what is known of one?"""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from meetings.enums import MeetingKind, MeetingSet, MeetingStatus, OnlineSet
from meetings.models import Meeting
from meetings.querysets import MeetingQuerySet
from meetings.rules.meeting_access import can_import_meetings
from organization.models import Unit
from organization.queries import all_settings
from organization.rules.access import Actor

MOST_COUNTED = 1000


@dataclass(frozen=True)
class MeetingChoice:
    """What the filter of the list says; None and "" choose nothing."""

    text: str = ""
    unit: Unit | None = None
    with_subtree: bool = True
    kind: str = ""
    scope: str = ""
    form: str = ""
    status: str = ""
    counted: str = ""
    online_set: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class MeetingTotals:
    """How many meetings a list has, and how many of them are hội nghị that took place."""

    total: int
    held: int
    is_more: bool


def meeting_rows(actor: Actor, choice: MeetingChoice) -> MeetingQuerySet:
    """The meetings a person may see of what the filter chooses, in no order yet."""
    rows = Meeting.objects.visible_to(actor)
    if choice.unit is not None:
        rows = rows.of_unit(choice.unit.path, with_subtree=choice.with_subtree)
    rows = rows.within(choice.start, choice.end).search(choice.text)
    for name in ("kind", "scope", "form", "status"):
        if value := getattr(choice, name):
            rows = rows.filter(**{name: value})
    if choice.counted == "yes" or choice.online_set:
        rows = _of_set(rows, choice)
    return rows.for_list()


def _of_set(rows: MeetingQuerySet, choice: MeetingChoice) -> MeetingQuerySet:
    """The meetings behind a figure, by the settings that hold."""
    settings = all_settings()
    if choice.counted == "yes":
        rows = rows.counted_conferences(settings["conference_set"])
    if choice.online_set:
        is_of_all = choice.online_set in (OnlineSet.ALL_HELD, OnlineSet.ALL_ONLINE)
        rows = rows.conferences(MeetingSet.ALL if is_of_all else settings["online_set"])
    if choice.online_set == OnlineSet.PLANNED:
        return rows.not_called_off()
    if choice.online_set == OnlineSet.UNCONFIRMED:
        return rows.untold()
    if choice.online_set:
        rows = rows.held()
    if choice.online_set in (OnlineSet.ONLINE, OnlineSet.ALL_ONLINE):
        rows = rows.online(hybrid_counts=settings["hybrid_counts_as_online"])
    return rows


def totals_of(rows: MeetingQuerySet) -> MeetingTotals:
    """Counted in one bounded read."""
    found = list(rows.order_by().values_list("kind", "status")[: MOST_COUNTED + 1])
    held = sum(pair == (MeetingKind.CONFERENCE, MeetingStatus.HELD) for pair in found[:MOST_COUNTED])
    return MeetingTotals(min(len(found), MOST_COUNTED), held, len(found) > MOST_COUNTED)


def get_visible_meeting(actor: Actor, pk: int) -> Meeting:
    """One meeting in sight; 404 for missing and forbidden alike."""
    found = (
        Meeting.objects.visible_to(actor)
        .select_related("unit", "chair", "room", "import_file__uploaded_by")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    return found


def importing_agency(actor: Actor) -> Unit | None:
    """The agency for which this person imports meetings; None for everybody else."""
    post = next((post for post in actor.posts if can_import_meetings(actor, post.agency_path)), None)
    return Unit.objects.get(pk=post.agency_id) if post else None
