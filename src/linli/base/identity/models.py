"""Accounts, bodies, posts, and who holds which post from when to when."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.base.errors import Refusal
from linli.base.identity.states import ADMINISTRATOR_ROLES, BodyKind, Role
from linli.base.ids import uuid7
from linli.base.scope import ScopedQuerySet


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; passphrases are hashed by Django."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Account":
        """A new account; without a passphrase nobody can sign in to it by one."""
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A person who signs in. What they may do comes from the posts they hold, never from the account."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(
        _("登录名"), max_length=64, unique=True, validators=[UnicodeUsernameValidator()]
    )
    display_name = models.CharField(_("姓名"), max_length=64, blank=True)
    is_active = models.BooleanField(_("可登录"), default=True)
    is_demo = models.BooleanField(_("演示账号"), default=False)
    must_change_passphrase = models.BooleanField(_("须改口令"), default=False)
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {
            "username": "signs the person in",
            "display_name": "shown to colleagues beside what the person did",
        }

    class Meta:
        verbose_name = _("账号")

    def __str__(self) -> str:
        return self.display_name or self.username

    @property
    def subject(self) -> str:
        """How the audit trail names it: by its id, never by a name."""
        return f"identity.Account:{self.pk}"

    @property
    def may_sign_in(self) -> bool:
        """False when deactivated, and for a demo account anywhere but in a demo."""
        return self.is_active and (settings.DEMO or not self.is_demo)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuses to make a demo account outside a demo: those are exempt from the second factor."""
        if self.is_demo and self._state.adding and not settings.DEMO:
            raise Refusal("identity.demo_only", _("演示账号只能在演示环境里建立。"))
        super().save(*args, **kwargs)


class Body(models.Model):
    """An office, department, committee or operator that posts belong to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("类别"), max_length=24, choices=BodyKind.choices)
    name = models.CharField(_("名称"), max_length=128)
    division_code = models.CharField(_("区划代码"), max_length=12, db_index=True, blank=True)
    objects = ScopedQuerySet["Body"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("机构")
        constraints = [
            models.UniqueConstraint(fields=["division_code", "name"], name="body_named_once_in_a_place"),
        ]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A post in a body, bound to a role and a place. Its scope is the place's code (plus a grid suffix)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(_("角色"), max_length=24, choices=Role.choices)
    title = models.CharField(_("岗位"), max_length=64)
    division_code = models.CharField(_("管辖范围"), max_length=12, blank=True, db_index=True)
    grid_suffix = models.CharField(_("网格号"), max_length=3, blank=True)
    closed_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    objects = ScopedQuerySet["Post"].as_manager()

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("岗位")
        constraints = [
            models.CheckConstraint(
                condition=Q(grid_suffix="") | Q(role=Role.GRID_OFFICER),
                name="post_grid_suffix_only_for_grid_officers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} · {self.title}"

    @property
    def subject(self) -> str:
        """How the audit trail names it."""
        return f"identity.Post:{self.pk}"

    @property
    def prefix(self) -> str:
        """The scope of the post: its place's code, plus `G` and the grid where there is one."""
        return self.division_code + (f"G{self.grid_suffix}" if self.grid_suffix else "")


class Holding(models.Model):
    """An account holds a post from a moment on (任职); ended holdings stay as history."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    # Copied from the post so that the database itself can keep the three administrators apart.
    role = models.CharField(_("角色"), max_length=24, choices=Role.choices)
    began_at = models.DateTimeField(_("到任时间"))
    ended_at = models.DateTimeField(_("离任时间"), null=True, blank=True)

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {"account": "who holds the post"}

    class Meta:
        verbose_name = _("任职")
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=Q(ended_at=None), name="holding_one_holder_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(ended_at=None, role__in=[str(role) for role in ADMINISTRATOR_ROLES]),
                name="holding_one_administrator_role_per_account",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
                name="holding_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.post}"


class FailedSignIn(models.Model):
    """A sign-in that failed, kept for the throttle; names and addresses only as keyed digests."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(_("摘要"), max_length=64)
    at = models.DateTimeField(_("时间"))

    class PersonalData:
        fields: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("登录失败记录")
        indexes = [models.Index(fields=["key", "at"], name="failed_sign_in_key_at")]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.at:%F %T}"
