"""People: one account a person, whatever cohorts they are in. Roles are memberships and live in the journal."""

from collections.abc import Iterable
from importlib import import_module

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.functions import RandomUUID
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Lower, Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.names import display_key, handle_key

FORMER_KEPT = 5  # handles that somebody had and that still lead to them


class UserQuerySet(models.QuerySet):
    """People."""

    def called(self, handles: Iterable[str]) -> "dict[str, User]":
        """Return those of these people whom handles name, by the handle as it was given: whose it is, else was."""
        keys = {handle: handle_key(handle) for handle in handles}
        found = {person.handle_key: person for person in self.filter(handle_key__in=set(keys.values()))}
        if rest := set(keys.values()) - set(found):
            were = self.filter(former_handles__handle_key__in=rest).annotate(was=F("former_handles__handle_key"))
            found |= {person.was: person for person in were}
        return {handle: found[key] for handle, key in keys.items() if key in found}


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Makes accounts; an e-mail address is one account whatever its letters' case."""

    def create_user(self, email: str, handle: str, password: str | None = None, **fields) -> "User":
        """Return a new, saved user. `password` may be None (cannot sign in with one) or a raw password."""
        user = self.model(email=self.normalize_email(email).lower(), handle=handle, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, handle: str, password: str | None = None, **fields) -> "User":
        """Return a new, saved user with every right of the staff."""
        return self.create_user(email, handle, password, **{"is_staff": True, "is_superuser": True, **fields})

    def get_by_natural_key(self, email: str) -> "User":
        """Return the user with this e-mail address, in any case."""
        return self.get(email=email.lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person. `handle` is how others address them (@minji), `display_name` how they sign, in any script."""

    class Scheme(models.TextChoices):
        AUTO = "auto", _("As my device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    email = models.EmailField(_("email"), unique=True)
    handle = models.CharField(_("handle"), max_length=30, unique=True)
    handle_key = models.CharField(max_length=30, unique=True, editable=False)  # folded: case and look-alikes
    display_name = models.CharField(_("name"), max_length=50)
    display_key = models.CharField(max_length=200, editable=False, db_index=True)  # NFKC, for finding
    bio = models.CharField(_("about me"), max_length=200, blank=True)
    picture = models.CharField(max_length=64, blank=True, editable=False)  # a name under MEDIA_ROOT/pictures
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="ko")
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Seoul")
    scheme = models.CharField(_("colours"), max_length=5, choices=Scheme, default=Scheme.AUTO)
    single_keys = models.BooleanField(_("shortcuts of a single key"), default=True, db_default=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["handle", "display_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return f"@{self.handle}"

    def save(self, *args, **kwargs):
        self.handle_key = handle_key(self.handle)
        self.display_key = display_key(self.display_name)[:200]
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "handle_key", "display_key"}
        if self._state.adding or (fields is not None and "handle" not in fields):
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            was = self._handle_kept()
            super().save(*args, **kwargs)
            if was and was != self.handle_key:
                self._keep_former(was)

    def _handle_kept(self) -> str | None:
        rows = User.objects.filter(pk=self.pk).select_for_update(no_key=True)
        return rows.values_list("handle_key", flat=True).first()

    def _keep_former(self, key: str) -> None:
        FormerHandle.objects.filter(user=self, handle_key=self.handle_key).delete()  # taken back
        FormerHandle.objects.update_or_create(handle_key=key, defaults={"user": self, "ended_at": timezone.now()})
        rows = FormerHandle.objects.filter(user=self).order_by("-ended_at", "-pk")
        rows.filter(pk__in=list(rows.values_list("pk", flat=True)[FORMER_KEPT:])).delete()

    def get_absolute_url(self) -> str:
        return f"/@{self.handle}/"

    @property
    def picture_url(self) -> str:
        """The address of the person's picture, or an empty string."""
        return reverse("accounts.picture", args=[self.picture]) if self.picture else ""

    @property
    def initial(self) -> str:
        """What stands in the place of a missing picture."""
        return self.display_key[:1].upper() or self.handle[:1].upper()


class FormerHandle(models.Model):
    """A handle that somebody had. Nobody else can have it, so that what was written of @them leads to no stranger."""

    user = models.ForeignKey(User, models.CASCADE, related_name="former_handles")
    handle_key = models.CharField(max_length=30, unique=True)
    ended_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.handle_key


class Session(AbstractBaseSession):
    """One browser of somebody who is signed in, or of a visitor who was told something."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    # What its owner is shown; the key itself opens the door, and is shown to nobody.
    public = models.UUIDField(unique=True, editable=False, db_default=RandomUUID())
    made_at = models.DateTimeField(editable=False, db_default=Now())
    seen_at = models.DateTimeField(editable=False, db_default=Now())  # to the hour
    agent = models.CharField(max_length=300, blank=True, editable=False, db_default="")
    address = models.CharField(max_length=45, blank=True, editable=False, db_default="")

    class Meta(AbstractBaseSession.Meta):
        db_table = "accounts_session"

    @classmethod
    def get_session_store_class(cls):
        """Return the store that writes these rows (accounts/sessions.py)."""
        return import_module(settings.SESSION_ENGINE).SessionStore


class DoorEvent(models.Model):
    """One thing that happened at the doors of an account (accounts/audit.py); nobody changes a line."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", _("Signed in")
        NEW_DEVICE = "new_device", _("Signed in on a new device")
        FAILED = "failed", _("Wrong password")
        WRONG_STEP = "wrong_step", _("Wrong code or key")
        PASSWORD = "password", _("Password changed")
        EMAIL = "email", _("Email address changed")
        FACTOR = "factor", _("Second step added")
        LESS = "less", _("Second step removed")
        CODES = "codes", _("Spare codes made")
        ENDED = "ended", _("Signed out elsewhere")

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("what"), max_length=20, choices=Kind)
    happened_at = models.DateTimeField(_("when"), default=timezone.now)
    agent = models.CharField(_("browser"), max_length=300, blank=True)
    address = models.CharField(_("address"), max_length=45, blank=True)

    class Meta:
        verbose_name = _("event at an account")
        verbose_name_plural = _("events at accounts")
        indexes = [
            models.Index(fields=["user", "-happened_at"], name="door_event_by_user"),
            models.Index(fields=["-happened_at"], name="door_event_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.user or '-'} {self.kind}"


class TallyQuerySet(models.QuerySet):
    """Counts of tries."""

    def running(self) -> "TallyQuerySet":
        """Those that still hold."""
        return self.filter(ends_at__gt=Now())


class Tally(models.Model):
    """How often something was tried since a moment; `key` is a digest of what, and by whom (accounts/limits.py)."""

    key = models.CharField(max_length=32, primary_key=True)
    number = models.IntegerField()
    ends_at = models.DateTimeField()

    objects = TallyQuerySet.as_manager()

    def __str__(self) -> str:
        return self.key


def display_name_of(user: User) -> str:
    """Return how allauth's pages and mails call a person."""
    return user.display_name
