"""The journal's addresses. A name is `noun.verb`: the view, the template and the test are called the same."""

from django.urls import URLPattern, path, re_path, register_converter
from django.urls.converters import IntConverter, StringConverter

from journal.views import (
    bookmarks,
    cohorts,
    comments,
    curriculum,
    drafts,
    events,
    feeds,
    folders,
    follows,
    jobs,
    mail,
    notifications,
    people,
    posts,
    proposals,
    questions,
    revisions,
    search,
    sections,
    series,
    site,
    sitemap,
    subscriptions,
    templates,
    topics,
    transfers,
    uploads,
    waiting,
)


class IdConverter(IntConverter):
    """A positive whole number that a database key can be."""

    regex = "[0-9]{1,18}"


class WordConverter(StringConverter):
    """A part of an address that the database may be asked for: it keeps no NUL."""

    regex = r"[^/\x00]+"


def by_token(pattern: URLPattern) -> list[URLPattern]:
    """Return a feed's address twice: as it is, for everybody, and behind `feeds/<token>/`, for whose token that is."""
    behind = re_path if str(pattern.pattern).startswith("^") else path
    route = str(pattern.pattern)
    private = r"^feeds/(?P<token>[^/\x00]+)/" + route[1:] if behind is re_path else f"feeds/<word:token>/{route}"
    return [pattern, behind(private, pattern.callback, name=pattern.name)]


register_converter(IdConverter, "id")
register_converter(WordConverter, "word")

