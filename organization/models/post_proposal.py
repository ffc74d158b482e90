"""A post, or a change of one, that an admin asked for and that waits until a leader agrees."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from organization.enums import ProposalState, Role


class PostProposal(models.Model):
    """It gives no right: the post is made, or changed, when a second person agrees.

    `post` is the post to be changed, or the one that came of it; `post_version` is that of the post as it stood.
    A first leader (`state` first) has nobody who could agree and shows here that nobody did.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="post_proposals")
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    role = models.CharField("vai trò", max_length=10, choices=Role)
    title = models.CharField("chức vụ", max_length=120, blank=True)
    is_acting = models.BooleanField("ủy quyền, phụ trách", default=False)
    start = models.DateField("từ ngày", null=True, blank=True)
    end = models.DateField("đến hết", null=True, blank=True)
    basis_number = models.CharField("số quyết định", max_length=60, blank=True)
    basis_date = models.DateField("ngày quyết định", null=True, blank=True)
    charge_units = models.ManyToManyField("organization.Unit", related_name="+", blank=True)
    post = models.ForeignKey(
        "organization.Post", null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )
    post_version = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField(null=True, blank=True)
    recorded_decision = models.ForeignKey(
        "organization.RecordedDecision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField("ý kiến", max_length=500, blank=True)

    class Meta:
        verbose_name = "chức vụ chờ đồng ý"
        verbose_name_plural = "chức vụ chờ đồng ý"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "role"], condition=Q(state="waiting"), name="post_proposal_once"
            )
        ]

    def __str__(self):
        return f"{self.title or self.get_role_display()}, {self.unit}"

    @property
    def is_waiting(self) -> bool:
        """A post answers False."""
        return self.state == ProposalState.WAITING
