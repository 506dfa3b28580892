"""The admin is enough to open a cohort and to let people in, and it shows nothing that people wrote."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.test import Client
from django.utils import timezone

from journal.actions.topics import curate_topic
from journal.models.cohorts import Cohort
from journal.models.people import Invitation, Membership
from journal.models.posts import Post
from journal.models.search import SearchEntry
from journal.models.topics import Topic
from tests.factories import make_cohort, make_member, make_post, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    client = Client()
    client.force_login(make_user("boss", is_staff=True, is_superuser=True))
    return client


def add(client, model: str, **data):
    """Fill in and send the admin's form for a new thing; its inlines are empty unless `data` says otherwise."""
    inlines = ("holidays", "teams")
    management = {
        f"{name}-{key}": value for name in inlines for key, value in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0))
    }
    answer = client.post(f"/admin/journal/{model}/add/", {**management, **data})
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    return answer


COHORT = {
    "name": "부스트 1기", "slug": "boost", "description": "", "time_zone": "Asia/Seoul", "first_on": "2021-08-02",
    "last_on": "2021-12-24", "study_weekdays": "1,2,3,4,5", "default_visibility": "cohort", "state": "open", "digest_hour": 8, "evening_hour": 21,
    "section_template": "", "section_names": "{}",
}  # fmt: skip


def test_staff_open_a_cohort_with_its_calendar_topics_people_and_invitation(staff):
    holidays = {"holidays-TOTAL_FORMS": 1, "holidays-0-on": "2021-08-16", "holidays-0-name": "대체공휴일"}
    add(staff, "cohort", **COHORT, **holidays, **{"teams-TOTAL_FORMS": 1, "teams-0-name": "1조"})
    cohort = Cohort.objects.get(slug="boost")
    assert cohort.calendar.date_of(4).isoformat() == "2021-08-05"
    assert cohort.calendar.number_of(cohort.holidays.get().on) is None
    add(staff, "topic", cohort=cohort.pk, name="AI Math", is_curated="on", position=1, hue=2, description="")
    topic = Topic.objects.get()
    add(staff, "topicalias", topic=topic.pk, name="인공지능 수학")
    add(staff, "lecture", cohort=cohort.pk, topic=topic.pk, code="8", title="베이즈", study_on="2021-08-05")
    add(staff, "event", cohort=cohort.pk, name="Master Class", kind="master_class", on="2021-08-05", speaker="")
    camper, team = make_user("minji"), cohort.teams.get()
    add(staff, "membership", cohort=cohort.pk, user=camper.pk, role="camper", state="active", team=team.pk)
    add(
        staff,
        "membership",
        cohort=cohort.pk,
        user=make_user("seo").pk,
        role="mentor",
        state="active",
        mentored_teams=[team.pk],
    )
    soon = timezone.localtime() + timedelta(days=7)
    add(
        staff,
        "invitation",
        cohort=cohort.pk,
        role="camper",
        team=team.pk,
        places=3,
        expires_at_0=soon.date(),
        expires_at_1="12:00:00",
    )

    newcomer = Client()
    newcomer.force_login(make_user("newcomer"))
    link = f"/join/{Invitation.objects.get().token}/"
    assert link in staff.get("/admin/journal/invitation/").content.decode()
    assert newcomer.post(link).status_code == 302
    assert Membership.objects.filter(cohort=cohort, role="camper", team=team).count() == 2
    post = make_post(camper, cohort, day=4, body="## 학습 내용\n\n### 인공지능 수학\n\n- 8 베이즈\n")
    assert [each.name for each in post.topics.all()] == ["AI Math"]
    assert post.lecture_notes.get().lecture.title == "베이즈"


@pytest.mark.parametrize(
    ("field", "value"),
    [("last_on", "2021-08-01"), ("time_zone", "Asia/Seoull"), ("slug", "Boost Camp"), ("study_weekdays", "0,8")],
)
def test_wrong_cohort_is_refused_at_its_field(staff, field, value):
    data = {f"{name}-{key}": 0 for name in ("holidays", "teams") for key in ("TOTAL_FORMS", "INITIAL_FORMS")}
    answer = staff.post("/admin/journal/cohort/add/", {**COHORT, **data, field: value})
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors
    assert not Cohort.objects.exists()


