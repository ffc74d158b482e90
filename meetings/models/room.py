"""Rooms in which people meet."""

from django.db import models


class Room(models.Model):
    name = models.CharField("tên phòng", max_length=120)
    agency = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="rooms")
    is_active = models.BooleanField("đang dùng", default=True)

    class Meta:
        verbose_name = "phòng họp"
        verbose_name_plural = "phòng họp"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="room_name_once")]

    def __str__(self):
        return self.name
