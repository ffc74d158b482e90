"""The two fields that an act entered for a unit adds to its form."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from organization.models import DecisionChannel, Post
from organization.querysets import valid_on
from organization.rules.entering import EnteredFor

CHANNELS = [("", "Chọn hình thức"), *DecisionChannel.choices]


def told_fields(unit_path: str, roles: Collection[str], day: date) -> dict[str, forms.Field]:
    """Who of the unit, or of a part of it, told the Office, and how; people who hold one of `roles` on `day`."""
    posts = (
        Post.objects.filter(valid_on(day), role__in=roles, unit__path__startswith=unit_path)
        .select_related("person")
        .order_by("role", "person__sort_key", "id")
    )
    people = {
        str(post.person_id): f"{post.person.full_name}, {post.title or post.get_role_display()}" for post in posts
    }
    return {
        "told_by": forms.ChoiceField(
            label="Người của đơn vị đã báo",
            choices=[("", "Chọn người"), *people.items()],
            error_messages={"required": "Chọn người của đơn vị đã báo nội dung này."},
        ),
        "channel": forms.ChoiceField(
            label="Báo bằng", choices=CHANNELS, error_messages={"required": "Chọn cách đơn vị đã báo."}
        ),
    }


def entered_for(cleaned: dict[str, Any]) -> EnteredFor:
    """The cleaned fields as a service takes them."""
    return EnteredFor(told_by_id=int(cleaned["told_by"]), channel=cleaned["channel"])
