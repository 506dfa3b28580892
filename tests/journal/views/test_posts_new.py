"""The editor with an empty page."""

import unicodedata
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from journal.models.cohorts import Holiday
from journal.models.curriculum import Lecture
from journal.models.posts import Post
from tests.factories import make_cohort, make_member, make_post, make_user
from tests.journal.views.browsing import asks_to_sign_in, browser, query_count, statuses, words
from tests.journal.views.crowd import many_posts, many_topics

PATH = reverse("posts.new")
EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]


@pytest.fixture
def camper(cast):
    """Sol, who has written nothing yet."""
    return cast.camper


def send(client, path=PATH, **fields):
    return client.post(path, {"title": "Day 4", "body": "Text", "study_on": "2021-08-05", "publish": "1", **fields})


def test_form_has_the_fields_and_buttons_that_are_promised(camper):
    page = browser(camper).get(PATH).content.decode()
    for name in ("title", "body", "study_on", "topics", "visibility", "publish", "save_draft"):
        assert f'name="{name}"' in page


def test_published_post_stands_at_its_address(camper):
    answer = send(browser(camper), topics="Python, AI Math", visibility="team")
    post = Post.objects.get(author=camper)
    assert (answer.status_code, answer.url) == (302, post.get_absolute_url())
    assert (post.title, post.body, f"{post.study_on}", post.visibility) == ("Day 4", "Text", "2021-08-05", "team")
    assert [topic.name for topic in post.topics.all()] == ["Python", "AI Math"]
    assert post.is_published and post.team.name == "2조"


def test_saved_draft_opens_in_the_editor_again(cast, camper):
    client = browser(camper)
    answer = client.post(PATH, {"title": "", "body": "Half", "save_draft": "1"}, follow=True)
    post = Post.objects.get(author=camper)
    assert answer.redirect_chain == [(reverse("posts.edit", args=[post.pk]), 302)]
    assert "The draft is saved. Only you can see it." in words(answer)
    assert not post.is_published
    assert browser(cast.mentor).get(post.get_absolute_url()).status_code == 404


def test_visibility_falls_back_to_the_cohorts(cast, camper):
    cast.cohort.default_visibility = "team"
    cast.cohort.save()
    send(browser(camper))
    assert Post.objects.get(author=camper).visibility == "team"


def test_title_is_the_first_heading_when_none_is_typed_else_the_day(camper):
    client = browser(camper)
    send(client, title="", body="# 오늘의 `기록`\n\nWords")
    send(client, title="", study_on="2021-08-06")
    send(client, title="", study_on="", body="Only words")
    assert set(Post.objects.filter(author=camper).values_list("title", flat=True)) == {"오늘의 기록", "Day 5", "Note"}


def test_todays_study_day_is_chosen_until_it_is_written(db):
    today = make_cohort().today()
    cohort = make_cohort(first_on=today - timedelta(3), last_on=today + timedelta(3), study_weekdays=EVERY_DAY)
    client = browser(camper := make_member(cohort))
    assert client.get(PATH).context["form"]["study_on"].value() == today
    make_post(camper, cohort, day=4)
    assert client.get(PATH).context["form"]["study_on"].value() is None


def test_section_template_of_the_cohort_is_there_already_for_a_journal_but_not_for_a_note(cast, camper):
    cast.cohort.section_template = "## 학습 내용\n\n## 회고\n"
    cast.cohort.save()
    assert browser(camper).get(f"{PATH}?day=9").context["form"]["body"].value() == "## 학습 내용\n\n## 회고\n"
    assert not browser(camper).get(PATH).context["form"]["body"].value()  # the cohort of 2021 has no study day today


def test_lectures_of_the_day_are_there_to_tick_and_looking_makes_nothing(cast, camper):
    cast.cohort.section_template = "## 학습 내용\n\n## 회고\n"
    cast.cohort.save()
    topic = many_topics(cast.cohort, 1, is_curated=True)[0]
    on = cast.cohort.calendar.date_of(9)
    Lecture.objects.create(cohort=cast.cohort, topic=topic, code="4-1", title="Objects", study_on=on)
    Lecture.objects.create(cohort=cast.cohort, topic=topic, code="5-1", title="Files", study_on=on + timedelta(1))
    client, posts = browser(camper), Post.objects.count()
    body = client.get(f"{PATH}?day=9").context["form"]["body"].value()
    assert body.startswith(f"## 학습 내용\n\n### {topic.name}\n\n- [ ] 4-1 Objects\n") and "Files" not in body
    assert not client.get(PATH).context["form"]["body"].value()
    assert Post.objects.count() == posts

    untouched = send(client, title="", body=body, study_on=on.isoformat())
    assert "There is nothing to publish yet" in words(untouched) and "4-1 Objects" in untouched.content.decode()
    assert Post.objects.count() == posts
    assert send(client, title="", body=body.replace("[ ]", "[x]"), study_on=on.isoformat()).status_code == 302
    assert Post.objects.get(author=camper).lecture_notes.get().lecture.title == "Objects"


