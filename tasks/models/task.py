"""Tasks and what stands before them: proposed drafts and recurring series."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tasks.enums import WAITING, Authority, DeadlineKind, Frequency, TaskStatus
from tasks.querysets import TaskQuerySet


class WorkFields(models.Model):
    """What a draft, a series and a task say alike: who leads, what is to be made, who has the last word."""

    clause = models.ForeignKey(
        "tasks.Clause", verbose_name="mục", null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    lead_unit = models.ForeignKey(
        "organization.Unit", verbose_name="đơn vị chủ trì", on_delete=models.PROTECT, related_name="%(class)ss"
    )
    title = models.CharField("nhiệm vụ", max_length=300)
    deliverable = models.CharField("sản phẩm", max_length=300, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người phụ trách",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
    )
    authority = models.CharField("thẩm quyền", max_length=8, choices=Authority, default=Authority.OFFICE)
    coordinating_units = models.ManyToManyField("organization.Unit", blank=True, related_name="coordinated_%(class)ss")
    coordinating_groups = models.ManyToManyField("organization.Group", blank=True, related_name="+")
    coordinating_partners = models.ManyToManyField("organization.Partner", blank=True, related_name="+")

    class Meta:
        abstract = True


class AssignmentDraft(WorkFields):
    """A proposed task of the assignment grid; it becomes exactly one task or series when it is confirmed."""

    deadline_kind = models.CharField(max_length=10, choices=DeadlineKind, default=DeadlineKind.NONE)
    due = models.DateField("hạn", null=True, blank=True)
    frequency = models.CharField(max_length=8, choices=Frequency, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "đề xuất giao việc"
        verbose_name_plural = "đề xuất giao việc"
        constraints = [
            models.UniqueConstraint(
                fields=["clause", "lead_unit"], condition=Q(confirmed_at__isnull=True), name="draft_open_once"
            ),
        ]


class TaskSeries(WorkFields):
    """A recurring assignment: opens one task for each period, on the period's first day."""

    frequency = models.CharField("chu kỳ", max_length=8, choices=Frequency)
    assignment = models.ForeignKey("tasks.Assignment", on_delete=models.PROTECT, related_name="series")
    tied_clauses = models.ManyToManyField("tasks.Clause", blank=True, related_name="tied_series")
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "việc định kỳ"
        verbose_name_plural = "việc định kỳ"


class Task(WorkFields):
    """One piece of work with exactly one lead unit.

    `due` is the last approved deadline, `original_due` the first one. `judged_on` is the date by which
    a done task is on time or late, fixed when the result was accepted. `result_told_by` is the person of the
    unit for whom the Office entered the result, `acceptance` the recorded decision it was accepted with.
    """

    task_class: str  # where a query asked `with_class`
    has_file: bool  # where `tasks_to_confirm` read it

    tied_clauses = models.ManyToManyField("tasks.Clause", blank=True, related_name="tied_tasks")
    assignment = models.ForeignKey(
        "tasks.Assignment", null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    series = models.ForeignKey(TaskSeries, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    period_code = models.CharField(max_length=10, blank=True)
    assigned_on = models.DateField("ngày giao")
    deadline_kind = models.CharField("loại thời hạn", max_length=10, choices=DeadlineKind, default=DeadlineKind.NONE)
    due = models.DateField("hạn", null=True, blank=True, db_index=True)
    original_due = models.DateField("hạn ban đầu", null=True, blank=True)
    status = models.CharField("tiến trình", max_length=24, choices=TaskStatus, default=TaskStatus.NOT_STARTED)
    status_before_pause = models.CharField(max_length=24, choices=TaskStatus, blank=True)
    percent = models.PositiveSmallIntegerField("tiến độ", null=True, blank=True)
    situation = models.TextField("tình hình", blank=True)
    result = models.TextField("kết quả", blank=True)
    document_number = models.CharField("số, ký hiệu văn bản", max_length=60, blank=True)
    product_date = models.DateField("ngày có sản phẩm", null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    submitted_due_soon_until = models.DateField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    judged_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField("ngày kết thúc theo dõi", null=True, blank=True)
    return_reason = models.TextField(blank=True)
    returned_on = models.DateField(null=True, blank=True)
    is_nil_claim = models.BooleanField("báo không phát sinh", default=False)
    result_told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    acceptance = models.ForeignKey(
        "organization.RecordedDecision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_contested = models.BooleanField("đang tra soát", default=False)
    contest_reason = models.TextField(blank=True)
    contested_on = models.DateField(null=True, blank=True)
    last_update_on = models.DateField(null=True, blank=True)
    folded = models.TextField(editable=False)
    sort_key = models.CharField(max_length=500, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        indexes = [models.Index(fields=["lead_unit", "status"], name="task_of_unit")]
        constraints = [
            models.CheckConstraint(condition=Q(percent__isnull=True) | Q(percent__lte=100), name="task_percent"),
            models.CheckConstraint(
                condition=~Q(deadline_kind=DeadlineKind.DATE) | Q(due__isnull=False), name="task_date_kind_has_due"
            ),
            models.CheckConstraint(
                condition=~Q(deadline_kind__in=[DeadlineKind.CONTINUOUS, DeadlineKind.NONE]) | Q(due__isnull=True),
                name="task_without_date_has_no_due",
            ),
            models.CheckConstraint(
                condition=~Q(deadline_kind=DeadlineKind.CONTINUOUS) | Q(percent__isnull=True),
                name="task_continuous_has_no_percent",
            ),
            models.UniqueConstraint(
                fields=["series", "period_code"], condition=Q(series__isnull=False), name="task_of_series_once"
            ),
            models.UniqueConstraint(
                fields=["clause", "lead_unit"],
                condition=Q(series__isnull=True, clause__isnull=False) & ~Q(status="withdrawn"),
                name="task_of_clause_once",
            ),
            models.CheckConstraint(
                condition=Q(submitted_on__isnull=True)
                | Q(product_date__isnull=True)
                | Q(product_date__lte=F("submitted_on")),
                name="task_product_not_after_submission",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title}".strip()

    @property
    def code(self) -> str:
        return self.clause.code if self.clause_id else ""

    @property
    def shown_percent(self) -> int | None:
        """The percentage that is still true: none of a result that was handed in, all of a done one."""
        if self.percent is None or self.status in (*WAITING, TaskStatus.NIL):
            return None
        return 100 if self.status == TaskStatus.DONE else self.percent


class Evidence(models.Model):
    """A file that proves a result or belongs to a contribution; stored under a random name."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="evidence")
    contribution = models.ForeignKey(
        "tasks.Contribution", null=True, blank=True, on_delete=models.PROTECT, related_name="files"
    )
    file = models.FileField(upload_to="evidence/%Y/%m/", max_length=200)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    submitted_on = models.DateField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "tệp minh chứng"
        verbose_name_plural = "tệp minh chứng"
        ordering = ["added_at", "id"]


class Contribution(models.Model):
    """A sentence (and files) of a coordinating unit."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="contributions")
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "góp ý phối hợp"
        verbose_name_plural = "góp ý phối hợp"
        ordering = ["-at", "-id"]
