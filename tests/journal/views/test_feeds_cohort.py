"""A cohort's feed: public posts for everybody, what somebody may read by their token, and how machines ask."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from journal.actions.feeds import revoke_token
from journal.actions.posts import PostText, save_post
from journal.actions.uploads import add_upload
from journal.models.posts import Post
from tests.factories import make_cohort, make_member, make_post
from tests.journal.views.browsing import browser
from tests.journal.views.crowd import many_posts
from tests.journal.views.feeds import feed_cost, fetched, titles, token_of
from tests.world import picture_bytes

NAME, WORDS = "feeds.cohort", {"cohort": "ai-tech"}
PATH = reverse(NAME, kwargs=WORDS)
READ = {
    "author": "public cohort team mentors", "team_mate": "public cohort team", "camper": "public cohort",
    "mentor": "public cohort team mentors", "other_mentor": "public cohort", "organiser": "public cohort team mentors",
    "on_leave": "public cohort team", "graduated": "public cohort team",
}  # fmt: skip


def test_without_a_token_public_posts_stand_newest_first_whoever_asks(cast):
    make_post(cast.camper, cast.cohort, title="Another", visibility="public")
    for client in (Client(), browser(cast.author), browser(cast.staff)):
        assert titles(client.get(PATH)) == ["Another", "Minji public"]


@pytest.mark.parametrize(("role", "read"), READ.items())
def test_a_token_shows_what_its_owner_reads_as_a_member(cast, role, read):
    answer = fetched(NAME, by=cast.people[role], **WORDS)
    assert titles(answer) == [f"Minji {visibility}" for visibility in read.split()]


@pytest.mark.parametrize("role", ["withdrawn", "stranger", "staff"])
def test_who_is_no_member_has_no_feed_by_their_token(cast, role):
    """What is public they read in the open feed; what staff open is logged, and a machine's visits could not be."""
    assert fetched(NAME, by=cast.people[role], **WORDS).status_code == 404


def test_withdrawn_revoked_renewed_and_deactivated_end_at_once(cast):
    token = token_of(cast.camper)
    path = reverse(NAME, kwargs={**WORDS, "token": token})
    assert "Minji cohort" in titles(Client().get(path))
    cast.camper.memberships.update(state="withdrawn")
    assert Client().get(path).status_code == 404
    cast.camper.memberships.update(state="active")
    assert Client().get(path).status_code == 200
    cast.camper.is_active = False
    cast.camper.save()
    assert Client().get(path).status_code == 404
    cast.camper.is_active = True
    cast.camper.save()
    token_of(cast.camper)
    assert Client().get(path).status_code == 404
    second = reverse(NAME, kwargs={**WORDS, "token": token_of(cast.camper)})
    revoke_token(owner=cast.camper)
    assert Client().get(second).status_code == 404


def test_a_bad_token_and_what_is_not_there_have_one_answer(cast):
    token = token_of(cast.camper)
    answers = [
        Client().get(path)
        for path in (f"/feeds/{'0' * 64}{PATH}", f"/feeds/x{PATH}", f"/feeds/{token}/c/web-dev/feed.atom",
                     f"/feeds/{token}/c/none/feed.atom", "/c/none/feed.atom", "/c/web-dev/feed.atom")
    ]  # fmt: skip
    assert {answer.status_code for answer in answers} == {404}
    for answer in answers:
        del answer.headers["X-Request-ID"]
    assert len({(answer.content, str(sorted(answer.headers.items()))) for answer in answers}) == 1


def test_a_cohort_without_a_post_has_a_feed_for_its_members_only(cast):
    make_cohort("empty")
    assert fetched(NAME, by=cast.camper, cohort="empty").status_code == 404
    member = make_member(make_cohort("new"))
    assert titles(fetched(NAME, by=member, cohort="new")) == []


def test_the_text_is_whole_with_whole_addresses_and_no_control_characters(cast):
    body = "## 학습 내용\n\n[어제](/posts/3/) \x0b**굵게** $a<b$\n\n```python\nx = '<a href=\"/y\">'\n```\n"
    make_post(cast.author, cast.cohort, title="Whole\x0b text", body=body, visibility="public")
    answer = Client().get(PATH)
    assert titles(answer)[0] == "Whole text"
    page = answer.content.decode()
    for said in ("&lt;strong&gt;굵게", "http://testserver/posts/3/", "http://testserver/@minji/"):
        assert said in page