urlpatterns = [
    path("", site.home, name="site.home"),
    path("healthz", site.healthz, name="site.healthz"),
    path("jobs/", jobs.index, name="jobs.index"),
    path("c/<slug:cohort>/", cohorts.show, name="cohorts.show"),
    path("c/<slug:cohort>/days/<id:number>/", cohorts.day, name="cohorts.day"),
    path("c/<slug:cohort>/template/", cohorts.template, name="cohorts.template"),
    path("c/<slug:cohort>/topics/", topics.index, name="topics.index"),
    path("c/<slug:cohort>/topics/suggest/", topics.suggest, name="topics.suggest"),
    path("c/<slug:cohort>/topics/matrix/", topics.matrix, name="topics.matrix"),
    path("c/<slug:cohort>/topics/propose/", proposals.index, name="proposals.index"),
    path("c/<slug:cohort>/topics/propose/<id:pk>/", proposals.decide, name="proposals.decide"),
    path("c/<slug:cohort>/topics/<word:slug>/", topics.show, name="topics.show"),
    path("c/<slug:cohort>/topics/<word:slug>/follow/", follows.topic, name="follows.topic"),
    path("c/<slug:cohort>/topics/<word:slug>/describe/", topics.describe, name="topics.describe"),
    path("c/<slug:cohort>/faq/", questions.faq, name="questions.faq"),
    path("c/<slug:cohort>/search/", search.show, name="search.show"),
    path("c/<slug:cohort>/search/suggest/", search.suggest, name="search.suggest"),
    path("c/<slug:cohort>/people/", people.index, name="people.index"),
    path("c/<slug:cohort>/people/suggest/", people.suggest, name="people.suggest"),
    path("c/<slug:cohort>/lectures/", curriculum.index, name="curriculum.index"),
    path("c/<slug:cohort>/lectures/suggest/", curriculum.suggest, name="curriculum.suggest"),
    path("c/<slug:cohort>/lectures/<id:pk>/", curriculum.show, name="curriculum.show"),
    path("c/<slug:cohort>/lectures/<id:pk>/<word:slug>/", curriculum.show, name="curriculum.show"),
    path("c/<slug:cohort>/events/", events.index, name="events.index"),
    path("c/<slug:cohort>/events/<id:pk>/", events.show, name="events.show"),
    path("c/<slug:cohort>/sections/<slug:kind>/", sections.index, name="sections.index"),
    path("questions/<id:pk>/", questions.show, name="questions.show"),
    path("questions/<id:pk>/resolve/", questions.resolve, name="questions.resolve"),
    path("questions/<id:pk>/reopen/", questions.reopen, name="questions.reopen"),
    path("questions/<id:pk>/take-back/", questions.take_back, name="questions.take_back"),
    path("questions/<id:pk>/join/", questions.join, name="questions.join"),
    path("questions/<id:pk>/separate/", questions.separate, name="questions.separate"),
    path("waiting/<id:pk>/claim/", waiting.claim, name="waiting.claim"),
    path("waiting/<id:pk>/release/", waiting.release, name="waiting.release"),
    path("waiting/<id:pk>/dismiss/", waiting.dismiss, name="waiting.dismiss"),
    path("waiting/dismissed/<id:pk>/", waiting.undo, name="waiting.undo"),
    path("join/<word:token>/", people.join, name="people.join"),
    re_path(r"^@(?P<handle>[A-Za-z][A-Za-z0-9_]{1,29})/$", people.show, name="people.show"),
    re_path(r"^@(?P<handle>[A-Za-z][A-Za-z0-9_]{1,29})/follow/$", follows.person, name="follows.person"),
    path("bookmarks/", bookmarks.index, name="bookmarks.index"),
    path("bookmarks/posts/<id:pk>/", bookmarks.add, name="bookmarks.add"),
    path("bookmarks/<id:pk>/edit/", bookmarks.edit, name="bookmarks.edit"),
    path("bookmarks/<id:pk>/remove/", bookmarks.remove, name="bookmarks.remove"),
    path("bookmarks/folders/new/", folders.new, name="folders.new"),
    path("bookmarks/folders/<id:pk>/edit/", folders.edit, name="folders.edit"),
    path("bookmarks/folders/<id:pk>/delete/", folders.delete, name="folders.delete"),
    path("follows/", follows.index, name="follows.index"),
    path("follows/seen/", follows.seen, name="follows.seen"),
    path("follows/lectures/<id:pk>/", follows.lecture, name="follows.lecture"),
    path("notifications/", notifications.index, name="notifications.index"),
    path("notifications/count/", notifications.count, name="notifications.count"),
    path("notifications/read/", notifications.read_all, name="notifications.read_all"),
    path("notifications/settings/", notifications.settings, name="notifications.settings"),
    path("notifications/<id:pk>/read/", notifications.read, name="notifications.read"),
    path("feeds/", feeds.index, name="feeds.index"),
    path("feeds/renew/", feeds.renew, name="feeds.renew"),
    path("feeds/revoke/", feeds.revoke, name="feeds.revoke"),
    *by_token(path("c/<slug:cohort>/feed.atom", feeds.cohort, name="feeds.cohort")),
    *by_token(path("c/<slug:cohort>/days/<id:number>/feed.atom", feeds.day, name="feeds.day")),
    *by_token(path("c/<slug:cohort>/topics/<word:slug>/feed.atom", feeds.topic, name="feeds.topic")),
    *by_token(path("c/<slug:cohort>/lectures/<id:pk>/feed.atom", feeds.lecture, name="feeds.lecture")),
    *by_token(path("c/<slug:cohort>/search/feed.atom", feeds.search, name="feeds.search")),
    *by_token(re_path(r"^@(?P<handle>[A-Za-z][A-Za-z0-9_]{1,29})/feed\.atom$", feeds.person, name="feeds.person")),
    path("feeds/<word:token>/c/<slug:cohort>/calendar.ics", feeds.calendar, name="feeds.calendar"),
    path("mail/stop/<word:token>/", mail.stop, name="mail.stop"),
    path("dev/mail/", mail.index, name="mail.index"),
    path("dev/mail/<word:name>/", mail.show, name="mail.show"),
    path("dev/mail/<word:name>/html/", mail.html, name="mail.html"),
    path("sitemap.xml", sitemap.index, name="sitemap.index"),
    path("sitemap-<id:number>.xml", sitemap.posts, name="sitemap.posts"),
    path("robots.txt", site.robots, name="site.robots"),
    path("posts/new/", posts.new, name="posts.new"),
    path("posts/drafts/", drafts.save, name="drafts.save"),
    path("posts/trash/", posts.trash, name="posts.trash"),
    path("posts/preview/", uploads.Preview.as_view(), name="markdownx_markdownify"),
    path("posts/pictures/", uploads.PictureUpload.as_view(), name="markdownx_upload"),
    path("posts/<id:pk>/", posts.show, name="posts.show"),
    re_path(r"^posts/(?P<pk>[0-9]{1,18})(?:/(?P<slug>[^/\x00]+))?/?\.md$", posts.source, name="posts.source"),
    path("posts/<id:pk>/edit/", posts.edit, name="posts.edit"),
    path("posts/<id:pk>/delete/", posts.delete, name="posts.delete"),
    path("posts/<id:pk>/restore/", posts.restore, name="posts.restore"),
    path("posts/<id:pk>/purge/", posts.purge, name="posts.purge"),
    path("posts/<id:pk>/discard/", drafts.discard, name="drafts.discard"),
    path("posts/<id:pk>/like/", posts.like, name="posts.like"),
    path("posts/<id:pk>/lectures/<id:lecture>/untie/", curriculum.untie, name="curriculum.untie"),
    path("posts/<id:pk>/lectures/<id:lecture>/tie/", curriculum.tie, name="curriculum.tie"),
    path("posts/<id:pk>/subscribe/", subscriptions.change, name="subscriptions.change"),
    path("posts/<id:pk>/comments/", comments.add, name="comments.add"),
    path("posts/<id:pk>/ask/", questions.ask, name="questions.ask"),
    path("posts/<id:pk>/feedback/", waiting.feedback, name="waiting.feedback"),
    path("posts/<id:pk>/history/", revisions.index, name="revisions.index"),
    path("posts/<id:pk>/history/<id:revision>/", revisions.show, name="revisions.show"),
    path("posts/<id:pk>/history/<id:revision>/restore/", revisions.restore, name="revisions.restore"),
    path("posts/<id:pk>/<word:slug>/", posts.show, name="posts.show"),
    path("series/new/", series.new, name="series.new"),
    path("series/posts/<id:pk>/", series.gather, name="series.gather"),
    path("series/<id:pk>/", series.show, name="series.show"),
    path("series/<id:pk>/edit/", series.edit, name="series.edit"),
    path("series/<id:pk>/delete/", series.delete, name="series.delete"),
    path("series/<id:pk>/<word:slug>/", series.show, name="series.show"),
    path("templates/", templates.index, name="templates.index"),
    path("templates/new/", templates.new, name="templates.new"),
    path("templates/<id:pk>/edit/", templates.edit, name="templates.edit"),
    path("templates/<id:pk>/delete/", templates.delete, name="templates.delete"),
    path("comments/<id:pk>/edit/", comments.edit, name="comments.edit"),
    path("comments/<id:pk>/delete/", comments.delete, name="comments.delete"),
    path("import/", transfers.new, name="transfers.new"),
    path("import/<uuid:key>/", transfers.apply, name="transfers.apply"),
    path("export/", transfers.export, name="transfers.export"),
    path("uploads/<uuid:pk>.<slug:kind>", uploads.show, name="uploads.show"),
]
