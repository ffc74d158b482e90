"""What a leader's post holds: units in charge."""

from django.urls import reverse

from organization.enums import Role
from organization.models import Charge, Post
from organization.rules.holdings import EndingPost, Holding, HoldingKind, Successor, register_holdings
from organization.services.charges import hand_over_charges


def find_charges(ending: EndingPost) -> list[Holding]:
    """Charges of the post that would go on after its end."""
    charges = Charge.objects.not_over(ending.end).filter(post_id=ending.id).exclude(end=ending.end)
    return [
        Holding(
            "charge", charge.pk, f"Phụ trách {charge.unit.name}", reverse("organization:unit", args=[charge.unit.code])
        )
        for charge in charges.select_related("unit").order_by("unit__path")
    ]


def other_leaders(ending: EndingPost) -> list[Successor]:
    """The agency's other leaders' posts that go on after the end."""
    posts = Post.objects.filter(role=Role.LEADER, unit__path__startswith=ending.agency_path)
    posts = posts.not_over(ending.end).exclude(end=ending.end).exclude(person_id=ending.person_id)
    return [
        Successor(post.pk, f"{post.person.full_name}, {post.title or post.get_role_display()}")
        for post in posts.select_related("person").order_by("person__sort_key", "pk")
    ]


register_holdings(
    HoldingKind(
        kind="charge",
        label="Đơn vị phụ trách",
        without_successor="Chưa có người nhận; tạm thời không ai phụ trách",
        find=find_charges,
        successors=other_leaders,
        hand_over=hand_over_charges,
    )
)
