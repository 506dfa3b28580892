"""Loads the sample cohorts of `manage.py demo`, through the actions that people's clicks go through."""

import hashlib
import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from journal.actions.announcements import announce
from journal.actions.cohorts import add_member, open_cohort
from journal.actions.comments import add_comment
from journal.actions.likes import like_post
from journal.actions.posts import PostText, start_post
from journal.actions.search import move_in_time
from journal.actions.topics import curate_topic
from journal.actions.uploads import add_upload
from journal.actions.waiting import rebuild_waiting
from journal.models.announcements import Announcement
from journal.models.cohorts import Cohort
from journal.models.comments import Comment
from journal.models.curriculum import Lecture
from journal.models.events import Event
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.uploads import Upload
from journal.text.topic_names import topic_key
from journal.transfer.demo_files import (
    MAIL_DOMAIN,
    DemoCohort,
    DemoComment,
    DemoContent,
    DemoPost,
    fill_dates,
    fill_pictures,
    picture_ids,
    read_demo,
)  # fmt: skip
from journal.transfer.demo_pictures import draw

PASSWORD = "haru-demo"
SIGN_INS = ("minji", "seoyeon", "haeun", "jiho", "admin")
MAIN_COHORT = "ai-tech"
MORNING = time(9, 30)  # when organisers announce things
LAST_WORDS = timedelta(minutes=7)  # the newest post's comments come in this time


def is_loaded() -> bool:
    """Return whether the sample cohort is there already."""
    return Cohort.objects.filter(slug=MAIN_COHORT).exists()


@transaction.atomic
def load_demo(progress: Callable[[int, int], None] = lambda done, total: None) -> None:
    """Load the sample cohorts, whole or not at all; `progress(done, total)` counts posts."""
    content = read_demo()
    people = _load_people(content)
    cohorts = {cohort.slug: _Loader(cohort, people) for cohort in content.cohorts}
    posts = {}
    for at, post in enumerate(sorted(content.posts, key=lambda post: (post.written, post.at)), start=1):
        posts[post.key] = cohorts[post.cohort].add_post(post)
        progress(at, len(content.posts))
    for comment in content.comments:
        dates = cohorts[comment.post.split("/")[0]].dates
        _load_comment(posts[comment.post], comment, people, fill_dates(comment.section or "", dates))
    for cohort in cohorts.values():
        rebuild_waiting(cohort=cohort.cohort)  # comments were moved to when they were said


@transaction.atomic
def remove_demo() -> None:
    """Take the sample cohorts, their people and their pictures away; nobody else's."""
    slugs = [cohort.slug for cohort in read_demo().cohorts]
    people = User.objects.filter(email__endswith=f"@{MAIL_DOMAIN}")
    for upload in Upload.objects.filter(owner__in=people):
        upload.file.delete(save=False)
        upload.small.delete(save=False)
    Cohort.objects.filter(slug__in=slugs).delete()
    people.delete()


