"""The admin site: enough to open a cohort and let people in. What people write is not in it."""

from contextlib import contextmanager

import procrastinate.contrib.django.admin  # noqa: F401 (both register what is taken out below)
import taggit.admin  # noqa: F401
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob
from taggit.models import Tag

from accounts.admin import PersonAdmin
from accounts.deletion import QuietDeletion
from accounts.models import User
from journal.actions.curriculum import tie_notes
from journal.actions.events import tie_event
from journal.actions.people import (
    LastOrganiser,
    change_membership,
    cohorts_left_alone,
    delete_membership,
    delete_people,
    disband_team,
)
from journal.actions.topic_names import delete_topic, rename_topic
from journal.actions.topics import free_slugs
from journal.actions.upkeep import reread_posts
from journal.models.cohorts import Cohort, Holiday
from journal.models.curriculum import Lecture
from journal.models.events import Event
from journal.models.people import Invitation, Membership, Team
from journal.models.topics import Topic, TopicAlias
from journal.text.topic_names import topic_key

admin.site.unregister(Tag)  # Haru's topics are journal.Topic; taggit's own table stays empty
admin.site.unregister(ProcrastinateJob)  # jobs have a page of their own
admin.site.site_header = admin.site.site_title = "Haru"


LAST_ORGANISER = _("The cohort's last organiser stays one: make somebody else an organiser first.")
LAST_OF = _("The last organiser of %(cohort)s: make somebody else an organiser there first.")


class LastStays:
    """For a ModelAdmin: nobody is deleted with whom a cohort loses its last organiser, and it is said before."""

    def get_deleted_objects(self, objs, request):
        """Return Django's answer, with what protects these objects."""
        named, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        alone = cohorts_left_alone(self.memberships_of([each.pk for each in objs]))
        return named, counts, perms_needed, [*protected, *(LAST_OF % {"cohort": cohort.name} for cohort in alone)]

    @contextmanager
    def all_or_none(self):
        """Delete all, or refuse: somebody else may have left since the page that asks was looked at."""
        try:
            with transaction.atomic():
                yield
        except LastOrganiser:
            raise PermissionDenied(LAST_ORGANISER) from None


class HolidayInline(admin.TabularInline):
    model = Holiday
    extra = 1


class TeamFormSet(forms.BaseInlineFormSet):
    """Teams, whose posts outlive them."""

    def delete_existing(self, team, commit=True):
        """Delete a team, and keep the counts of its posts right."""
        if commit:
            disband_team(team=team)


class TeamInline(admin.TabularInline):
    model = Team
    formset = TeamFormSet
    extra = 1


@admin.register(Cohort)
class CohortAdmin(QuietDeletion, admin.ModelAdmin):
    """Cohorts with their holidays and teams."""

    list_display = ["name", "slug", "state", "first_on", "last_on"]
    list_filter = ["state"]
    search_fields = ["name", "slug"]
    inlines = [HolidayInline, TeamInline]


@admin.register(Membership)
class MembershipAdmin(LastStays, QuietDeletion, admin.ModelAdmin):
    """Who is in which cohort, as what."""

    list_display = ["user", "cohort", "role", "state", "team"]
    list_filter = ["cohort", "role", "state"]
    list_select_related = ["user", "cohort", "team"]
    search_fields = ["user__email", "user__handle", "user__display_name"]
    autocomplete_fields = ["user"]
    filter_horizontal = ["mentored_teams"]

    def memberships_of(self, keys):
        """Return the memberships that a deletion takes."""
        return Membership.objects.filter(pk__in=keys)

    def save_model(self, request, membership, form, change):
        """Save one, and let what they asked wait or not accordingly."""
        try:
            change_membership(membership=membership)
        except LastOrganiser:
            self.message_user(request, LAST_ORGANISER, messages.ERROR)

    def delete_model(self, request, membership):
        """Delete one."""
        with self.all_or_none():
            delete_membership(membership=membership)

    def delete_queryset(self, request, queryset):
        """Delete those that were chosen in the list."""
        with self.all_or_none():
            for membership in queryset:
                delete_membership(membership=membership)


class AuthorForm(PersonAdmin.form):
    """What the staff may change about a person who may run a cohort."""

    def clean_is_active(self) -> bool:
        """Refuse to close the account of a cohort's last organiser."""
        is_active = self.cleaned_data["is_active"]
        if not is_active and self.instance.is_active:
            alone = cohorts_left_alone(Membership.objects.filter(user=self.instance))
            if errors := [LAST_OF % {"cohort": cohort.name} for cohort in alone]:
                raise forms.ValidationError(errors)
        return is_active


