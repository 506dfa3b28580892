"""One's own drafts, and what can still be brought back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from journal.actions.posts import PostText, delete_post, save_post
from journal.models.posts import Post
from journal.models.revisions import PendingEdit
from tests.factories import make_cohort, make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words
from tests.journal.views.crowd import many_posts

PATH = reverse("posts.trash")


def test_drafts_and_deleted_posts_are_ones_own(cast):
    delete_post(post=cast.posts["cohort"])
    delete_post(post=make_post(cast.camper, cast.cohort, title="Sol deleted"))
    make_post(cast.camper, cast.cohort, title="Sol draft", publish=False)
    answer = browser(cast.author).get(PATH)
    page = words(answer)
    assert "Minji draft" in page and "Minji cohort" in page and "Day 1" in page
    assert "Sol" not in page and "Minji public" not in page
    assert reverse("posts.edit", args=[cast.posts["draft"].pk]) in links(answer)
    assert reverse("posts.restore", args=[cast.posts["cohort"].pk]) in answer.content.decode()


def test_untitled_draft_has_a_name(cast):
    make_post(cast.camper, cast.cohort, title="", body="", publish=False)
    assert "Untitled" in words(browser(cast.camper).get(PATH))


def test_untitled_draft_is_called_by_its_first_words(cast):
    make_post(cast.camper, cast.cohort, title="", body="## 학습 내용\n\n- [ ] 역전파를 구현했다.\n", publish=False)
    page = words(browser(cast.camper).get(PATH))
    assert "역전파를 구현했다." in page and "Untitled" not in page and "[ ]" not in page


def test_draft_says_when_it_was_saved_and_the_last_one_comes_first(cast):
    for title, hours in (("Older", 3), ("Newest", 1), ("Oldest", 5)):
        post = make_post(cast.camper, cast.cohort, title=title, publish=False)
        Post.objects.filter(pk=post.pk).update(saved_at=timezone.now() - timedelta(hours=hours))
    page = words(browser(cast.camper).get(PATH))
    assert page.index("Newest") < page.index("saved 1 hour ago") < page.index("Older") < page.index("Oldest")


def test_published_post_with_changes_is_listed_with_both_ways_on(cast):
    post, other = cast.posts["cohort"], cast.posts["team"]
    for changed in (post, other):
        text = PostText("New title", "새로 쓴 말.", changed.study_on, changed.visibility, [])
        save_post(post=changed, editor=cast.author, text=text, version=1, publish=False)
    delete_post(post=other)
    answer = browser(cast.author).get(PATH)
    page = words(answer)
    assert "Changes that are not published" in page and "새로 쓴 말." in page
    assert page.count("새로 쓴 말.") == 1  # what is in the trash is not written on
    assert reverse("posts.edit", args=[post.pk]) in links(answer)
    assert reverse("drafts.discard", args=[post.pk]) in answer.content.decode()


@pytest.mark.parametrize(("age", "said"), [(0, "30 days left"), (28.5, "2 days left"), (29.9, "1 day left")])
def test_deleted_post_says_how_long_it_can_come_back(cast, age, said):
    post = cast.posts["cohort"]
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now() - timedelta(days=age, minutes=1))
    assert said in words(browser(cast.author).get(PATH))


def test_what_is_older_than_30_days_is_not_offered(cast):
    cast.posts["cohort"].deleted_at = timezone.now() - timedelta(days=30, minutes=1)
    cast.posts["cohort"].save()
    assert "Minji cohort" not in words(browser(cast.author).get(PATH))


def test_empty_trash_says_what_comes_here(cast):
    page = words(browser(cast.camper).get(PATH))
    assert "No drafts." in page and "The trash is empty." in page


def test_withdrawn_person_still_finds_their_own(cast):
    make_post(cast.withdrawn, cast.cohort, title="Left behind", publish=False)
    assert "Left behind" in words(browser(cast.withdrawn).get(PATH))


def test_visitor_is_asked_to_sign_in_and_comes_back(db):
    assert asks_to_sign_in(browser().get(PATH), PATH)


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cast):
    client, cohorts = browser(cast.camper), [make_cohort() for _ in range(3)]

    def add(cohort, count):
        many_posts(cohort, count, author=cast.camper)
        cohort.posts.filter(author=cast.camper).update(published_at=None)
        for post in cohort.posts.filter(author=cast.camper)[: count // 2]:
            make_post(cast.camper, cohort, title="note")
            post.published_at = post.deleted_at = timezone.now()
            post.save()
        for _ in range(count // 2):
            published = make_post(cast.camper, cohort, title="changed")
            PendingEdit.objects.create(post=published, body="Changes", visibility="cohort")

    add(cohorts[0], 2)
    one = query_count(client, PATH)
    for cohort in cohorts[1:]:
        add(cohort, 8)
    assert query_count(client, PATH) == one
