"""Topic pages: the index, one topic by day, lecture and person, and suggestions while typing."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from journal.forms.listing import ListingForm, MatrixForm, SuggestForm, TopicForm, asked
from journal.queries.matrix import matrix_of
from journal.queries.topics import ABOUT, lectures_of, posts_about, suggest_topics, topic_rows, writers_about
from journal.views.access import cohort_to_read, page_to_read, topic_to_read


@require_safe
@login_required
def index(request, cohort):
    """All topics of a cohort: the curriculum's first, then what people tagged."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    asked(ListingForm, request)
    return render(request, "journal/topics/index.html", {"cohort": cohort, "rows": topic_rows(request.user, cohort)})


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
    context = {"cohort": cohort, "topic": topic, "view": view}
    if view == "lectures":
        context["lectures"] = lectures_of(request.user, topic)
    elif view == "people":
        context["writers"] = writers_about(request.user, topic)
    else:
        context["pager"] = page_to_read(posts_about(request.user, topic), asks["before"], by="shown_on", along=ABOUT)
    return render(request, "journal/topics/show.html", context)


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
