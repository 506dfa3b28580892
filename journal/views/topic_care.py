"""The organisers' care for topics: all of them, and renaming, merging and splitting one after a look at what moves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from journal.actions.topic_merges import merge_topics
from journal.actions.topic_names import (
    AddressGivenOut,
    LecturesClash,
    NameTaken,
    SameTopic,
    TopicGone,
    add_alias,
    remove_alias,
    rename_topic,
)
from journal.actions.topic_splits import NothingMoves, split_topic
from journal.actions.topics import shelve_topic
from journal.forms.listing import asked
from journal.forms.proposals import REFUSED
from journal.forms.topic_care import STALE, AliasForm, CareForm, MergeForm, RenameForm, ShelfForm, SplitForm
from journal.queries.proposals import proposals_in
from journal.queries.topic_care import Finder, effect_on, topics_to_care_for
from journal.views.access_organise import cohort_to_set_up, topic_to_care_for

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
def index(request, cohort):
    """All topics of a cohort; what people propose about them stands on top."""
    cohort = request.cohort = cohort_to_set_up(request.user, cohort)
    asks = asked(CareForm, request)
    rows, page, pages = topics_to_care_for(request.user, cohort, asks["q"], asks["page"] or 1)
    waiting, _decided = proposals_in(request.user, cohort)
    context = {"cohort": cohort, "rows": rows, "page": page, "pages": pages, "waiting": waiting, "q": asks["q"]}
    return render(request, "journal/topic_care/index.html", context)


@GET_OR_POST
@login_required
def show(request, cohort, pk):
    """One topic: its other names, its place among the others, and the ways to change it."""
    cohort = request.cohort = cohort_to_set_up(request.user, cohort)
    topic = topic_to_care_for(request.user, cohort, pk)
    if topic.pk != int(pk):
        return _merged(request, topic)
    does = request.POST.get("do") if request.method == "POST" else ""
    alias = AliasForm(request.POST if does == "alias" else None, topic=topic, finder=Finder(request.user, topic))
    shelf = ShelfForm(request.POST if does == "shelve" else None, topic=topic, auto_id="shelf_%s")
    if does and DEEDS.get(does, _nothing)(request, topic, alias, shelf):
        return redirect("topic_care.show", cohort.slug, topic.pk)
    context = {
        "cohort": cohort,
        "topic": topic,
        "alias": alias,
        "shelf": shelf,
        "effect": effect_on(request.user, topic),
    }
    context["others"] = topic.aliases.order_by("name")
    return render(request, "journal/topic_care/show.html", context)


@GET_OR_POST
@login_required
def rename(request, cohort, pk):
    """Call a topic otherwise, after a look at what follows it."""
    return _change(request, cohort, pk, RenameForm, _renaming, "journal/topic_care/rename.html")


@GET_OR_POST
@login_required
def merge(request, cohort, pk):
    """Make a topic part of another one, after a look at what moves."""
    return _change(request, cohort, pk, MergeForm, _merging, "journal/topic_care/merge.html")


@GET_OR_POST
@login_required
def split(request, cohort, pk):
    """Let some of a topic's posts be another one's, after a look at which."""
    return _change(request, cohort, pk, SplitForm, _splitting, "journal/topic_care/split.html")


def _change(request, cohort, pk, form_class, ways, template):
    """Show what a change would do; when that was seen, do it."""
    cohort = request.cohort = cohort_to_set_up(request.user, cohort)
    topic = topic_to_care_for(request.user, cohort, pk)
    if topic.pk != int(pk):
        return _merged(request, topic)
    sent = request.POST if request.method == "POST" else request.GET
    form = form_class(sent if "name" in sent else None, topic=topic, finder=Finder(request.user, topic))
    effect = act = None
    if form.is_bound and form.is_valid():
        effect, act = ways(request.user, topic, form)
    if request.method == "POST" and act and (now := _done(form, effect, act)):
        messages.success(request, _("It is done. Under “Changes” it can be taken back."))
        return redirect("topic_care.show", cohort.slug, now)
    context = {"cohort": cohort, "topic": topic, "form": form, "effect": effect, "curated": _names(cohort)}
    return render(request, template, context)


def _renaming(user, topic, form):
    name = form.cleaned_data["name"]
    act = lambda: rename_topic(topic=topic, name=name, actor=user).pk  # noqa: E731
    return effect_on(user, topic, name), act


def _merging(user, topic, form):
    def act():
        merge_topics(source=topic, target=form.other, actor=user)
        return form.other.pk

    return effect_on(user, topic, form.other.name), act


def _splitting(user, topic, form):
    name = form.cleaned_data["name"]

    def act():
        lectures = [lecture.pk for lecture in form.moving]
        change = split_topic(source=topic, name=name, posts=form.chosen, lectures=lectures, actor=user)
        return change.before["target"]

    return effect_on(user, topic, name, posts=form.all_posts, lectures=form.moving), act


def _done(form, effect, act) -> int | None:
    """Carry a change out and return the key of the topic to show then; None, with the reason, where it was not seen as
    it is, or cannot be done any more."""
    if form.cleaned_data["seen"] != effect.seal:
        form.add_error(None, STALE)
        return None
    try:
        return act()
    except NothingMoves:
        form.add_error(None, STALE)
        return None
    except (LecturesClash, NameTaken, SameTopic, TopicGone) as error:
        form.add_error(None, REFUSED[type(error).__name__])
        return None


def _add_alias(request, topic, alias, shelf) -> bool:
    if not alias.is_valid():
        return False
    try:
        add_alias(topic=topic, name=alias.cleaned_data["name"], actor=request.user)
    except (NameTaken, TopicGone) as error:
        alias.add_error("name", REFUSED[type(error).__name__])
        return False
    messages.success(request, _("This name leads to the topic from now on."))
    return True


def _remove_alias(request, topic, alias, shelf) -> bool:
    named = topic.aliases.filter(key=request.POST.get("key", "").replace("\0", "")).first()
    try:
        if named:
            remove_alias(alias=named, actor=request.user)
            messages.success(request, _("This name leads to the topic no more."))
    except AddressGivenOut:
        messages.error(request, _("It was the topic's own name: links lead to it, so it stays."))
    return True


def _shelve(request, topic, alias, shelf) -> bool:
    if not shelf.is_valid():
        return False
    shelve_topic(topic=topic, **shelf.cleaned_data, actor=request.user)
    messages.success(request, _("Saved."))
    return True


def _nothing(request, topic, alias, shelf) -> bool:
    return True


DEEDS = {"alias": _add_alias, "unalias": _remove_alias, "shelve": _shelve}


def _merged(request, topic):
    messages.info(request, _("This topic was merged with another one in the meantime."))
    return redirect("topic_care.show", topic.cohort.slug, topic.pk)


def _names(cohort) -> list[str]:
    return list(cohort.topics.filter(is_curated=True).values_list("name", flat=True))
