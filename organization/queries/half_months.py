"""Which half-months are closed, and what does one say who asks to write there?"""

from collections.abc import Iterable
from datetime import date

from organization.models import UnitHalfMonth
from organization.rules.half_months import why_closed

HalfKey = tuple[int, date]  # unit id and first day


def closed_half_months(unit_ids: Iterable[int]) -> dict[HalfKey, str]:
    """The closed half-months of the units, each with the sentence why nothing may be written there. One read."""
    found = UnitHalfMonth.objects.filter(unit_id__in=set(unit_ids)).exclude(closed_by="")
    return {(half.unit_id, half.start): why_closed(half) for half in found}
