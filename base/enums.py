"""The vocabularies every floor shares."""

from django.db import models


class YearCalendar(models.TextChoices):
    """Two years that must never be mixed; every yearly figure carries this label."""

    REGISTER = "register", "năm dương lịch"
    REPORTING = "reporting", "năm báo cáo, chốt 14/12"