def test_a_draft_of_what_the_page_began_with_is_not_published_either(cast, camper):
    cast.cohort.section_template = "## 회고\n"
    cast.cohort.save()
    client = browser(camper)
    fields = {"title": "", "body": "## 회고\n", "study_on": "2021-08-05"}
    client.post(PATH, {**fields, "save_draft": "1"})
    draft = Post.objects.get(author=camper)
    answer = send(client, reverse("posts.edit", args=[draft.pk]), version=draft.version, **fields)
    assert "There is nothing to publish yet" in words(answer)
    assert not Post.objects.get(author=camper).is_published
    assert (
        send(client, **{**fields, "title": "A day off", "study_on": "2021-08-06"}).status_code == 302
    )  # a title is said


def test_a_day_that_has_a_journal_leads_to_it_and_offers_a_free_note(cast, camper):
    mine = make_post(camper, cast.cohort, day=9, title="Written before", publish=False)
    answer = browser(camper).get(f"{PATH}?day=9")
    assert answer.context["form"]["study_on"].value() is None
    assert reverse("posts.edit", args=[mine.pk]) in answer.content.decode()
    assert "Written before" in answer.content.decode()


def test_day_in_the_address_is_chosen(cast, camper):
    form = browser(camper).get(f"{PATH}?cohort=ai-tech&day=9").context["form"]
    assert form["study_on"].value() == cast.cohort.calendar.date_of(9)


def test_100_000_hangul_are_taken_and_one_more_is_refused_in_words_with_the_text(camper):
    client, longest = browser(camper), "가" * 100_000
    assert send(client, body=longest).status_code == 302
    assert len(Post.objects.get(author=camper).body) == 100_000
    answer = send(client, body=longest + "나", study_on="2021-08-06")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "This is too long: at most 100,000 characters fit." in page
    assert longest + "나" in page
    assert Post.objects.filter(author=camper).count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": "", "body": " \n "}, "There is nothing to publish yet. Write something first."),
        ({"title": "x" * 201}, "This is too long: at most 200 characters fit."),
        ({"body": "a\x00b"}, "There is an invisible character (NUL) in this text."),
        ({"title": "a\x00b"}, "There is an invisible character (NUL) in this text."),
        ({"topics": "a\x00b"}, "holds an invisible character"),
        ({"topics": "x" * 51}, "is too long for a topic"),
        ({"topics": ",".join(map(str, range(11)))}, "At most 10 topics fit on a post."),
        ({"study_on": "2021-08-07"}, "This is not a study day of the cohort."),
        ({"study_on": "2020-01-01"}, "This is not a study day of the cohort."),
        ({"study_on": "yesterday"}, "Please choose one of the study days."),
        ({"visibility": "everyone"}, "everyone"),
    ],
)
def test_what_cannot_be_published_is_refused_in_words_and_the_text_stays(camper, fields, sentence):
    answer = send(browser(camper), **{"body": "Words that stay", **fields})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert not Post.objects.filter(author=camper).exists()
    assert fields.get("body", "Words that stay").strip(" \n").replace("\x00", "")[:1] in page


def test_holiday_is_no_study_day(cast, camper):
    Holiday.objects.create(cohort=cast.cohort, on="2021-08-05")
    assert "This is not a study day of the cohort." in send(browser(camper)).content.decode()


def test_text_is_kept_composed_and_emoji_whole(camper):
    decomposed = unicodedata.normalize("NFD", "오늘 배운 것 🐣👩‍💻")
    send(
        browser(camper),
        title=decomposed,
        body=f"{decomposed}\r\nzweite Zeile",
        topics=unicodedata.normalize("NFD", "딥러닝"),
    )
    post = Post.objects.get(author=camper)
    assert post.title == "오늘 배운 것 🐣👩‍💻"
    assert post.body == "오늘 배운 것 🐣👩‍💻\nzweite Zeile"
    assert post.topics.get().name == "딥러닝"


@pytest.mark.parametrize("key", ["", "not-a-key", "\x00", "x" * 5000])
def test_bad_or_missing_key_still_publishes_once(camper, key):
    client = browser(camper)
    answers = {send(client, key=key).url for _ in range(2)}
    assert answers == {Post.objects.get(author=camper).get_absolute_url()}


def test_somebody_elses_key_makes_ones_own_post(cast, camper):
    theirs = make_post(cast.team_mate, cast.cohort, title="Theirs", visibility="mentors")
    client = browser(camper)
    addresses = {send(client, key=str(theirs.key)).url for _ in range(2)}
    assert addresses == {Post.objects.get(author=camper).get_absolute_url()}