def test_a_second_spelling_of_a_topic_is_refused(staff):
    add(staff, "cohort", **COHORT)
    cohort = Cohort.objects.get()
    add(staff, "topic", cohort=cohort.pk, name="AI Math", is_curated="on", position=1, hue=2, description="")
    answer = staff.post("/admin/journal/topic/add/", {"cohort": cohort.pk, "name": "ai-math", "position": 1, "hue": 0})
    assert answer.status_code == 200
    assert Topic.objects.count() == 1


def test_renamed_and_deleted_topics_are_searched_for_by_what_they_are_called_now(staff, cast):
    topic = curate_topic(cohort=cast.cohort, name="Rust", position=1)
    post = make_post(cast.author, cast.cohort, topics=["Rust"])
    data = {"cohort": cast.cohort.pk, "name": "러스트", "is_curated": "on", "position": 7, "hue": 0, "description": ""}
    assert staff.post(f"/admin/journal/topic/{topic.pk}/change/", data).status_code == 302
    assert [(each.name, each.position) for each in post.topics.all()] == [("러스트", 7)]
    assert staff.get(f"/c/{cast.cohort.slug}/topics/rust/", follow=True).context["topic"].name == "러스트"
    assert SearchEntry.objects.get(post=post).version == 0  # reindex_search reads it again
    SearchEntry.objects.filter(post=post).update(version=1)
    assert staff.post(f"/admin/journal/topic/{topic.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not post.topics.exists()
    assert SearchEntry.objects.get(post=post).version == 0


def test_new_topic_takes_no_page_s_address(staff, cast):
    add(staff, "topic", cohort=cast.cohort.pk, name="Matrix", is_curated="on", position=1, hue=0, description="")
    assert Topic.objects.get(name="Matrix").slug == "matrix-2"


def test_new_and_renamed_lectures_and_events_find_what_was_written_before(staff):
    cohort = make_cohort()
    maths = curate_topic(cohort=cohort, name="AI Math", position=1)
    body = "## 학습 내용\n\n### AI Math\n\n- 8강 베이즈\n- 합성곱 첫걸음\n\n## 0805 Master Class\n\n### FAQ\n\n#### 왜?\n\n말\n"
    post = make_post(make_member(cohort), cohort, day=4, body=body)
    day_4 = cohort.calendar.date_of(4)
    add(staff, "lecture", cohort=cohort.pk, topic=maths.pk, code="8", title="Bayes", study_on=day_4)
    add(staff, "lecture", cohort=cohort.pk, topic=maths.pk, code="9", title="Convolution", study_on=day_4)
    add(staff, "event", cohort=cohort.pk, name="Master Class", kind="master_class", on=day_4, speaker="Someone")
    assert [note.lecture and note.lecture.code for note in post.lecture_notes.all()] == ["8"]
    assert post.event_notes.get().event.speaker == post.questions.get().at_event.speaker == "Someone"
    renamed = cohort.lectures.get(code="9")
    data = {"cohort": cohort.pk, "topic": maths.pk, "code": "9", "title": "합성곱 첫걸음", "study_on": day_4}
    assert staff.post(f"/admin/journal/lecture/{renamed.pk}/change/", data).status_code == 302
    assert [note.lecture.code for note in post.lecture_notes.all()] == ["8", "9"]


def test_nothing_that_people_write_is_in_the_admin():
    names = {model._meta.model_name for model in admin.site._registry}
    assert not names & {
        "post",
        "comment",
        "revision",
        "pendingedit",
        "question",
        "upload",
        "posttopic",
        "tag",
        "taggeditem",
    }


def test_free_tags_are_not_listed(staff, cast):
    make_post(cast.author, cast.cohort, topics=["비밀태그"], visibility="mentors")
    assert "비밀태그" not in staff.get("/admin/journal/topic/").content.decode()
    assert Post.objects.filter(topics__name="비밀태그").exists()
