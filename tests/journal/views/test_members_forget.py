"""Who left becomes anonymous: no page, feed, search or export of the cohort says who it was; the posts stay."""

import io
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from journal.actions.forgetting import NotWithdrawn, forget_member
from journal.actions.members import change_state
from journal.models.announcements import Announcement
from journal.models.comments import Comment
from journal.models.moderation import Act
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.search import SearchEntry
from journal.text.quotes import quoted
from tests.factories import make_announcement, make_comment, make_post
from tests.jobs import run_jobs
from tests.journal.views.browsing import browser, words

pytestmark = pytest.mark.django_db
PIN = date(2099, 1, 1)
NAMES = ("zqmaria", "zqbefore", "maria name")


@pytest.fixture
def gone(cast):
    """Bora, called zqmaria now and zqbefore earlier, who wrote, was mentioned and quoted, and has left."""
    bora = cast.fresh("team_mate")
    for handle in ("zqbefore", "zqmaria"):
        bora.handle, bora.display_name = handle, "Maria Name"
        bora.save()
    post = make_post(bora, cast.cohort, title="Hers", body="### Python\n\nHer zqwords.", day=9, visibility="public")
    said = make_comment(bora, cast.posts["cohort"], "Her zqcomment.")
    other = make_post(cast.author, cast.cohort, title="Other", body="Thanks @zqmaria and @zqbefore, zqthanks.", day=9)
    make_comment(cast.author, other, quoted(bora.display_name, said.body) + "Yes, @zqmaria.")
    make_comment(cast.author, cast.posts["cohort"], "@zqmaria Look.")
    make_announcement(cast.organiser, cast.cohort, title="Ask @zqmaria", body="Thanks @zqbefore.", pin_ends_on=PIN)
    member = Membership.objects.get(cohort=cast.cohort, user=bora)
    change_state(cohort=cast.cohort, members=[member.pk], state="withdrawn", by=cast.organiser)
    member.refresh_from_db()
    return member, post, other


def path(member) -> str:
    return reverse("members.forget", args=["ai-tech", member.pk])


def test_a_word_is_typed_first_and_then_nothing_says_who_it_was(cast, gone):
    (member, post, other), client = gone, browser(cast.organiser)
    assert path(member) in client.get(reverse("members.index", args=["ai-tech"])).content.decode()
    assert "Please type the word" in words(client.post(path(member), {"word": "no"}))
    assert Post.objects.get(pk=post.pk).author.handle == "zqmaria"
    assert "Nothing here says any more" in words(client.post(path(member), {"word": "Anonymous"}, follow=True))
    run_jobs("rerender")
    reader, visitor, slug = browser(cast.author), browser(), cast.cohort.slug
    urls = [post.get_absolute_url(), other.get_absolute_url(), cast.posts["cohort"].get_absolute_url()]
    urls += [
        f"{urls[0]}.md",
        f"{urls[1]}.md",
        f"/c/{slug}/",
        f"/c/{slug}/days/9/",
        f"/c/{slug}/people/",
        f"/c/{slug}/topics/python/",
        Announcement.objects.get().get_absolute_url(),
        f"/c/{slug}/announcements/",
        "/",
    ]
    urls += [f"/c/{slug}/search/?q={word}" for word in ("zqwords", "zqcomment", "zqthanks")]
    urls += [f"/c/{slug}/feed.atom", f"/c/{slug}/faq/", f"/c/{slug}/topics/python/?view=people"]
    for each, asks in (
        (reader, urls),
        (visitor, [urls[0], f"/c/{slug}/feed.atom"]),
        (client, [reverse("acts.index", args=[slug]), reverse("members.index", args=[slug])]),
    ):
        for url in asks:
            page = each.get(url, follow=True)
            text = (b"".join(page) if page.streaming else page.content).decode().casefold()
            assert page.status_code == 200 and not [name for name in NAMES if name in text], url
    for query in NAMES:
        found = reader.get(f"/c/{slug}/search/?q={query}")
        assert (
            post.get_absolute_url() not in found.content.decode()
            and other.get_absolute_url() not in found.content.decode()
        )
    assert [reader.get(f"/@{name}/").status_code for name in ("zqmaria", "zqbefore")] == [404, 404]
    assert "탈퇴한 캠퍼" in words(reader.get(post.get_absolute_url()))
    assert "탈퇴한 캠퍼" in words(reader.get(other.get_absolute_url()))


def test_what_is_exported_says_nothing_of_them_and_the_account_stays_theirs(cast, gone):
    member, post, other = gone
    bora = member.user
    elsewhere = Membership.objects.create(cohort=cast.other, user=bora, role="camper")
    kept = make_post(bora, cast.other, title="Elsewhere", day=9)
    nobody = forget_member(membership=member, by=cast.organiser)
    bora.refresh_from_db()
    assert (bora.handle, bora.display_name, elsewhere.user) == ("zqmaria", "Maria Name", bora)
    assert Post.objects.get(pk=kept.pk).author == bora and Post.objects.get(pk=post.pk).author == nobody
    assert not nobody.has_usable_password() and nobody.email.endswith(".invalid")
    assert not Post.objects.visible_to(bora).filter(cohort=cast.cohort).exclude(visibility="public").exists()
    assert not SearchEntry.objects.filter(cohort=cast.cohort, author=bora).exists()
    assert not Comment.objects.filter(post__cohort=cast.cohort, author=bora).exists()
    archive = zipfile.ZipFile(io.BytesIO(b"".join(browser(cast.author).post("/export/"))))
    written = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist()).casefold()
    assert "zqthanks" in written and not [name for name in NAMES if name in written]
    act = Act.objects.filter(verb="anonymised").get()
    assert (act.people, act.words) == ([nobody.pk], "")
    assert bora.pk not in {key for line in Act.objects.all() for key in line.people or ()}


def test_only_who_has_left_becomes_anonymous_and_once(cast, gone):
    member, _post, _other = gone
    for role, status in (("author", 403), ("mentor", 403), ("stranger", 404)):
        assert browser(cast.people[role]).get(path(member)).status_code == status
    active = Membership.objects.get(cohort=cast.cohort, user=cast.camper)
    assert browser(cast.organiser).get(path(active)).status_code == 404
    with pytest.raises(NotWithdrawn):
        forget_member(membership=active, by=cast.organiser)
    forget_member(membership=member, by=cast.organiser)
    with pytest.raises(NotWithdrawn):
        forget_member(membership=member, by=cast.organiser)
    assert browser(cast.organiser).get(path(member)).status_code == 404
    assert change_state(cohort=cast.cohort, members=[member.pk], state="active", by=cast.organiser) == []
