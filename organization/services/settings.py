"""Changing an open point."""

from typing import Any

from django.db import transaction

from base.errors import Conflict, Refused
from base.text import clean_line
from organization.models import Setting
from organization.queries import root_unit
from organization.rules.access import Actor, PostFact
from organization.rules.organization_rights import OrganizationRight
from organization.rules.rights import require
from organization.rules.settings import SETTINGS
from organization.services.audit import record

ONLY_ADMIN = "Chỉ quản trị của cơ quan cao nhất được đổi cài đặt, ngày nghỉ. Hãy đề nghị quản trị."


def require_settings(by: Actor) -> PostFact | None:
    """The admin's post over the whole installation: settings and days off hold for everybody in it."""
    root = root_unit()
    return require(by, OrganizationRight.CHANGE_SETTINGS, root.path if root else "", ONLY_ADMIN)


@transaction.atomic
def change_setting(*, by: Actor, key: str, value: Any, version: int, note: str = "") -> Setting:
    """Set one open point; `version` is that of the row the person saw (0 where there was none).

    `note` is the reason, kept in the history. Raises Refused for a value the point does not allow.
    """
    post = require_settings(by)
    definition = SETTINGS[key]
    row = Setting.objects.select_for_update().filter(key=key).first()
    if (row.version if row else 0) != version:
        raise Conflict("Cài đặt này vừa được người khác đổi. Xem giá trị mới rồi đổi lại nếu cần.", current=row)
    old = definition.parse(row.value) if row else definition.default
    stored = list(value) if isinstance(value, tuple) else value
    if definition.parse(stored) != (tuple(stored) if isinstance(stored, list) else stored):
        raise Refused("Giá trị này không dùng được. Chọn lại.", field="value")
    if row is None:
        row = Setting(key=key, version=0)
    row.value = stored
    row.version += 1
    row.save()
    record(
        by=by,
        post=post,
        action="setting.change",
        subject=row,
        summary=f"đổi cài đặt “{definition.label}”",
        note=clean_line(note),
        before={"value": definition.words(old)},
        after={"value": definition.words(definition.parse(stored))},
    )
    return row