class AuthorAdmin(LastStays, PersonAdmin):
    """People, who may have written something: what counts that follows when they are deleted."""

    form = AuthorForm

    def memberships_of(self, keys):
        """Return the memberships that go with these people."""
        return Membership.objects.filter(user__in=keys)

    def delete_model(self, request, person):
        """Delete one."""
        with self.all_or_none():
            delete_people(people=[person])

    def delete_queryset(self, request, queryset):
        """Delete those that were chosen in the list."""
        with self.all_or_none():
            delete_people(people=queryset)


admin.site.unregister(User)
admin.site.register(User, AuthorAdmin)


@admin.register(Invitation)
class InvitationAdmin(QuietDeletion, admin.ModelAdmin):
    """Links that make members; the link itself stands in the list."""

    list_display = ["cohort", "role", "team", "expires_at", "taken", "places", "link"]
    list_select_related = ["cohort", "team"]
    readonly_fields = ["link", "taken"]

    @admin.display(description=_("link"))
    def link(self, invitation):
        """Show the address to send."""
        return format_html("/join/{}/", invitation.token) if invitation.pk else "–"


class CuratedTopics:
    """For a ModelAdmin: its choice of topics leaves out free tags, which may stand in posts that staff do not see."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Offer curated topics only."""
        if db_field.name == "topic":
            kwargs["queryset"] = Topic.objects.filter(is_curated=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class NamedForm(forms.ModelForm):
    """A name whose folded key must be free in its cohort: as a topic and as another name of one."""

    def clean(self):
        data = super().clean()
        cohort = data.get("cohort") or getattr(data.get("topic"), "cohort", None)
        key = topic_key(data.get("name") or "")
        taken = Topic.objects.filter(cohort=cohort, key=key), TopicAlias.objects.filter(cohort=cohort, key=key)
        if any(
            rows.exclude(pk=self.instance.pk if rows.model is type(self.instance) else None).exists() for rows in taken
        ):
            self.add_error("name", _("The cohort has a topic of this name already."))
        if data.get("name") and not key:
            self.add_error("name", _("This name has no letter, digit or sign that could name a topic."))
        return data


@admin.register(Topic)
class TopicAdmin(QuietDeletion, admin.ModelAdmin):
    """Curated topics; free tags come from posts and may be made curated here."""

    form = NamedForm
    fields = ["cohort", "name", "is_curated", "position", "hue", "description"]
    list_display = ["name", "cohort", "is_curated", "position", "hue"]
    list_filter = ["cohort", "is_curated"]
    search_fields = ["name"]

    def get_queryset(self, request):
        """Leave out free tags: they may stand in posts that are not the staff's to see."""
        return super().get_queryset(request).filter(is_curated=True)

    def save_model(self, request, topic, form, change):
        """Fold a new topic's name; another name for an old one leaves that, and its address, leading there."""
        name = topic.name
        if change:
            topic.name = form.initial["name"]
        else:
            topic.key, topic.slug = topic_key(name), free_slugs(cohort=topic.cohort, name=name)[0]
        super().save_model(request, topic, form, change)
        if name != topic.name:
            topic.name = rename_topic(topic=topic, name=name, actor=request.user).name

    def delete_model(self, request, topic):
        """Delete one, and let search forget its name."""
        delete_topic(topic=topic)

    def delete_queryset(self, request, queryset):
        """Delete those that were chosen in the list."""
        for topic in queryset:
            delete_topic(topic=topic)


@admin.register(TopicAlias)
class TopicAliasAdmin(CuratedTopics, QuietDeletion, admin.ModelAdmin):
    """Other names that lead to a topic."""

    form = NamedForm
    fields = ["topic", "name"]
    list_display = ["name", "topic", "cohort"]
    list_select_related = ["topic", "cohort"]

    def save_model(self, request, alias, form, change):
        """Fold the name, in the topic's own cohort."""
        alias.key, alias.cohort = topic_key(alias.name), alias.topic.cohort
        super().save_model(request, alias, form, change)


@admin.register(Lecture)
class LectureAdmin(CuratedTopics, QuietDeletion, admin.ModelAdmin):
    """The curriculum."""

    list_display = ["code", "title", "topic", "cohort", "study_on"]
    list_filter = ["cohort"]
    list_select_related = ["topic", "cohort"]
    search_fields = ["title", "code"]

    def save_model(self, request, lecture, form, change):
        """Tie the notes that mean it by now, and find the posts that say its title."""
        super().save_model(request, lecture, form, change)
        tie_notes(lecture=lecture)
        reread_posts(lecture=lecture)


@admin.register(Event)
class EventAdmin(QuietDeletion, admin.ModelAdmin):
    """Master Classes and the like."""

    list_display = ["name", "kind", "on", "speaker", "cohort"]
    list_filter = ["cohort", "kind"]
    list_select_related = ["cohort"]

    def save_model(self, request, event, form, change):
        """Tie the notes that are of its day and mean it by now, and let calendars see that it is another one."""
        event.version, event.changed_at = event.version + change, timezone.now()
        super().save_model(request, event, form, change)
        tie_event(event=event, was_on=form.initial.get("on"))
