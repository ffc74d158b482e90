"""People, their dated posts, and the units in a leader's charge."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from organization.enums import Role
from organization.querysets import PersonQuerySet, PostQuerySet


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    def get_by_natural_key(self, username):
        """Account names are written without regard to case or outer blanks."""
        return self.get(username=username.strip().lower())


class Person(AbstractBaseUser):
    """A person of the agency. `username` is empty for people without an account (drivers, guards)."""

    username = models.CharField("tên đăng nhập", max_length=60, unique=True, null=True, blank=True)
    full_name = models.CharField("họ và tên", max_length=120)
    email = models.EmailField("thư điện tử", blank=True)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    is_active = models.BooleanField("đang dùng tài khoản", default=True)
    must_change_password = models.BooleanField(default=False, editable=False)
    folded = models.CharField(max_length=200, editable=False, db_index=True)
    sort_key = models.CharField(max_length=500, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    objects = PersonManager()

    class Meta:
        verbose_name = "người"
        verbose_name_plural = "người"

    def __str__(self):
        return self.full_name

    def get_full_name(self):
        return self.full_name


class Post(models.Model):
    """Person × unit × role, from a day to a day, on the basis of a decision.

    Every row gives its rights: what waits until a leader agrees is a PostProposal, and no post yet.
    """

    is_waiting = False

    person = models.ForeignKey(Person, verbose_name="người", on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey("organization.Unit", verbose_name="đơn vị", on_delete=models.PROTECT, related_name="posts")
    role = models.CharField("vai trò", max_length=10, choices=Role)
    title = models.CharField("chức vụ", max_length=120, blank=True)
    is_acting = models.BooleanField("ủy quyền, phụ trách", default=False)
    start = models.DateField("từ ngày", null=True, blank=True)
    end = models.DateField("đến hết", null=True, blank=True)
    basis_number = models.CharField("số quyết định", max_length=60, blank=True)
    basis_date = models.DateField("ngày quyết định", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "chức vụ"
        verbose_name_plural = "chức vụ"
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__isnull=True) | Q(end__gte=F("start")),
                name="post_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["person", "unit", "role"], condition=Q(end__isnull=True), name="post_open_once"
            ),
        ]

    def __str__(self):
        return f"{self.title or self.get_role_display()}, {self.unit}"


class Charge(models.Model):
    """A unit (with all below it) in the charge of a leader's post, dated."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="charges")
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="charges")
    start = models.DateField("từ ngày", null=True, blank=True)
    end = models.DateField("đến hết", null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị phụ trách"
        verbose_name_plural = "đơn vị phụ trách"
        constraints = [models.UniqueConstraint(fields=["post", "unit", "start"], name="charge_once")]
