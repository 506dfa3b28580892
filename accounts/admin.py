"""People in the admin: found, added, changed; never a password hash on the page."""

from functools import wraps

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminToField
from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import audit, devices
from accounts.deletion import QuietDeletion, ReadOnly
from accounts.forms import HandleField, HandleMixin, NameMixin
from accounts.models import DoorEvent, User
from accounts.second_factor import may_enter_admin

# Staff sign in where everybody does, so that the same limits on guessing hold, and with a second step where they must.
admin.site.login = secure_admin_login(admin.site.login)
admin.site.has_permission = may_enter_admin
admin.site.site_header = admin.site.site_title = _("Haru administration")


def _named_fields(admin_view):
    """Return the site's wrapper of views, which refuses an empty `_to_field`: Django takes it for a field's name."""

    def wrapper(view, *args, **options):
        inner = admin_view(view, *args, **options)

        @wraps(inner)
        def asked(request, *words, **named):
            if "" in (request.POST.get(TO_FIELD_VAR), request.GET.get(TO_FIELD_VAR)):
                raise DisallowedModelAdminToField("The field has no name.")
            return inner(request, *words, **named)

        return asked

    return wrapper


admin.site.admin_view = _named_fields(admin.site.admin_view)


@admin.register(DoorEvent)
class DoorEventAdmin(ReadOnly):
    """What happened at the doors of accounts."""

    list_display = ["happened_at", "user", "kind", "address", "agent"]
    list_filter = ["kind", "happened_at"]
    search_fields = ["user__handle", "user__email", "address"]
    list_select_related = ["user"]
    ordering = ["-happened_at"]
    show_full_result_count = False


@admin.register(admin.models.LogEntry)
class StaffActAdmin(ReadOnly):
    """What the staff did in the admin."""

    list_display = ["action_time", "user", "content_type", "object_repr", "action_flag", "change_message"]
    list_filter = ["action_flag", "content_type"]
    search_fields = ["user__handle", "object_repr"]
    list_select_related = ["user", "content_type"]
    ordering = ["-action_time"]
    show_full_result_count = False


class PersonCreationForm(HandleMixin, NameMixin, AdminUserCreationForm):
    """A new person."""

    handle = HandleField(label=_("handle"))

    class Meta:
        model = User
        fields = ["email", "handle", "display_name"]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class PersonChangeForm(HandleMixin, NameMixin, forms.ModelForm):
    """What the staff may change about a person."""

    handle = HandleField(label=_("handle"))

    class Meta:
        model = User
        fields = "__all__"

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


@admin.register(User)
class PersonAdmin(QuietDeletion, UserAdmin):
    """The list of people and the page of one."""

    form = PersonChangeForm
    add_form = PersonCreationForm
    list_display = ["handle", "display_name", "email", "language", "is_active", "is_staff", "joined_at"]
    list_filter = ["is_active", "is_staff", "language"]
    search_fields = ["handle", "display_name", "display_key", "email"]
    ordering = ["handle"]
    readonly_fields = ["password_page", "joined_at", "last_login"]
    fieldsets = [
        (None, {"fields": ["email", "handle", "display_name", "bio", "password_page"]}),
        (_("Preferences"), {"fields": ["language", "time_zone", "scheme", "single_keys"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        (_("Dates"), {"fields": ["joined_at", "last_login"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "handle", "display_name", "usable_password", "password1", "password2"]}),
    ]

    actions = ["sign_out"]

    @admin.action(description=_("Sign them out everywhere"), permissions=["change"])
    def sign_out(self, request, people) -> None:
        """End the sessions of these people; one's own goes on here and ends elsewhere."""
        number = 0
        for person in people:
            if ended := devices.end_others(person, request.session.session_key):
                audit.note_event(request, person, audit.Kind.ENDED)
                self.log_change(request, person, "Signed out everywhere.")
                number += ended
        words = ngettext("%(n)s session is ended.", "%(n)s sessions are ended.", number) % {"n": number}
        self.message_user(request, words)

    @admin.display(description=_("password"))
    def password_page(self, person) -> str:
        """The way to a new password; of the old one nothing is shown."""
        return format_html('<a href="../password/">{}</a>', _("Set another password"))

    def save_model(self, request, person, form, change) -> None:
        """Save a person; a changed e-mail address takes the old ones with it, so that they open no account."""
        super().save_model(request, person, form, change)
        if change and "email" in form.changed_data:
            EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
