"""Who signs in, in which programme, with which roles.

Participants are not here: they have no account, only a personal link.
"""

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody of the hub does in a programme. Roles add up; none contains another."""

    HUB_ADMIN = "HUB_ADMIN", _("hub admin")
    BROKER = "BROKER", _("broker")
    INTERVIEWER = "INTERVIEWER", _("interviewer")
    CODER = "CODER", _("coder")
    VIEWER = "VIEWER", _("viewer")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, *, name: str = "", **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        user.set_unusable_password()  # people sign in with a code sent to their address
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A member of the hub's staff, or a funder with a view of their own."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def initials(self) -> str:
        words = (self.name or self.email).split()
        return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper()


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: User) -> Self:
        """Keep the programmes this user has any role in."""
        return self.filter(pk__in=Membership.objects.filter(user=user).values("programme"))


class Programme(models.Model):
    """One run of the loop: its people, questions, codebook and dates."""

    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    hub_name = models.CharField(_("hub"), max_length=120)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    credit = models.TextField(_("source to be credited on every page"), blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="programme_ends_after_it_starts",
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One role of one user in one programme."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=16, choices=Role)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="membership_once", fields=("user", "programme", "role")
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"
