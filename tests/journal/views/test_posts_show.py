"""Reading a post: its text, its outline, its comments."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from journal.models.cohorts import Holiday
from journal.models.comments import Comment
from tests.factories import make_comment, make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words
from tests.journal.views.crowd import many_comments, many_events, many_lectures, many_notes, many_questions, many_topics

BODY = """## 학습 내용

### Python

- 4-1 Objects

## 과제

- 2. Backpropagation

## 회고

A long day.
"""


@pytest.fixture
def post(cast):
    return make_post(cast.author, cast.cohort, title="Day 6 of Minji", body=BODY, day=6)


def test_page_shows_text_author_day_topics_and_outline(cast, post):
    answer = browser(cast.camper).get(post.get_absolute_url())
    page = words(answer)
    for said in (
        "Day 6 of Minji",
        "Minji",
        "1조",
        "Day 6",
        "학습 내용",
        "Python",
        "4-1",
        "Objects",
        "A long day.",
        "published",
    ):
        assert said in page
    sections = {f"#{entry['anchor']}" for entry in post.toc}
    assert {"/@minji/", reverse("cohorts.day", args=["ai-tech", 6]), *sections} <= set(links(answer))


def test_day_written_about_and_moment_published_are_two_things(cast, post):
    answer = browser(cast.camper).get(post.get_absolute_url()).content.decode()
    assert 'datetime="2021-08-09"' in answer
    published_on = cast.cohort.today(post.published_at)
    assert f'datetime="{published_on:%Y-%m-%d}T' in answer


def test_comment_stands_with_its_author_role_and_section(cast, post):
    make_comment(cast.mentor, post, "Well *done*", section=post.toc[0]["anchor"])
    answer = browser(cast.camper).get(post.get_absolute_url())
    page = words(answer)
    for said in ("1 comment", "Seoyeon", "Mentor", "Well done", post.toc[0]["text"]):
        assert said in page
    assert "Comments 1" in page


def test_reply_form_opens_under_its_comment(cast, post):
    comment = make_comment(cast.mentor, post)
    answer = browser(cast.camper).get(f"{post.get_absolute_url()}?reply={comment.pk}")
    assert "Reply to Seoyeon" in words(answer)
    assert answer.context["form"]["parent"].value() == comment.pk


def test_section_form_opens_at_its_section(cast, post):
    anchor = post.toc[0]["anchor"]
    answer = browser(cast.camper).get(post.get_absolute_url(), {"section": anchor})
    assert answer.context["form"]["section"].value() == anchor


@pytest.mark.parametrize("query", ["reply=x", "reply=0", f"reply={2**63}", "section=" + "x" * 201, "section=%00"])
def test_address_that_no_link_has_is_not_there(cast, post, query):
    assert browser(cast.camper).get(f"{post.get_absolute_url()}?{query}").status_code == 404


@pytest.mark.parametrize("query", ["reply=999999", "section=nowhere"])
def test_place_that_is_gone_still_shows_the_post(cast, post, query):
    assert "A long day." in words(browser(cast.camper).get(f"{post.get_absolute_url()}?{query}"))


@pytest.mark.parametrize("slug", ["", "wrong/", "Day-6-of-Minji/", quote("회고") + "/"])
def test_every_variant_of_the_address_leads_to_the_right_one(cast, post, slug):
    answer = browser(cast.camper).get(f"/posts/{post.pk}/{slug}?reply=3")
    assert (answer.status_code, answer.url) == (302, f"{post.get_absolute_url()}?reply=3")


@pytest.mark.parametrize("title", ["AI 캠프 Day 4", "🐣", "edit", "delete", "a/b", "...", "new", "%00"])
def test_post_of_any_title_is_found_at_its_address(cast, title):
    note = make_post(cast.author, cast.cohort, title=title)
    answer = browser(cast.camper).get(note.get_absolute_url())
    assert answer.status_code == 200
    assert title in words(answer)


def test_author_may_edit_and_others_are_not_offered_to(cast, post):
    edit = reverse("posts.edit", args=[post.pk])
    assert edit in links(browser(cast.author).get(post.get_absolute_url()))
    for role in ("team_mate", "mentor", "organiser", "staff"):
        assert edit not in links(browser(cast.people[role]).get(post.get_absolute_url()))


def test_neighbours_are_the_same_persons_days_that_the_reader_may_see(cast):
    client = browser(cast.camper)
    answer = client.get(cast.posts["cohort"].get_absolute_url())
    assert answer.context["before"] is None  # Day 3 is for the team
    assert answer.context["after"] == cast.posts["public"]
    assert browser(cast.mentor).get(cast.posts["cohort"].get_absolute_url()).context["before"] == cast.posts["team"]


def test_draft_is_shown_to_its_author_as_it_would_be(cast):
    draft = make_post(cast.author, cast.cohort, title="Half", body="**bold** words", publish=False)
    answer = browser(cast.author).get(draft.get_absolute_url())
    assert "This is a draft. Only you can see it." in words(answer)
    assert "<strong>bold</strong>" in answer.content.decode()
    assert answer.context["form"] is None


def test_deleted_comment_leaves_its_words_nowhere(cast, post):
    parent = make_comment(cast.mentor, post, "unspeakable")
    make_comment(cast.camper, post, "An answer", parent=parent)
    client = browser(cast.mentor)
    client.post(reverse("comments.delete", args=[parent.pk]))
    page = browser(cast.camper).get(post.get_absolute_url()).content.decode()
    assert "Deleted comment" in page and "An answer" in page
    assert "unspeakable" not in page


def test_visitor_reads_a_public_post_and_is_told_how_to_answer(cast):
    post = cast.posts["public"]
    make_comment(cast.mentor, post, "Seen by all")
    answer = browser().get(post.get_absolute_url())
    assert "Text public." in words(answer) and "Seen by all" in words(answer)
    assert any(link.startswith(reverse("account_login")) for link in links(answer))
    assert answer.context["form"] is None


@pytest.mark.parametrize("visibility", ["draft", "mentors", "team", "cohort"])
def test_visitor_is_asked_to_sign_in_whether_there_is_a_post_or_not(cast, visibility):
    for path in (cast.posts[visibility].get_absolute_url(), f"/posts/{10**9}/", f"/posts/{10**9}/a/"):
        assert asks_to_sign_in(browser().get(path), path)


def test_stranger_gets_the_answer_of_what_never_was(cast, post):
    client = browser(cast.stranger)
    unseen, never = client.get(post.get_absolute_url()), client.get(f"/posts/{10**9}/")
    assert (unseen.status_code, never.status_code) == (404, 404)
    assert words(unseen) == words(never)


def test_holiday_inserted_later_leaves_the_post_readable(cast, post):
    Holiday.objects.create(cohort=cast.cohort, on=post.study_on)
    assert "A long day." in words(browser(cast.camper).get(post.get_absolute_url()))


def test_answers_reading_methods_only(cast, post):
    assert statuses(browser(cast.camper), post.get_absolute_url(), "post", "put", "delete") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cast, post):
    clients = [browser(cast.people[role]) for role in ("camper", "author", "mentor")]
    make_post(cast.author, cast.cohort, day=7)

    def add(count):
        for comment in many_comments(post, count)[:3]:
            many_comments(post, count, parent=comment)
        many_notes([post], many_lectures(cast.cohort, count))
        many_events(cast.cohort, count, post.study_on)
        for topic in many_topics(cast.cohort, count):
            post.topic_links.create(tag=topic, cohort=cast.cohort, shown_on=post.shown_on)
        question = many_questions([post], "open")[0]
        for at in range(1, count):
            question.pk, question.key = None, f"more{at}"
            question.save()

    add(1)
    post.outline["questions"] = [{}]
    post.save()
    one = [query_count(client, post.get_absolute_url()) for client in clients]
    post.questions.all().delete()
    add(30)
    assert [query_count(client, post.get_absolute_url()) for client in clients] == one
    assert Comment.objects.filter(post=post).count() > 90
