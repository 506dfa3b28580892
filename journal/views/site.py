"""The front door: today for members, a welcome for visitors; and whether the site is alive."""

from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from journal.forms.listing import ListingForm, asked
from journal.models.posts import Post
from journal.models.readers import reader_of
from journal.queries.follows import NEWS, followed_of, news_of
from journal.queries.timeline import NEWEST, curated_topics, events_on, lectures_on, newest_drafts, week_of
from journal.views.access import page_of, page_to_read

# Nothing in here is for everybody, so that a visitor is only sent to sign in; /@name/feed.atom and /posts/ are.
CLOSED = (
    "/accounts/", "/admin/", "/bookmarks/", "/c/", "/comments/", "/export/", "/feeds/", "/follows/", "/import/",
    "/join/", "/posts/new/", "/posts/*/edit/", "/posts/*/history/", "/questions/", "/series/new/", "/templates/",
)  # fmt: skip


@require_safe
def home(request):
    """Today in the reader's newest cohort; the visitor's front page for everybody else."""
    before = asked(ListingForm, request)["before"]
    memberships = reader_of(request.user).memberships
    if not memberships:
        return _welcome(request, before)
    membership = max(memberships, key=lambda m: (m.cohort.is_open, m.cohort.first_on))
    cohort = request.cohort = membership.cohort
    today = cohort.today()
    week = week_of(request.user, cohort, today)
    context = {
        "cohort": cohort,
        "membership": membership,
        "today": today,
        "week": week,
        "my_day": next((day for day in week if day.is_today), None),
        "lectures": lectures_on(cohort, today),
        "events": events_on(cohort, today),
        "topics": curated_topics(cohort),
        "drafts": newest_drafts(request.user, cohort),
        "news": None if before else page_to_read(news_of(request.user, followed_of(request.user)), "", size=NEWS),
        "pager": page_of(NEWEST, request.user, before, cohort=cohort.pk),
    }
    return render(request, "journal/site/home.html", context)


def _welcome(request, before):
    seen = Post.objects.visible_to(request.user).published().for_list()
    return render(request, "journal/site/welcome.html", {"pager": page_to_read(seen, before, size=5)})


@require_safe
def robots(request):
    """What machines that gather pages may fetch: what everybody may read, and no form."""
    sitemap = request.build_absolute_uri(reverse("sitemap.index"))
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), "", f"Sitemap: {sitemap}", ""]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
def healthz(request):
    """200 when the web server and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
