from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes users known by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)  # without one: unusable, the person logs in by code
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractUser):
    """A person who can log in, known by e-mail address only."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-postadresse"), unique=True)
    # Somebody wrote the address and asked for a code, which nobody has used yet.
    is_provisional = models.BooleanField(default=False, editable=False)
    # What mails to them are written in: chosen on the site, not asked for.
    language = models.CharField(
        _("språk i e-post"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE, editable=False
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()  # type: ignore[misc,assignment]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("personer")
        indexes = [models.Index("date_joined", name="user_provisional", condition=Q(is_provisional=True))]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="user_email_is_lower_case"),
            models.CheckConstraint(condition=Q(language__in=["nb", "nn", "en"]), name="user_language_is_known"),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email
