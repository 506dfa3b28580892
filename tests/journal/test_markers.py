"""Secret markers: what is planted in every place that holds text reaches those who may read it, and nobody else."""

import io
import re
import zipfile
from urllib.parse import quote, unquote

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from journal.actions.exports import ask_for_export
from journal.actions.letters import letter_for
from journal.actions.notifications import prefer
from journal.models.announcements import Announcement
from journal.models.mail import Delivery
from journal.models.moods import Mood
from journal.models.notes import Note
from journal.models.notifications import Channel, Kind, Notification
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.sections import Section
from journal.models.topics import PostTopic, Topic
from tests.cast import ROLES, VISIBILITIES
from tests.jobs import run_jobs
from tests.journal.test_permissions import TABLE, routes
from tests.markers import KINDS, KINDS_OF, MAY_KNOW, MAY_READ, TOPICS, Secret, plant, plant_asides
from tests.permission_accounts import admin_urls
from tests.world import World

# Words and filters that what was planted has in common, so that no address holds a marker itself.
SEARCHES = (
    "q=문장", "q=문장&in=all", "q=배웠다&sort=time", "q=배웠더&in=all", "q=답", "q=Published", "q=topic:Python", "q=is:question&in=all",
    "q=from:@minji&in=all", "q=from:@seoyeon", "q=has:code", "q=kind:comment&in=all", "q=kind:topic+zq", "q=day:21+문장",
)  # fmt: skip
NEVER_BY_STAFF = ("draft", "trashed", "waiting", "replaced", "removed", *MAY_KNOW)
READERS = MAY_READ | MAY_KNOW


@pytest.fixture(scope="module")
def planted(lasting_world) -> dict[str, Secret]:
    posts = plant(lasting_world)
    return posts | plant_asides(lasting_world, posts)


@pytest.fixture(scope="module")
def read_by(lasting_world, planted):
    """Return what a role finds on all the pages of the site, each page read once."""
    found: dict[str, dict] = {}

    def read(role: str) -> dict[str, dict[str, set[str]]]:
        if role not in found:
            found[role] = {url: seen(lasting_world, planted, role, url) for url in every_page(lasting_world, planted)}
        return found[role]

    return read


def every_page(world: World, planted: dict[str, Secret]) -> list[str]:
    """Return the addresses of all pages: the permission table's, and those that name what was planted."""
    urls = [row.where(world) for row in TABLE if set(row.get.values()) != {405} and row.label not in VISIBILITIES]
    urls = [url for url in urls if not any(token in url for token in world.tokens.values())]  # test_markers_feeds.py
    lists = [
        reverse(name, args=["ai-tech"]) for name in ("topics.index", "questions.faq", "people.index", "cohorts.show")
    ]
    lists += [
        reverse(name, args=["web-dev"]) for name in ("topics.index", "questions.faq", "people.index", "cohorts.show")
    ]
    lists += [f"{reverse('cohorts.show', args=[slug])}?before=35" for slug in ("ai-tech", "web-dev")]
    python = reverse("topics.show", args=["ai-tech", "python"])
    lists += [python, f"{python}?view=lectures", f"{python}?view=people"]
    lists += [f"{reverse('search.show', args=[slug])}?{asks}" for slug in ("ai-tech", "web-dev") for asks in SEARCHES]
    lists += [reverse("sections.index", args=["ai-tech", kind]) for kind in Section.Kind.values]
    lists += [
        f"{reverse('curriculum.index', args=['ai-tech'])}?view=topics",
        f"{world.lecture.get_absolute_url()}?view=people",
    ]
    lists += [reverse("people.show", args=[handle]) for handle in ("minji", "jiho", "seoyeon")]
    return list(dict.fromkeys([*urls, *lists, *(url for secret in planted.values() for url in secret.urls)]))


def said(response, url: str) -> str:
    """Return everything that an answer says, but for the address that was asked for."""
    page = response.whole.decode("latin-1" if response.headers["Content-Type"].startswith("image") else "utf-8")
    text = "\n".join([page, response.reason_phrase, str(response.headers), response.cookies.output()])
    for written in sorted(
        {url, quote(url), quote(url, safe=""), quote(url, safe="/"), url.split("?")[0]}, key=len, reverse=True
    ):
        text = text.replace(written, "")
    return text + unquote(text)


