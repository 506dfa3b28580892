"""The front door: today for members, a welcome for visitors; and whether the site is alive and ready."""

import json
import logging
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import over
from journal.forms.listing import ListingForm, asked
from journal.models.posts import Post
from journal.models.readers import reader_of
from journal.policies import may_end_cohort, may_write_post
from journal.queries.announcements import news_of
from journal.queries.endings import is_past, past_cohorts
from journal.queries.follows import newest_news
from journal.queries.running import vitals, what_is_wrong
from journal.queries.timeline import NEWEST, about_day, mine_of
from journal.text.policy_reports import MOST_BYTES, report_lines
from journal.transfer.metrics import metrics_text
from journal.views.access import page_of, page_to_read
from journal.views.errors import not_found

# Nothing in here is for everybody, so that a visitor is only sent to sign in; /@name/feed.atom and /posts/ are.
CLOSED = (
    "/accounts/", "/admin/", "/bookmarks/", "/c/", "/cohorts/", "/comments/", "/dev/", "/export/", "/feeds/",
    "/follows/", "/import/", "/join/", "/mail/", "/posts/new/", "/posts/*/edit/", "/posts/*/history/", "/questions/",
    "/series/new/", "/templates/",
)  # fmt: skip
OFFLINE = ("css/journal.css", "js/elements/offline.js", "images/haru.svg")  # what site.offline shows beside itself
PAPER = "#FBFAF7"

refusals = logging.getLogger("haru.policy")


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
    mine = mine_of(request.user, cohort, today)
    context = {
        "cohort": cohort,
        "membership": membership,
        "today": today,
        "mine": mine,
        "my_day": mine.my_day,
        "writes": may_write_post(request.user, cohort),
        "about": about_day(cohort, today),
        "ends": is_past(cohort) and may_end_cohort(request.user, cohort),
        "past": past_cohorts(request.user),
        "news": None if before else newest_news(request.user),
        "announced": None if before else news_of(request.user, cohort),
        "pager": page_of(NEWEST, request.user, before, cohort=cohort.pk),
    }
    return render(request, "journal/site/home.html", context)


def _welcome(request, before):
    seen = (
        Post.objects.visible_to(AnonymousUser()).published().for_rows()
    )  # staff may read more than is open to everyone
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
def manifest(request):
    """What a system needs to put Haru on a home screen (W3C: Web Application Manifest)."""
    icons = [_icon("icons/icon-192.png", 192), _icon("icons/icon-512.png", 512)]
    said = {
        "name": _("Haru, a daily learning journal"),
        "short_name": _("Haru"),
        "lang": get_language(),
        "id": "/",
        "start_url": reverse("site.home"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [*icons, _icon("icons/icon-mask-512.png", 512, purpose="maskable")],
        "shortcuts": [{"name": _("Write"), "url": reverse("posts.new")}],
    }
    return JsonResponse(said, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


def _icon(name: str, size: int, **more) -> dict:
    return {"src": static(name), "sizes": f"{size}x{size}", "type": "image/png", **more}


@require_safe
def worker(request):
    """The service worker's script, with the addresses of what the page without a network is made of."""
    shell = [reverse("site.offline"), *(static(name) for name in OFFLINE)]
    source = Path(finders.find("js/worker.js")).read_text(encoding="utf-8")
    return HttpResponse(
        f"const SHELL = {json.dumps(shell)};\n{source}",
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )


@require_safe
def offline(request):
    """The page that a browser keeps for where there is no network: nobody's, so it names nobody."""
    return render(request, "journal/site/offline.html")


@require_safe
def shortcuts(request):
    """What keys do: a page, and the sheet that `?` opens."""
    return render(request, "journal/site/_shortcuts.html" if request.htmx else "journal/site/shortcuts.html")


@require_safe
def healthz(request):
    """200 when the web server answers: nothing else is asked, so that a database that is away kills no process."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def readyz(request):
    """200 when it can serve: the database answers and is of this version, and jobs are done; else 503 and why."""
    wrong = what_is_wrong(queue_bound=settings.QUEUE_BOUND)
    return JsonResponse({"ready": not wrong, "wrong": wrong}, status=503 if wrong else 200)


@csrf_exempt  # the browser itself sends it, without the page's token; it changes nothing
@require_POST
def refused(request):
    """What a browser's content policy refused: a line in the log. 204, or 400 and 413 for what is no report."""
    if over(request, "report"):
        return HttpResponse()
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return HttpResponse(status=413)
    try:
        lines = report_lines(request.body)
    except ValueError:
        return HttpResponse(status=400)
    for line in lines:
        refusals.warning("The content policy refused %s", line)
    return HttpResponse(status=204)


@require_safe
def metrics(request):
    """Numbers for Prometheus, for whoever has the token; without one the page does not exist."""
    token = settings.METRICS_TOKEN
    if not token:
        return not_found(request)
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        return HttpResponse("A token is needed.\n", status=401, headers={"WWW-Authenticate": "Bearer"})
    text = import_string(settings.METRICS_OF_REQUESTS)() + metrics_text(vitals())
    return HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8")
