"""Officials: accounts and roles."""

from typing import Any

from django.contrib import auth
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from engagements.choices import Role
from engagements.models.base import one_of


class OfficialManager(BaseUserManager["Official"]):
    """Creates accounts; sign-in names are email addresses in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Official":
        """Create an account without roles; it can sign in but has no access."""
        official = self.model(email=email.strip().lower(), **fields)
        official.set_password(password)
        official.save(using=self._db)
        return official

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Official":
        """Create an administrator, who manages accounts and reference data but reads no submissions."""
        official = self.create_user(email, password, **fields)
        official.grants.create(role=Role.ADMINISTRATOR)
        return official

    def get_by_natural_key(self, email: str | None) -> "Official":
        return self.get(email=(email or "").strip().lower())


class Official(AbstractBaseUser):
    """A ministry official with an account; permissions follow from roles only."""

    email = models.EmailField(_("email address"), unique=True)
    full_name = models.CharField(_("name"), max_length=120)
    designation = models.CharField(_("designation"), max_length=120, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("account created"), auto_now_add=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    # Sessions that began before this time are invalid.
    logged_out_at = models.DateTimeField(_("all sessions ended"), null=True, blank=True)

    objects = OfficialManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class PersonalData:
        personal = ("email", "full_name", "designation", "password")
        impersonal = ("id", "is_active", "joined_at", "last_login", "left_at", "logged_out_at")

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")
        ordering = ["full_name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(left_at__isnull=True) | models.Q(is_active=False),
                name="official_who_left_logs_in_no_more",
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles held; cached per instance."""
        return frozenset(Role(grant.role) for grant in self.grants.all())

    @property
    def is_staff(self) -> bool:
        """Whether the admin is accessible: active with any role."""
        return self.is_active and bool(self.roles)

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return any(backend.has_perm(self, perm, obj) for backend in auth.get_backends())

    def has_perms(self, perm_list: list[str], obj: Any = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        return any(backend.has_module_perms(self, app_label) for backend in auth.get_backends())  # type: ignore[attr-defined]


class RoleGrant(models.Model):
    """A role held by an official, and since when."""

    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="grants", verbose_name=_("official"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    granted_at = models.DateTimeField(_("granted"), auto_now_add=True)

    class PersonalData:
        personal = ()
        impersonal = ("id", "official", "role", "granted_at")

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["official", "role"]
        constraints = [
            one_of("role", Role),
            models.UniqueConstraint(fields=["official", "role"], name="role_granted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} #{self.official_id}"
