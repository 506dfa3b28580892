"""Topic pages: the index, one topic with all that belongs to it, and suggestions while typing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from journal import policies
from journal.actions.topics import describe_topic
from journal.forms.listing import MatrixForm, SuggestForm, asked
from journal.forms.topics import DescriptionForm, TopicForm
from journal.queries.counts import counts_by_day
from journal.queries.matrix import matrix_of
from journal.queries.plots import plot_days
from journal.queries.resources import resources_in
from journal.queries.topic_filters import FILTERED, slots_of
from journal.queries.topic_pages import surroundings_of
from journal.queries.topic_questions import questions_about
from journal.queries.topics import (
    POSTS_ABOUT,
    TAGS,
    lectures_of,
    suggest_topics,
    topic_rows,
    writers_about,
)
from journal.views.access import (
    cohort_to_read,
    filters_to_read,
    page_of,
    topic_to_describe,
    topic_to_read,
)

RESOURCES = 60  # on a page


@require_safe
@login_required
def index(request, cohort):
    """All topics of a cohort: the curriculum's first, then what people tagged."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    every_tag = asked(MatrixForm, request)["tags"] == "all"
    rows = topic_rows(request.user, cohort, every_tag=every_tag)
    may_propose = policies.may_propose_topic(request.user, cohort) or policies.may_care_for_topics(request.user, cohort)
    context = {"cohort": cohort, "rows": rows, "may_propose": may_propose}
    context["has_more"] = not every_tag and sum(not row.topic.is_curated for row in rows) == TAGS
    return render(request, "journal/topics/index.html", context)


@require_safe
@login_required
def show(request, cohort, slug):
    """What the cohort wrote about a topic; another name of it leads to its one address."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    topic = topic_to_read(request.user, cohort, slug)
    if topic.slug != slug:
        return redirect(topic)
    asks = asked(TopicForm, request)
    view = asks["view"] or "days"
    context = {"cohort": cohort, "topic": topic, "view": view, "views": TopicForm.VIEWS}
    context["may_describe"] = policies.may_describe_topic(request.user, topic)
    context |= SHOWN[view](request.user, topic, asks)
    return render(request, "journal/topics/show.html", context)


def _days(user, topic, asks) -> dict:
    counts = counts_by_day(user, topic)
    whole = not any(value for name, value in asks.items() if name != "view")
    around = surroundings_of(user, topic, handles=asks["person"], days=list(counts), whole=whole)
    filters = filters_to_read(topic.cohort, around.offers, asks)
    if whole:
        pager = page_of(POSTS_ABOUT, user, "", topic=topic.pk, cohort=topic.cohort_id)
    else:
        chosen = {"key": (filters.names,), **slots_of(filters)}
        pager = page_of(FILTERED, user, asks["before"], topic=topic.pk, cohort=topic.cohort_id, **chosen)
    plot = plot_days(topic.cohort, counts) if whole else None
    return {"filters": filters, "pager": pager, "plot": plot, "around": around if whole else None}


def _questions(user, topic, asks) -> dict:
    found = questions_about(user, topic)
    for state in ("open", "answered"):
        found[state] = [row._replace(may_resolve=policies.may_resolve_question(user, row)) for row in found[state]]
    return found


SHOWN = {
    "days": _days,
    "questions": _questions,
    "resources": lambda user, topic, asks: {"links": resources_in(user, topic=topic, limit=RESOURCES)},
    "lectures": lambda user, topic, asks: {"lectures": lectures_of(user, topic)},
    "people": lambda user, topic, asks: {"writers": writers_about(user, topic)},
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def describe(request, cohort, slug):
    """Let the organisers say in a sentence what a topic is about."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    topic = topic_to_describe(request.user, cohort, slug)
    sent = request.POST if request.method == "POST" else None
    form = DescriptionForm(sent, initial={"description": topic.description})
    if sent is not None and form.is_valid():
        messages.success(request, _("The topic's page says so from now on."))
        return redirect(describe_topic(topic=topic, description=form.cleaned_data["description"]))
    return render(request, "journal/topics/describe.html", {"cohort": cohort, "topic": topic, "form": form})


@require_safe
@login_required
def suggest(request, cohort):
    """Topics that begin with what was typed, as options of the editor's list."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    topics = suggest_topics(request.user, cohort, asked(SuggestForm, request)["q"])
    return render(request, "journal/topics/suggest.html", {"topics": topics})


@require_safe
@login_required
def matrix(request, cohort):
    """How many journals of each study day are about each topic, as a table."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    with_tags = asked(MatrixForm, request)["tags"] == "all"
    context = {"cohort": cohort, "with_tags": with_tags, "matrix": matrix_of(request.user, cohort, with_tags=with_tags)}
    return render(request, "journal/topics/matrix.html", context)
