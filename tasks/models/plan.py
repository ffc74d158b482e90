"""The plan as its outline: clauses, what they rest on and what they measure."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tasks.enums import AddresseeKind, Authority, BasisKind


class Plan(models.Model):
    """A signed plan; it runs until another replaces it."""

    code = models.CharField("mã", max_length=40, unique=True)
    title = models.CharField("tên", max_length=300)
    agency = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="plans")
    drafting_unit = models.ForeignKey(
        "organization.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    drafted = models.CharField("thời điểm dự thảo", max_length=40, blank=True)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    signed_file = models.FileField(upload_to="plans/", max_length=200, blank=True)
    signed_file_name = models.CharField(max_length=200, blank=True)
    replaced_on = models.DateField("hết hiệu lực từ", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"

    def __str__(self):
        return self.title


class LegalBasis(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="legal_bases")
    number = models.CharField(max_length=60)
    issued_on = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=120)
    subject = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "căn cứ"
        verbose_name_plural = "căn cứ"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="legal_basis_once")]


class PlanTarget(models.Model):
    """A figure the plan fixes, as data: what is measured, for whom, and how much."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="targets")
    code = models.CharField(max_length=40)
    clause_code = models.CharField(max_length=20)
    label = models.CharField(max_length=300)
    measure = models.CharField(max_length=40)
    scope = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=6, decimal_places=1)
    unit_word = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "chỉ tiêu của kế hoạch"
        verbose_name_plural = "chỉ tiêu của kế hoạch"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="plan_target_once")]


class Clause(models.Model):
    """One line of the outline. Leaves with `is_assignable` are the nội dung that become work.

    `not_assigned_reason` closes a leaf as "không giao việc"; `tied_to` lets one task of each unit carry
    this leaf together with another.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="clauses")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    code = models.CharField("mục", max_length=20)
    position = models.PositiveSmallIntegerField(default=0)
    depth = models.PositiveSmallIntegerField(default=0)
    is_assignable = models.BooleanField(default=False)
    title = models.CharField("tiêu đề", max_length=200)
    heading = models.CharField(
        "tên nhóm", max_length=200, blank=True, help_text="Tên của mục khi chính nó là một nội dung giao được."
    )
    summary = models.TextField("tóm tắt", blank=True)
    wording = models.TextField("nguyên văn đã ký", blank=True)
    addressee_kind = models.CharField(max_length=10, choices=AddresseeKind, default=AddresseeKind.NOBODY)
    addressee_unit = models.ForeignKey(
        "organization.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    addressee_group = models.ForeignKey(
        "organization.Group", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    addressee_label = models.CharField("đơn vị được nêu", max_length=200, blank=True)
    coordinating_units = models.ManyToManyField("organization.Unit", blank=True, related_name="+")
    coordinating_groups = models.ManyToManyField("organization.Group", blank=True, related_name="+")
    coordinating_partners = models.ManyToManyField("organization.Partner", blank=True, related_name="+")
    frequency_word = models.CharField("tần suất trong kế hoạch", max_length=60, blank=True)
    deliverable_hint = models.CharField(max_length=200, blank=True)
    suggested_authority = models.CharField(max_length=8, choices=Authority, blank=True)
    suggested_reason = models.CharField("gợi ý không giao việc", max_length=300, blank=True)
    suggested_tie = models.CharField("gợi ý gộp với mục", max_length=20, blank=True)
    not_assigned_reason = models.CharField("lý do không giao việc", max_length=300, blank=True)
    tied_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="tied_clauses")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "mục của kế hoạch"
        verbose_name_plural = "mục của kế hoạch"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="clause_code_once"),
            models.CheckConstraint(
                condition=(
                    Q(addressee_kind="unit", addressee_unit__isnull=False, addressee_group__isnull=True)
                    | Q(addressee_kind="group", addressee_unit__isnull=True, addressee_group__isnull=False)
                    | Q(addressee_kind="nobody", addressee_unit__isnull=True, addressee_group__isnull=True)
                ),
                name="clause_addressee_matches_kind",
            ),
        ]

    def __str__(self):
        return f"{self.code}. {self.title}"


class Assignment(models.Model):
    """What a batch of confirmed tasks rests on: a signed paper, or a recorded decision of a leader."""

    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments")
    basis_kind = models.CharField("căn cứ", max_length=10, choices=BasisKind)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    recorded_decision = models.ForeignKey(
        "organization.RecordedDecision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        verbose_name = "đợt giao việc"
        verbose_name_plural = "đợt giao việc"
