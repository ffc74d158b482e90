"""Which value holds for an open point?"""

from typing import Any

from base.request_cache import cached_for_request
from organization.models import Setting
from organization.rules.settings import SETTINGS


def setting(key: str) -> Any:
    """The value that holds for an open point: the agency's choice, else the default."""
    return all_settings()[key]


@cached_for_request
def all_settings() -> dict[str, Any]:
    """Every setting in one query."""
    chosen = dict(Setting.objects.values_list("key", "value"))
    return {d.key: d.parse(chosen[d.key]) if d.key in chosen else d.default for d in SETTINGS}
