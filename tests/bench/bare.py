"""What a page could cost at least, to have a unit: a constant page, and the leanest list of 20 posts Django can give.

Served as Haru is, by granian, without any middleware; the list has one query of bare rows and no template.
"""

from html import escape

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpResponse
from django.urls import path

ROWS = """SELECT p.id, p.title, p.excerpt, p.study_on, p.comment_count, a.handle, a.display_name
FROM journal_post p JOIN accounts_user a ON a.id = p.author_id
WHERE p.cohort_id = %s AND p.visibility = 'cohort' AND p.published_at IS NOT NULL AND p.deleted_at IS NULL
ORDER BY p.published_at DESC, p.id DESC LIMIT 20"""
ROW = '<li class="post"><p><a href="/@{5}/">{6}</a> {3}</p><h3><a href="/posts/{0}/">{1}</a></h3><p>{2}</p><p>{4}</p></li>'
CONSTANT = "<!doctype html><title>Constant</title>" + "<p>하루 a page of twenty kilobytes</p>" * 500


def constant(request):
    """Answer with the same 20 kB each time."""
    return HttpResponse(CONSTANT)


def leanest(request, cohort):
    """Answer with 20 posts of a cohort."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [cohort])
        rows = [ROW.format(*(escape(str(value)) for value in row)) for row in cursor.fetchall()]
    return HttpResponse(f"<!doctype html><title>Posts</title><ul>{''.join(rows)}</ul>")


urlpatterns = [path("constant/", constant), path("leanest/<int:cohort>/", leanest)]
django.setup()  # with the middleware that apps ask for when they are made ready
settings.ROOT_URLCONF, settings.MIDDLEWARE = "tests.bench.bare", []
application = WSGIHandler()