@pytest.mark.parametrize("key", ["", "635ffc7c-f9ef-4519-8b58-50f0b58ffb41"])
def test_same_text_after_the_first_went_into_the_trash_is_a_new_post(camper, key):
    client = browser(camper)
    send(client, key=key)
    first = Post.objects.get(author=camper)
    client.post(reverse("posts.delete", args=[first.pk]))
    addresses = {send(client, key=key).url for _ in range(2)}
    assert addresses == {Post.objects.get(author=camper, deleted_at=None).get_absolute_url()}
    assert first.get_absolute_url() not in addresses


def test_draft_that_is_published_from_the_same_form_is_published(camper):
    client, key = browser(camper), str(uuid.uuid4())
    fields = {"title": "", "body": "Text", "study_on": "2021-08-05", "key": key}
    client.post(PATH, {**fields, "save_draft": "1"})
    answer = client.post(PATH, {**fields, "publish": "1"})
    post = Post.objects.get(author=camper)
    assert (answer.url, post.is_published, post.title) == (post.get_absolute_url(), True, "Day 4")


def test_another_day_from_a_page_that_the_browser_kept_is_another_post(camper):
    client, key = browser(camper), str(uuid.uuid4())
    for day, body in (("2021-08-05", "Thursday"), ("2021-08-06", "Friday"), ("2021-08-06", "Friday")):
        assert send(client, body=body, study_on=day, key=key).status_code == 302
    assert sorted(Post.objects.filter(author=camper).values_list("body", flat=True)) == ["Friday", "Thursday"]


def test_text_written_on_after_going_back_in_the_browser_is_not_lost(camper):
    client, key = browser(camper), str(uuid.uuid4())
    send(client, body="The first half", key=key)
    answer = send(client, body="The first half, and more", key=key)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The first half, and more" in page
    post = Post.objects.get(author=camper)
    edit = reverse("posts.edit", args=[post.pk])
    assert f'action="{edit}"' in page
    version = answer.context["form"]["version"].value()
    send(client, edit, body="The first half, and more", version=version)
    post.refresh_from_db()
    assert post.body == "The first half, and more"


def test_double_submission_makes_one_post(camper):
    client, key = browser(camper), str(uuid.uuid4())
    assert len({send(client, key=key).url for _ in range(2)}) == 1
    assert Post.objects.filter(author=camper).count() == 1


def test_day_that_is_written_already_is_refused_with_the_text_and_a_way_out(cast):
    answer = send(browser(cast.author), body="Twice")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Twice" in page and "You have a journal of this study day already." in page
    assert reverse("posts.edit", args=[cast.posts["cohort"].pk]) in page


def test_missing_fields_are_words_not_errors(camper):
    client = browser(camper)
    assert client.post(PATH, {}).status_code == 302  # an empty draft
    assert "There is nothing to publish yet" in client.post(PATH, {"publish": "1"}).content.decode()


@pytest.mark.parametrize("role", ["mentor", "organiser", "on_leave", "graduated", "withdrawn", "staff"])
def test_who_keeps_no_journal_is_refused_in_words(cast, role):
    for answer in (browser(cast.people[role]).get(PATH), send(browser(cast.people[role]))):
        assert answer.status_code == 403
        assert "Only campers of an open cohort write posts here." in words(answer)


def test_ended_cohort_takes_no_post(cast, camper):
    cast.cohort.state = "ended"
    cast.cohort.save()
    assert send(browser(camper)).status_code == 403
    assert send(browser(camper), f"{PATH}?cohort=ai-tech").status_code == 403
    assert not Post.objects.filter(author=camper).exists()


def test_cohort_of_others_is_not_there_to_write_in(cast, camper):
    for path in (f"{PATH}?cohort=web-dev", f"{PATH}?cohort=none"):
        assert browser(camper).get(path).status_code == 404
        assert send(browser(camper), path).status_code == 404
    assert browser(make_user()).get(PATH).status_code == 403


@pytest.mark.parametrize("query", ["day=0", "day=x", "day=10001", "cohort=a b", "cohort=%00"])
def test_address_that_no_link_has_is_not_there(camper, query):
    assert browser(camper).get(f"{PATH}?{query}").status_code == 404


def test_visitor_is_asked_to_sign_in_and_comes_back_to_the_same_day(db):
    path = f"{PATH}?cohort=ai-tech&day=4"
    assert asks_to_sign_in(browser().get(path), path)
    assert asks_to_sign_in(browser().post(PATH, {"body": "x"}), PATH)


def test_answers_get_and_post_only(camper):
    assert statuses(browser(camper), PATH, "put", "delete", "patch") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cast, camper):
    client = browser(camper)
    many_topics(cast.cohort, 1, is_curated=True)
    many_posts(cast.cohort, 1, author=camper)
    one = query_count(client, PATH)
    many_topics(cast.cohort, 30, is_curated=True)
    cast.cohort.posts.filter(author=camper).delete()
    many_posts(cast.cohort, 30, author=camper)
    assert query_count(client, PATH) == one