def seen(world: World, planted: dict[str, Secret], role: str, url: str) -> dict[str, set[str]]:
    """Return which markers of which secret a page shows to a role; a picture that opens counts as its address."""
    response = world.ask(role, "GET", url)
    assert response.status_code != 500, (role, url)
    text = said(response, url)
    found = {name: secret.found_in(text) for name, secret in planted.items()}
    for name, secret in planted.items():
        is_own = role == ("stranger" if name == "elsewhere" else "author")  # one's own pictures open, shown or not
        if (
            secret.picture
            and url == secret.picture
            and response.status_code == 200
            and (role in READERS[name] or not is_own)
        ):
            found[name].add("picture itself")
    return {name: kinds for name, kinds in found.items() if kinds}


@pytest.mark.parametrize("role", ROLES)
def test_no_page_says_what_somebody_may_not_read(world, read_by, role):
    leaks = {
        (url, name): kinds
        for url, found in read_by(role).items()
        for name, kinds in found.items()
        if role not in READERS[name]
    }
    assert leaks == {}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_read_it_finds_every_marker(world, read_by, role):
    """So that the test above has something to find: no marker is planted where nothing would ever show it."""
    pages = read_by(role).values()
    for name in (name for name, roles in MAY_READ.items() if role in roles):
        wanted = {*KINDS_OF.get(name, KINDS)} | (
            {"picture", "picture itself"} if name not in ("trashed", "hushed") else set()
        )
        assert wanted - {kind for found in pages for kind in found.get(name, ())} == set(), name
    for name in (name for name, roles in MAY_KNOW.items() if role in roles and (name, role) != ("mood", "author")):
        assert any(name in found for found in pages), name  # one's own mood is a choice in a form, not a word


def test_the_admin_shows_the_staff_no_text_that_is_nobody_else_s(world, planted):
    urls = [url for _route, url in admin_urls(routes())]
    urls += [
        f"/admin/journal/cohort/{world.cast.cohort.pk}/delete/",
        f"/admin/accounts/user/{world.cast.author.pk}/delete/",
    ]
    post_type = ContentType.objects.get_for_model(Post)
    urls += [f"/admin/r/{post_type.pk}/{planted[name].post.pk}/" for name in MAY_READ]
    for member in Membership.objects.filter(user=world.cast.author):
        urls += [f"/admin/journal/membership/{member.pk}/{page}/" for page in ("change", "delete", "history")]
    for topic in Topic.objects.all():
        urls += [f"/admin/journal/topic/{topic.pk}/{page}/" for page in ("change", "delete")]
    leaks = {}
    for url in dict.fromkeys(urls):
        found = seen(world, planted, "staff", url)
        leaks |= {(url, name): found[name] for name in NEVER_BY_STAFF if name in found}
    assert leaks == {}


@pytest.mark.parametrize("role", ["visitor", "camper", "other_mentor", "withdrawn", "stranger"])
def test_pages_are_the_same_as_if_the_unseen_had_never_been_written(world, planted, role):
    """Counts, neighbours and "next page" links may not tell either that something is there."""
    unseen = [
        secret.post.pk
        for name, secret in planted.items()
        if secret.post and role not in MAY_READ[name] and name not in ("waiting", "removed", "hushed")
    ]
    unseen = [pk for pk in unseen if pk != planted["replaced"].post.pk]
    own = {url for secret in planted.values() for url in secret.urls}
    urls = [
        url
        for url in every_page(world, planted)
        if url not in own and "/accounts/" not in url and f"/{role}" not in url
    ]
    urls = [url for url in urls if re.match(r"/$|/c/|/@", url)]
    with_it = {url: as_read(world, role, url) for url in urls}
    topics = PostTopic.objects.filter(content_object__in=unseen).values_list("tag", flat=True)
    Topic.objects.filter(pk__in=list(topics), is_curated=False).exclude(
        links__content_object__in=_others(unseen)
    ).delete()
    Post.objects.filter(pk__in=unseen).delete()
    Note.objects.all().delete()
    reader = world.cast.people[role] or AnonymousUser()
    Announcement.objects.exclude(pk__in=Announcement.objects.visible_to(reader)).delete()
    Mood.objects.exclude(pk__in=Mood.objects.visible_to(world.cast.people[role] or AnonymousUser())).delete()
    without_it = {url: as_read(world, role, url) for url in urls}
    assert [url for url in urls if with_it[url] != without_it[url]] == []
    assert len(urls) > 10


