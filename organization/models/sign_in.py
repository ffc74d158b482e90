"""A name, an address, or a name at an address, that may not sign in for a while."""

from django.conf import settings
from django.db import models

from organization.enums import SignInLockKind
from organization.querysets import SignInLockQuerySet


class SignInLock(models.Model):
    """Made by the wrong password that reached a limit. `username` is "" for an address.

    `last_attempt_id` is that wrong password: those up to it count no more when the lock is over or lifted.
    """

    kind = models.CharField(max_length=20, choices=SignInLockKind)
    username = models.CharField(max_length=255, blank=True)
    ip_address = models.GenericIPAddressField(null=True, blank=True)
    start = models.DateTimeField()
    end = models.DateTimeField()
    last_attempt_id = models.BigIntegerField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = SignInLockQuerySet.as_manager()

    class Meta:
        verbose_name = "khóa đăng nhập"
        verbose_name_plural = "khóa đăng nhập"
        indexes = [models.Index(fields=["end"], name="sign_in_lock_end")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.username or self.ip_address}"
