"""A hội nghị or a cuộc họp: what, when, whose, how, and whether it took place."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from meetings.enums import ConferenceClass, MeetingForm, MeetingKind, MeetingScope, MeetingStatus
from meetings.querysets import MeetingQuerySet


class Meeting(models.Model):
    """Dated by its first day, under the organising unit. `sessions` are half-days, None where nobody said.

    `content_key` is the folded content: unit, first day and key are one meeting. A chair or room that is
    not in the lists stays as text.
    """

    unit = models.ForeignKey(
        "organization.Unit", verbose_name="đơn vị tổ chức", on_delete=models.PROTECT, related_name="meetings"
    )
    kind = models.CharField("loại", max_length=10, choices=MeetingKind)
    content = models.TextField("nội dung")
    content_key = models.CharField(max_length=400, editable=False)
    first_day = models.DateField("ngày")
    last_day = models.DateField("đến ngày")
    sessions = models.PositiveSmallIntegerField("số buổi", null=True, blank=True)
    conference_class = models.CharField("tính chất", max_length=12, choices=ConferenceClass, blank=True)
    scope = models.CharField("phạm vi", max_length=8, choices=MeetingScope, blank=True)
    form = models.CharField("hình thức", max_length=9, choices=MeetingForm, blank=True)
    status = models.CharField("trạng thái", max_length=9, choices=MeetingStatus, default=MeetingStatus.PLANNED)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="chủ trì",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    chair_text = models.CharField("chủ trì (ghi tên)", max_length=200, blank=True)
    room = models.ForeignKey(
        "meetings.Room",
        verbose_name="phòng họp",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meetings",
    )
    room_text = models.CharField("phòng họp (ghi tên)", max_length=200, blank=True)
    invited_units = models.ManyToManyField(
        "organization.Unit", verbose_name="đơn vị được mời", blank=True, related_name="invitations"
    )
    reason = models.CharField("lý do dời, hủy, ghép", max_length=300, blank=True)
    folded = models.TextField(editable=False)
    import_file = models.ForeignKey(
        "organization.ImportFile",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meetings",
        editable=False,
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "cuộc họp, hội nghị"
        verbose_name_plural = "cuộc họp, hội nghị"
        constraints = [
            models.UniqueConstraint(fields=["unit", "first_day", "content_key"], name="meeting_once"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="meeting_days_in_order"),
            models.CheckConstraint(
                condition=Q(sessions__isnull=True) | Q(sessions__gte=1), name="meeting_has_a_session"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "first_day"], name="meeting_of_unit"),
            models.Index(fields=["-first_day", "-id"], name="meeting_newest"),
        ]

    def __str__(self):
        return self.content

    @property
    def chair_name(self) -> str:
        return self.chair.full_name if self.chair else self.chair_text

    @property
    def room_name(self) -> str:
        return self.room.name if self.room else self.room_text
