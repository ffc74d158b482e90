"""What is found at start rather than on a page: names that point nowhere, rights nobody wrote down."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import NoReverseMatch, reverse

from organization.rules.navigation import ENTRIES
from organization.rules.rights_table import rights_without_row


@register()
def check_navigation(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every entry of the navigation leads to a page."""
    faults: list[CheckMessage] = []
    for entry in ENTRIES.values():
        try:
            reverse(entry.url_name)
        except NoReverseMatch:
            said = f"The entry “{entry.label}” leads to {entry.url_name}, which is no page."
            faults.append(Error(said, obj=entry.section))
    return faults


@register()
def check_rights(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every right that an app asks for has a row in the table of rights."""
    return [
        Error(f"The right {right.name} of {type(right).__name__} has no row in the table of rights.", obj=right)
        for right in rights_without_row()
    ]