def test_private_pictures_are_words_that_lead_to_the_post_and_public_ones_are_shown(cast):
    addresses = [add_upload(owner=cast.author, data=picture_bytes()).get_absolute_url() for _ in "12"]
    make_post(cast.author, cast.cohort, body=f"![그래프]({addresses[0]})", visibility="cohort")
    make_post(cast.author, cast.cohort, body=f"![그래프]({addresses[1]})", visibility="public")
    page = fetched(NAME, by=cast.camper, **WORDS).content.decode()
    assert f"http://testserver{addresses[1]}" in page and addresses[0] not in page
    assert "[사진: 그래프]" in page
    assert Client().get(addresses[1]).status_code == 200


def test_a_post_keeps_its_id_and_says_when_it_changed(cast):
    before = Client().get(PATH).content.decode()
    post = cast.posts["public"]
    text = PostText(title="New title", body="New text.", study_on=post.study_on, visibility="public")
    save_post(post=post, editor=cast.author, text=text, version=post.version, publish=True)
    after = Client().get(PATH).content.decode()
    same = f"<id>tag:testserver,2026:posts/{post.pk}</id>"
    assert same in before and same in after and "New title" in after
    changed = Post.objects.get(pk=post.pk).edited_at.isoformat()
    assert changed in after and changed not in before


def test_ids_say_nothing_of_the_token_and_stay_when_it_is_renewed(cast):
    pages = [fetched(NAME, by=cast.camper, **WORDS).content.decode() for _ in "12"]
    ids = [page.split("<id>")[1].split("</id>")[0] for page in pages]
    assert ids[0] == ids[1] != Client().get(PATH).content.decode().split("<id>")[1].split("</id>")[0]


def test_who_has_the_newest_version_is_sent_nothing(cast):
    answer = Client().get(PATH)
    tag, changed = answer.headers["ETag"], answer.headers["Last-Modified"]
    for headers in ({"if-none-match": tag}, {"if-modified-since": changed}):
        again = Client(headers=headers).get(PATH)
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    for change in ({"title": "Other"}, {"visibility": "cohort", "title": "Minji public"}):
        Post.objects.filter(pk=cast.posts["public"].pk).update(**change)
        assert Client(headers={"if-none-match": tag}).get(PATH).status_code in (200, 404)


def test_a_token_s_304_is_no_way_around_its_end(cast):
    path = reverse(NAME, kwargs={**WORDS, "token": token_of(cast.camper)})
    tag = Client().get(path).headers["ETag"]
    assert Client(headers={"if-none-match": tag}).get(path).status_code == 304
    revoke_token(owner=cast.camper)
    assert Client(headers={"if-none-match": tag}).get(path).status_code == 404


def test_caches_keep_open_feeds_only_and_no_cookie_is_read_or_set(cast):
    client = browser(cast.author)
    answer = client.get(PATH)
    assert answer.headers["Cache-Control"].startswith("public")
    assert "Cookie" not in answer.headers.get("Vary", "") and not answer.cookies
    path = reverse(NAME, kwargs={**WORDS, "token": token_of(cast.camper)})
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == "private, no-cache" and not answer.cookies
    assert answer.headers["X-Robots-Tag"] == "noindex" and answer.headers["Referrer-Policy"] == "same-origin"


def test_a_feed_has_fifty_posts_at_most(cast):
    many_posts(cast.cohort, 60, day=9)
    assert len(titles(fetched(NAME, by=cast.camper, **WORDS))) == 50


def test_an_old_post_that_is_published_today_is_new(cast):
    many_posts(cast.cohort, 60, day=9)
    late = make_post(cast.camper, cast.cohort, title="Late", day=1)
    Post.objects.filter(pk=late.pk).update(published_at=timezone.now() + timedelta(seconds=1))
    assert titles(fetched(NAME, by=cast.mentor, **WORDS))[0] == "Late"


def test_costs_the_same_for_one_item_and_for_thirty(cast):
    path = reverse(NAME, kwargs={**WORDS, "token": token_of(cast.camper)})
    one = feed_cost(path), feed_cost(PATH)
    for post in many_posts(cast.cohort, 60, day=9)[:30]:
        Post.objects.filter(pk=post.pk).update(visibility="public")
    assert (feed_cost(path), feed_cost(PATH)) == one


def test_answers_reading_methods_only(cast):
    for method in ("post", "put", "delete"):
        assert getattr(Client(), method)(PATH).status_code == 405
