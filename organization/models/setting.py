"""The chosen value of an open point; a missing row means the default."""

from django.db import models


class Setting(models.Model):
    key = models.CharField(max_length=60, unique=True)
    value = models.JSONField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "cài đặt"
        verbose_name_plural = "cài đặt"

    def __str__(self):
        return self.key
