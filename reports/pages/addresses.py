"""Where do the rows behind a figure of tasks stand?"""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse


def tasks_url(*, classes: Iterable[str] = (), unit: str = "", **query: str) -> str:
    """The list of tasks of a unit (by code, "" for all in sight) in some classes."""
    pairs = [*(("unit", code) for code in [unit] if code), *(("class", str(name)) for name in classes), *query.items()]
    return reverse("tasks:list") + (f"?{urlencode(pairs)}" if pairs else "")
