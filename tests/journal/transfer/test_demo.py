"""The sample cohorts, loaded: everybody can sign in, today is a study day, and nobody else's things are touched."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from journal.models.announcements import Announcement
from journal.models.cohorts import Cohort
from journal.models.comments import Comment
from journal.models.curriculum import LectureNote
from journal.models.events import EventNote
from journal.models.posts import Post
from journal.models.questions import Question
from journal.models.uploads import Upload
from journal.transfer import demo
from journal.transfer.demo_files import picture_ids, read_demo
from tests.factories import make_cohort, make_comment, make_member, make_post
from tests.guards import query_budget
from tests.journal.views.browsing import browser, words

SEOUL = ZoneInfo("Asia/Seoul")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load the whole sample once for this module; give its folder of pictures."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        demo.load_demo()
        yield media
        transaction.set_rollback(True)


@pytest.fixture
def sample(loaded, settings, db) -> Cohort:
    """The sample cohort; what a test changes in it is changed back."""
    settings.MEDIA_ROOT = loaded
    return Cohort.objects.get(slug="ai-tech")


@pytest.fixture
def little(sample, settings, tmp_path, monkeypatch):
    """A few posts of the sample instead of all, for tests that load it themselves, and a folder for their pictures."""
    settings.MEDIA_ROOT = tmp_path / "media"
    demo.remove_demo()
    content = read_demo()
    days = {cohort.slug: cohort.today for cohort in content.cohorts}
    posts = tuple(post for post in content.posts if post.written == days[post.cohort])
    posts += tuple(post for post in content.posts if post.at.hour < 6)[:2]
    posts += tuple(post for post in content.posts if picture_ids(post.body) and post not in posts)[:1]
    keys = {post.key for post in posts}
    comments = tuple(comment for comment in content.comments if comment.post in keys)
    monkeypatch.setattr(demo, "read_demo", lambda: replace(content, posts=posts, comments=comments))


@pytest.mark.parametrize("handle", demo.SIGN_INS)
def test_sign_in_works_with_the_password_that_is_printed(sample, handle):
    client = browser()
    sent = {"login": f"{handle}@haru.example", "password": demo.PASSWORD}
    answer = client.post(reverse("account_login"), sent, follow=True)
    assert answer.status_code == 200
    assert answer.wsgi_request.user.handle == handle


def test_two_things_are_announced_and_one_stays_on_top(sample):
    page = words(browser(User.objects.get(handle="minji")).get("/"))
    assert "특강은 오후 2시로 옮겨요" in page and "첫 주 안내" not in page
    assert Announcement.objects.filter(cohort=sample).count() == 2


def test_counts_are_those_that_are_promised(sample):
    assert sample.teams.count() == 5
    roles = [sample.memberships.filter(role=role).count() for role in ("camper", "mentor", "organiser")]
    assert roles == [25, 3, 1]
    assert sample.posts.count() >= 60
    assert sample.topics.filter(is_curated=True).count() >= 2
    assert sample.lectures.count() > 10
    assert Cohort.objects.get(slug="web-dev").posts.count() == 5
    assert {"open", "answered", "note"} <= set(Question.objects.values_list("state", flat=True))
    assert Comment.objects.filter(author__memberships__role="mentor").count() > 20
    assert Upload.objects.exists()


def test_today_is_a_study_day_near_the_third_week(sample):
    number = sample.calendar.number_of(sample.today())
    assert number is not None and 10 <= number <= 16
    assert Cohort.objects.get(slug="web-dev").calendar.number_of(timezone.localdate(timezone=SEOUL))


def test_nothing_is_of_the_future_and_every_answer_comes_after_its_post(sample):
    now = timezone.now()
    assert not Post.objects.filter(published_at__gt=now).exists()
    assert not Comment.objects.filter(created_at__gt=now).exists()
    assert not Comment.objects.filter(created_at__lt=F("post__published_at")).exists()
    assert not Comment.objects.filter(parent__created_at__gt=F("created_at")).exists()
    assert not Post.objects.filter(study_on__gt=sample.today()).exists()


def test_answers_come_after_their_posts_also_when_the_demo_starts_right_after_one(little, monkeypatch):
    content = demo.read_demo()
    today = next(cohort.today for cohort in content.cohorts if cohort.slug == "ai-tech")
    answered = {comment.post for comment in content.comments}
    times = [post.at for post in content.posts if post.written == today and post.key in answered]
    assert times
    for at in times:
        now = datetime.combine(datetime.now(SEOUL).date() - timedelta(days=7), at, SEOUL) + timedelta(seconds=5)
        demo.remove_demo()
        monkeypatch.setattr(timezone, "now", lambda now=now: now.astimezone(UTC))
        demo.load_demo()
        assert not Comment.objects.filter(created_at__lt=F("post__published_at")).exists()
        assert not Comment.objects.filter(created_at__gt=now).exists()


def test_counts_beside_posts_are_those_of_their_rows(sample):
    for post in Post.objects.all():
        comments = post.comments.filter(deleted_at=None).count()
        assert (post.comment_count, post.like_count) == (comments, post.likes.count()), post


def test_notes_are_tied_to_the_curriculum_the_calendar_and_the_pictures(sample):
    assert LectureNote.objects.filter(lecture__isnull=False).count() > 20
    assert EventNote.objects.filter(event__isnull=False).exists()
    assert not Upload.objects.filter(posts=None).exists()
    assert all(upload.file.storage.exists(upload.file.name) for upload in Upload.objects.all())


def test_pages_of_the_sample_keep_the_budget(sample):
    camper, mentor = (browser(User.objects.get(handle=handle)) for handle in ("minji", "seoyeon"))
    longest = sample.posts.published().order_by("-comment_count").first()
    for path in ("/", "/c/ai-tech/", "/c/ai-tech/topics/", "/c/ai-tech/faq/", "/c/ai-tech/people/", "/@minji/",
                 longest.get_absolute_url()):  # fmt: skip
        for client in (camper, mentor):
            with query_budget():
                assert client.get(path).status_code == 200


def test_camper_of_the_other_cohort_sees_nothing_of_this_one(sample):
    jiho = browser(User.objects.get(handle="jiho"))
    assert jiho.get("/c/ai-tech/").status_code == 404
    assert sample.name not in words(jiho.get("/"))


def test_loaded_twice_it_is_there_once_or_not_loaded_at_all(sample):
    before = Post.objects.count(), User.objects.count(), Comment.objects.count()
    assert demo.is_loaded()
    with pytest.raises(IntegrityError), transaction.atomic():
        demo.load_demo()
    assert (Post.objects.count(), User.objects.count(), Comment.objects.count()) == before


def test_removed_it_leaves_nothing_but_what_is_others(sample, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path  # the other tests still look at the pictures
    mine = make_cohort("mine")
    camper = make_member(mine)
    post = make_post(camper, mine, topics=["Python"])
    make_comment(camper, post)
    demo.remove_demo()
    assert not demo.is_loaded()
    assert list(Cohort.objects.all()) == [mine]
    assert list(User.objects.all()) == [camper]
    assert (list(Post.objects.all()), Comment.objects.count(), mine.topics.count()) == ([post], 1, 1)
    assert not Upload.objects.exists()


def test_removed_and_loaded_again_it_is_whole(little, settings):
    demo.load_demo()
    titles = set(Post.objects.values_list("title", flat=True))
    kept = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert titles and kept
    demo.remove_demo()
    assert not any(path.exists() for path in kept)
    demo.load_demo()
    assert set(Post.objects.values_list("title", flat=True)) == titles


MOMENTS = {
    "a Saturday": datetime(2026, 11, 21, 15, 0, tzinfo=SEOUL),
    "a Sunday": datetime(2026, 11, 22, 15, 0, tzinfo=SEOUL),
    "half past midnight": datetime(2026, 11, 24, 0, 30, tzinfo=SEOUL),
    "half past eleven at night": datetime(2026, 11, 24, 23, 30, tzinfo=SEOUL),
    "a Monday morning": datetime(2026, 11, 23, 6, 0, tzinfo=SEOUL),
    "New Year's Day": datetime(2027, 1, 1, 9, 0, tzinfo=SEOUL),
    "a leap day": datetime(2028, 2, 29, 9, 0, tzinfo=UTC),
}


@pytest.mark.parametrize("now", MOMENTS.values(), ids=MOMENTS)
def test_whenever_it_is_loaded_today_is_the_day_that_the_files_say(little, monkeypatch, now):
    monkeypatch.setattr(timezone, "now", lambda: now)
    demo.load_demo()
    for cohort in read_demo().cohorts:
        made = Cohort.objects.get(slug=cohort.slug)
        today = now.astimezone(ZoneInfo(made.time_zone)).date()
        assert made.calendar.number_of(today) == cohort.today
        assert len(made.calendar.days) == cohort.days
    assert not Post.objects.filter(published_at__gt=now).exists()
    assert not Comment.objects.filter(created_at__gt=now).exists()
    assert not Comment.objects.filter(created_at__lt=F("post__published_at")).exists()
    assert Post.objects.filter(study_on=now.astimezone(SEOUL).date()).exists()
    recent = Post.objects.filter(published_at__gt=now - timedelta(hours=24))
    assert recent.exists()  # somebody has written since yesterday: the front page is alive
