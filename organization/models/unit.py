"""Units as a dated tree, groups of units, and partners outside the agency."""

from django.db import models
from django.db.models import F, Q

from organization.enums import UnitKind
from organization.querysets import GroupMemberQuerySet, GroupQuerySet, UnitQuerySet


class Unit(models.Model):
    """An agency, a department or a body. `path` holds the ids from the root ("1/4/"), so that a
    subtree is one prefix and a tree of thousands stays cheap."""

    code = models.CharField("mã", max_length=30, unique=True)
    name = models.CharField("tên", max_length=200)
    short_name = models.CharField("tên gọn", max_length=60, blank=True)
    kind = models.CharField("loại", max_length=12, choices=UnitKind)
    parent = models.ForeignKey(
        "self", verbose_name="đơn vị cấp trên", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=200, db_index=True, editable=False)
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    position = models.PositiveIntegerField("thứ tự", default=0)
    is_office = models.BooleanField(
        "là đơn vị tổng hợp", default=False, help_text="Kết quả của đơn vị này do lãnh đạo phụ trách xác nhận."
    )
    start = models.DateField("hoạt động từ", null=True, blank=True)
    end = models.DateField("đến hết", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name="đơn vị kế thừa",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )
    folded = models.CharField(max_length=300, editable=False, db_index=True)
    sort_key = models.CharField(max_length=500, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__isnull=True) | Q(end__gte=F("start")),
                name="unit_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="unit_not_own_parent"),
        ]

    def __str__(self):
        return self.name

    @property
    def label(self) -> str:
        """The name that fits a column."""
        return self.short_name or self.name

    def is_valid_on(self, day) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Group(models.Model):
    """A named list of units with dates, such as "các Phòng Nghiệp vụ" (Văn phòng included) or a chi bộ.

    `agency` is whose admin keeps the list: a group gives sight of the work it coordinates, so nobody
    else may put a unit into it.
    """

    code = models.CharField("mã", max_length=30, unique=True)
    name = models.CharField("tên", max_length=200)
    agency = models.ForeignKey(
        Unit, verbose_name="cơ quan lập nhóm", null=True, blank=True, on_delete=models.PROTECT, related_name="groups"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = "nhóm đơn vị"
        verbose_name_plural = "nhóm đơn vị"
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def agency_path(self) -> str:
        """The tree whose admin keeps the list; "" lies in nobody's."""
        return self.agency.path if self.agency else ""


class GroupMember(models.Model):
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    start = models.DateField("từ ngày", null=True, blank=True)
    end = models.DateField("đến hết", null=True, blank=True)

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị trong nhóm"
        verbose_name_plural = "đơn vị trong nhóm"
        constraints = [models.UniqueConstraint(fields=["group", "unit", "start"], name="group_member_once")]


class Partner(models.Model):
    """A body outside the agency that coordinates work; a name without accounts."""

    name = models.CharField("tên", max_length=200, unique=True)

    class Meta:
        verbose_name = "cơ quan phối hợp"
        verbose_name_plural = "cơ quan phối hợp"
        ordering = ["name"]

    def __str__(self):
        return self.name
