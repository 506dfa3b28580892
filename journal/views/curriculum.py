"""The curriculum: its lectures, what everyone noted about one, ties of posts to them; suggestions while one writes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.actions.curriculum import tie_lecture, untie_lecture
from journal.actions.posts import note_staff_readings
from journal.forms.listing import CurriculumForm, LectureForm, SuggestForm, asked
from journal.queries.curriculum import suggest_lectures
from journal.queries.lectures import (
    NOTES_OF,
    beside_of,
    lectures_beside,
    shelves_by_day,
    shelves_by_topic,
    writers_on,
)
from journal.queries.parts import read_parts
from journal.views.access import cohort_to_read, lecture_to_read, page_of, post_to_tie


@require_safe
@login_required
def index(request, cohort):
    """The cohort's lectures by study day or by topic, each with how many notes the reader may see."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    view = asked(CurriculumForm, request)["view"] or "days"
    shelves = (shelves_by_topic if view == "topics" else shelves_by_day)(request.user, cohort)
    return render(request, "journal/curriculum/index.html", {"cohort": cohort, "view": view, "shelves": shelves})


@require_safe
@login_required
def show(request, cohort, pk, slug=""):
    """What everyone noted about a lecture, asked there and linked to, in one reading."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    lecture = lecture_to_read(request.user, cohort, pk)
    if slug != lecture.slug:
        query = request.META.get("QUERY_STRING", "")
        return redirect(lecture.get_absolute_url() + (f"?{query}" if query else ""))
    asks = asked(LectureForm, request)
    before, after = lectures_beside(lecture)
    context = {"cohort": cohort, "lecture": lecture, "before": before, "after": after, "view": asks["view"] or "notes"}
    if context["view"] == "people":
        context["writers"] = writers_on(request.user, lecture)
    else:
        pager = page_of(NOTES_OF, request.user, asks["before"], lecture=lecture.pk, cohort=cohort.pk)
        context |= {"pager": pager, "noted": read_parts(pager.items)}
        context["beside"] = beside_of(request.user, lecture)
        note_staff_readings(user=request.user, posts=[noted.post.pk for noted in context["noted"]])
    return render(request, "journal/curriculum/show.html", context)


@require_POST
@login_required
def untie(request, pk, lecture):
    """Say that one's own post does not note a lecture; it stays so through later edits."""
    post = post_to_tie(request.user, pk)
    lecture = lecture_to_read(request.user, post.cohort, lecture)
    untie_lecture(post=post, lecture=lecture)
    messages.success(request, _("This post is no longer among the notes of “%(lecture)s”.") % {"lecture": lecture})
    return redirect(post)


@require_POST
@login_required
def tie(request, pk, lecture):
    """Take an untying back."""
    post = post_to_tie(request.user, pk)
    lecture = lecture_to_read(request.user, post.cohort, lecture)
    tie_lecture(post=post, lecture=lecture)
    messages.success(request, _("This post is among the notes of “%(lecture)s” again.") % {"lecture": lecture})
    return redirect(post)


@require_safe
@login_required
def suggest(request, cohort):
    """Lectures that fit what was typed behind a /, else today's, as options of the editor's list."""
    cohort = request.cohort = cohort_to_read(request.user, cohort)
    lectures = suggest_lectures(cohort, asked(SuggestForm, request)["q"])
    return render(request, "journal/curriculum/suggest.html", {"lectures": lectures})
