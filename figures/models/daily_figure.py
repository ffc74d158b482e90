"""What did each unit's targets stand at on each day? The memory behind alerts and history."""

from django.db import models

from base.enums import YearCalendar


class DailyFigure(models.Model):
    """All figures of one unit's subtree at the end of one day, in one calendar, as they were reckoned then.

    The three fields hold the objects of the `targets` command, so that a later correction of the
    register can be told from what was known on the day.
    """

    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="daily_figures")
    day = models.DateField("ngày")
    year = models.PositiveSmallIntegerField("năm")
    calendar = models.CharField("cách tính năm", max_length=10, choices=YearCalendar)
    documents = models.JSONField("văn bản")
    conferences = models.JSONField("hội nghị")
    online = models.JSONField("họp trực tuyến")

    class Meta:
        db_table = "reports_dailyfigure"
        verbose_name = "số liệu chỉ tiêu trong ngày"
        verbose_name_plural = "số liệu chỉ tiêu trong ngày"
        constraints = [models.UniqueConstraint(fields=["unit", "calendar", "day"], name="daily_figure_once")]
        indexes = [models.Index(fields=["calendar", "day"], name="daily_figure_of_day")]
