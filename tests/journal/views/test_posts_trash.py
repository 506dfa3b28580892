"""One's own drafts, and what can still be brought back."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from journal.actions.posts import delete_post
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
    make_post(cast.camper, cast.cohort, title="", publish=False)
    assert "Untitled" in words(browser(cast.camper).get(PATH))


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

    add(cohorts[0], 2)
    one = query_count(client, PATH)
    for cohort in cohorts[1:]:
        add(cohort, 8)
    assert query_count(client, PATH) == one
