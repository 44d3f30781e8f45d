"""Who signs in, and the receipts that keep a form from being saved twice."""

from typing import Any, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.module_loading import import_string
from simple_history.models import HistoricalRecords

from config.accounts.permissions import AccountPermission
from config.kit.text import search_key, word_starts


class Role(models.TextChoices):
    """What a person does here; the rights of each stand in config/roles.py."""

    LEADER = "leader", "Lãnh đạo"
    STAFF = "staff", "Chuyên viên"
    ADMIN = "admin", "Quản trị"


class UserQuerySet(models.QuerySet["User"]):
    """What the pages of users ask; kit.access is not loaded yet when this module is."""

    def visible_to(self, user: Any) -> Self:
        """Every account for those who administer users, none for others."""
        may_see = getattr(user, "is_authenticated", False) and user.has_perm(AccountPermission.ADMINISTER)
        return self if may_see else self.none()

    def for_list(self) -> Self:
        return self

    def for_detail(self) -> Self:
        return self

    def administrators(self) -> Self:
        """Accounts that can manage users now: active, in the role of administrator."""
        return self.filter(role=Role.ADMIN, is_active=True)

    def search(self, text: str) -> Self:
        """Accounts whose name, title or sign-in name holds every word; read in memory, an office has few."""
        words = word_starts(text)
        rows = self.values_list("pk", "username", "full_name", "job_title")
        found = [pk for pk, *names in rows if all(word in search_key(*names) for word in words)]
        return self.filter(pk__in=found)


class UserManager(BaseUserManager["User"]):
    """Makes users with a hashed password."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person of the office. Accounts are switched off, never deleted: the history names them."""

    username = models.CharField("tên đăng nhập", max_length=60, unique=True)
    full_name = models.CharField("họ và tên", max_length=120)
    job_title = models.CharField("chức danh", max_length=120, blank=True)
    role = models.CharField("vai trò", max_length=10, choices=Role.choices)
    is_active = models.BooleanField("đang dùng", default=True)
    handles_identities = models.BooleanField("được xem, nhập giấy tờ của thành viên đoàn", default=False)
    is_demonstration = models.BooleanField("tài khoản minh họa", default=False, editable=False)
    date_joined = models.DateTimeField("ngày tạo", auto_now_add=True)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    history = HistoricalRecords(
        excluded_fields=["password", "last_login"],
        history_change_reason_field=models.CharField(max_length=500, null=True),
    )
    objects = UserManager.from_queryset(UserQuerySet)()

    parts: tuple[str, ...] = ()
    # Accounts are switched off (is_active); the kit's pages ask every record whether it is archived.
    is_archived = False
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name", "role"]

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="accounts_user_role_known"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("accounts:user-detail", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Signing in is no change of the account: it leaves no line in the history."""
        if kwargs.get("update_fields") != ["last_login"]:
            super().save(*args, **kwargs)
            return
        self.skip_history_when_saving = True
        try:
            super().save(*args, **kwargs)
        finally:
            del self.skip_history_when_saving

    def has_perm(self, permission: str, obj: Any = None) -> bool:
        """Whether the role holds the permission, or lets this person hold it (config/roles.py)."""
        role = import_string(settings.ROLE_TABLE)[self.role]
        is_personal = self.handles_identities and permission in role.personal
        return self.is_active and (permission in role.permissions or is_personal)

    def has_module_perms(self, label: str) -> bool:
        return self.is_active


class FormReceipt(models.Model):
    """One row per saved form: its token, and where the save led."""

    token = models.CharField(max_length=200, unique=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    url = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "biên nhận biểu mẫu"
        verbose_name_plural = "biên nhận biểu mẫu"

    def __str__(self) -> str:
        return self.token