@pytest.mark.parametrize("role", ROLES[1:])
def test_no_mail_says_what_its_receiver_may_not_read(world, planted, role):
    """Everybody was told of everything, wants all of it by mail, and has a digest on its way."""
    user, cohorts = world.cast.fresh(role), (world.cast.cohort, world.cast.other)
    told, said = Notification.objects.filter(recipient=user), []
    for channel in (Channel.MAIL, Channel.DIGEST):
        prefer(user=user, channels=dict.fromkeys(Kind, channel))
        told.update(told_at=timezone.now(), mailed_at=None, read_at=None)
        mails = [{"cohort": each, "digest_on": each.today()} for each in cohorts]
        mails += [
            {"cohort": each.cohort, "post": each.post, "notification": None if each.post else each} for each in told
        ]
        letters = [letter_for(Delivery(pk=1, recipient=user, **mail)) for mail in mails]
        said += [letter.message.message().as_string() for letter in letters if letter]
        said += [words for letter in letters if letter for words in _parts(letter.message)]
    leaks = {name for name, secret in planted.items() if role not in READERS[name] and secret.found_in("\n".join(said))}
    assert leaks == set()
    if role == "author":
        assert all(planted[name].found_in("\n".join(said)) for name in ("nudge", "announced", "team"))


def _parts(message) -> list[str]:
    return [message.subject, message.body, *(words for words, _kind in message.alternatives)]


@pytest.mark.parametrize("role", ROLES[1:])
def test_no_file_that_people_take_with_them_says_what_is_not_theirs(world, planted, role):
    answer = world.ask(role, "POST", reverse("transfers.export"))
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.whole)) as archive:
        said = "\n".join([*archive.namelist(), *(archive.read(name).decode("latin-1") for name in archive.namelist())])
    own = {"comment"} if role == "mentor" else set()  # their own words go with them, and name no post
    leaks = {name: secret.found_in(said) - own for name, secret in planted.items() if role not in READERS[name]}
    assert {name for name, found in leaks.items() if found} == set()
    assert not planted["note"].found_in(said)
    if role == "author":
        assert planted["draft"].found_in(said)


@pytest.mark.parametrize("role", ["organiser", "staff"])
@pytest.mark.parametrize(("kind", "chosen"), [("files", MAY_READ.keys()), ("cohort", {"cohort"}), ("public", set())])
def test_no_cohort_that_is_taken_along_says_what_its_reader_may_not_read(world, planted, role, kind, chosen):
    with transaction.atomic():
        export = ask_for_export(cohort=world.cast.cohort, owner=world.cast.fresh(role), kind=kind)
        run_jobs("make_export")
        export.refresh_from_db()
        said = _unzipped(export.file.open("rb"))
        transaction.set_rollback(True)
    may = {name for name, roles in MAY_READ.items() if role in roles and name != "elsewhere" and name in chosen}
    may |= {"announced"} if kind == "files" else set()
    found = {name: secret.found_in(said) for name, secret in planted.items()}
    assert {name for name, kinds in found.items() if kinds} - may == set()
    assert bool(found["announced"]) == (kind == "files")
    for name in chosen & {"mentors", "team", "cohort", "hidden"}:
        assert {"title", "body", "link", *TOPICS} <= found[name]


def _unzipped(file) -> str:
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        return "\n".join([*names, *(archive.read(name).decode("utf-8", "replace") for name in names)])


def _others(unseen: list[int]):
    return Post.objects.exclude(pk__in=unseen).values("pk")


def as_read(world: World, role: str, url: str) -> str:
    """Return a page without what is new in each answer."""
    page = world.ask(role, "GET", url).whole.decode()
    page = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", page)
    page = re.sub(r'(<p class="soft fine">[^<]*<code>)[^<]+', r"\1", page)  # the request's number
    return re.sub(r"<time[^>]*>[^<]*</time>", "", page)