class _Loader:
    """One sample cohort: its calendar laid so that today is the study day that the files say."""

    def __init__(self, source: DemoCohort, people: dict[str, User]):
        self.source, self.people = source, people
        self.zone = ZoneInfo(source.time_zone)
        self.now = timezone.now().astimezone(self.zone)
        weekdays = {day + 1 for day in source.weekdays} | {self.now.isoweekday()}
        first_on, last_on = _span(self.now.date(), weekdays, source.today, source.days)
        self.cohort = open_cohort(
            name=source.name, slug=source.slug, description=source.description, time_zone=source.time_zone,
            first_on=first_on, last_on=last_on, study_weekdays=sorted(weekdays), default_visibility=source.visibility,
            section_template=source.template, teams=[team.name for team in source.teams],
        )  # fmt: skip
        days = self.cohort.calendar.days
        self.dates = dict(enumerate(days, start=1))
        self._add_members()
        self._add_curriculum()
        self._announce()

    def _add_members(self) -> None:
        teams = {team.name: team for team in self.cohort.teams.all()}
        states = {state.handle: state.state for state in self.source.states}
        begun_at = datetime.combine(self.cohort.first_on, datetime.min.time(), ZoneInfo(self.cohort.time_zone))
        for team in self.source.teams:
            for handle in team.campers:
                state = states.get(handle, Membership.State.ACTIVE)
                add_member(
                    cohort=self.cohort, user=self.people[handle], role="camper", state=state, team=teams[team.name],
                    joined_at=begun_at,
                )  # fmt: skip
        for handle in self.source.mentors:
            mentored = [teams[team.name] for team in self.source.teams if handle in team.mentors]
            add_member(cohort=self.cohort, user=self.people[handle], role="mentor", mentored=mentored)
        for handle in self.source.organisers:
            add_member(cohort=self.cohort, user=self.people[handle], role="organiser")

    def _add_curriculum(self) -> None:
        topics = {
            topic.name: curate_topic(
                cohort=self.cohort, name=topic.name, position=at, hue=topic.hue, aliases=topic.aliases
            )
            for at, topic in enumerate(self.source.topics, start=1)
        }
        for each in self.source.lectures:
            day = self.dates[each.day]
            Lecture.objects.create(
                cohort=self.cohort, topic=topics[each.topic], code=each.code, title=each.title, study_on=day
            )
        for event in self.source.events:
            Event.objects.create(
                cohort=self.cohort, name=event.title, kind=event.kind, on=self.dates[event.day], speaker=event.speaker
            )

    def _announce(self) -> None:
        for each in self.source.announcements:
            made = announce(
                cohort=self.cohort, by=self.people[each.author], key=_key(each.title), title=each.title, body=each.body,
                is_for_all=True, pin_ends_on=self.dates[each.until] if each.until else None,
            )  # fmt: skip
            moment = datetime.combine(self.dates[each.day], MORNING, self.zone)
            Announcement.objects.filter(pk=made.pk).update(announced_at=min(moment, self.now - LAST_WORDS))

    def add_post(self, source: DemoPost) -> Post:
        """Write one post as its author would, then move it to when it was written."""
        author = self.people[source.author]
        pictures = {
            name: add_upload(owner=author, data=draw(name)).get_absolute_url() for name in picture_ids(source.body)
        }
        body = fill_pictures(fill_dates(source.body, self.dates), pictures)
        is_draft = source.visibility == "draft"
        text = PostText(
            title=source.title,
            body=body.rstrip() + "\n",
            study_on=self.dates[source.day] if source.day else None,
            visibility=self.source.visibility if is_draft else source.visibility,
            topics=list(source.topics),
        )
        written_at = self._moment(source)
        post = start_post(
            author=author, cohort=self.cohort, key=_key(source.key), text=text, publish=not is_draft,
            published_at=written_at,
        )  # fmt: skip
        for handle in source.likes:
            like_post(user=self.people[handle], post=post)
        _move(post, written_at)
        return post

    def _moment(self, source: DemoPost) -> datetime:
        night = timedelta(days=1 if source.at.hour < 6 else 0)
        moment = datetime.combine(self.dates[source.written] + night, source.at, self.zone)
        # What would come later than a few minutes ago, when its comments are, was written in the last hours.
        latest = self.now - LAST_WORDS
        return moment if moment < latest else latest - timedelta(minutes=_key(source.key).int % 160)


def _span(today: date, weekdays: set[int], number: int, length: int) -> tuple[date, date]:
    """Return the first and last day of a cohort of `length` study days in which `today` is Day `number`."""

    def step(day: date, count: int, way: int) -> date:
        while count:
            day += timedelta(days=way)
            count -= day.isoweekday() in weekdays
        return day

    return step(today, number - 1, -1), step(today, length - number, 1)


def _load_people(content: DemoContent) -> dict[str, User]:
    password = make_password(PASSWORD)  # one hash for all: a sample's sign-ins are no secret
    people = {}
    for each in content.people:
        people[each.handle] = User.objects.create(
            email=each.email, handle=each.handle, display_name=each.name, bio=each.bio, language=each.language,
            is_staff=each.is_staff, is_superuser=each.is_staff, password=password,
        )  # fmt: skip
    return people


def _load_comment(post: Post, source: DemoComment, people: dict[str, User], heading: str) -> None:
    key = hashlib.sha256(f"{source.post}{source.author}{source.body}".encode()).hexdigest()
    author = people[source.author]
    anchors = {topic_key(entry["text"]): entry["anchor"] for entry in reversed(post.toc)}
    section = anchors.get(topic_key(heading), "")
    comment = add_comment(author=author, post=post, body=source.body, key=_key(key), section=section)
    _move_comment(comment, post, source.hours)
    for at, reply in enumerate(source.replies):
        answer = add_comment(
            author=people[reply.author], post=post, body=reply.body, key=_key(f"{key}{at}"), parent=comment
        )
        _move_comment(answer, post, reply.hours)


def _key(name: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"haru-demo:{name}")


def _move(post: Post, moment: datetime) -> None:
    shown_on = post.study_on or post.cohort.today(moment)
    Post.objects.filter(pk=post.pk).update(created_at=moment, shown_on=shown_on)
    post.created_at, post.shown_on = moment, shown_on
    move_in_time(post=post)


def _move_comment(comment: Comment, post: Post, hours: float) -> None:
    moment = min(post.published_at + timedelta(hours=hours), timezone.now() - timedelta(seconds=90 - min(hours, 80)))
    Comment.objects.filter(pk=comment.pk).update(created_at=moment)
    comment.created_at = moment
    move_in_time(comment=comment)
