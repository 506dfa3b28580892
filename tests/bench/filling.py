"""Fills a database with a size of Haru: people and curriculum, distinct journals through the real actions, then copies."""

import random
import uuid
from datetime import UTC, datetime, time, timedelta
from unittest import mock

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from accounts.names import display_key, handle_key
from journal.actions.cohorts import open_cohort
from journal.actions.comments import add_comment
from journal.actions.counts import recount
from journal.actions.curriculum import recount_lectures
from journal.actions.outlines import keep_outline
from journal.actions.posts import PostText, start_post
from journal.actions.topics import curate_topic
from journal.models.cohorts import Cohort
from journal.models.comments import Comment
from journal.models.curriculum import Lecture
from journal.models.events import Event
from journal.models.people import Membership
from journal.models.posts import Post
from journal.text.lectures import natural_key
from tests.bench.cloning import (
    COMMENT_MAP,
    POST_MAP,
    build_word_indexes,
    children,
    clone_children,
    clone_comments,
    clone_posts,
    drop_word_indexes,
    keep_map,
    next_ids,
    timeless,
    unchecked,
)
from tests.bench.sizes import CURATED, DAYS, Size
from tests.bench.texts import Lesson, Writer, titles

TOPICS = (
    "Python", "AI Math", "PyTorch", "딥러닝 기초", "컴퓨터 비전", "자연어 처리", "추천 시스템", "데이터 시각화", "Git", "SQL",
    "Docker", "Linux", "Django", "FastAPI", "MLOps", "데이터 구조", "알고리즘", "통계학", "선형대수", "최적화",
    "Transformer", "BERT", "GAN", "객체 검출", "시맨틱 분할", "데이터 제작", "모델 경량화", "서빙", "강화학습", "협업",
)  # fmt: skip
TAGS = (
    "회고",
    "TIL",
    "C++",
    "디버깅",
    "손실함수",
    "역전파",
    "정규화",
    "하이퍼파라미터",
    "시각화",
    "멘토링",
    "논문",
    "캐글",
)
SURNAMES, GIVEN = (
    "김이박최정강조윤장임",
    ("민지", "보라", "서연", "하은", "지호", "도현", "수진", "태양", "예린", "상민"),
)
PATTERN_COMMENTS = 200
VISIBILITIES = ("cohort",) * 92 + ("team",) * 3 + ("mentors",) * 2 + ("public",) * 3


def fill(size: Size, say=print) -> None:
    """Make every cohort of a size that is not there yet; `say` is told what is going on."""
    timeless()
    changed = False
    for number in range(1, size.cohorts + 1):
        cohort = Cohort.objects.filter(slug=f"bench-{number}").first()
        if cohort and cohort.is_open:
            changed |= extend(cohort, number, say)
            continue
        if cohort:  # a run that was broken off
            Post.objects.filter(cohort=cohort).delete()
            cohort.delete()
        with connection.cursor() as cursor:
            drop_word_indexes(cursor)
        Filling(size, number, say).run()
        changed = True
    with connection.cursor() as cursor:
        build_word_indexes(cursor, say)
        if changed:
            say("vacuum and analyze")
            cursor.execute("VACUUM ANALYZE")


def extend(cohort: Cohort, number: int, say) -> bool:
    """Fill the tables that have come since a cohort was made, and return whether there are any.

    The patterns are published again, and their new rows copied.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT src FROM bench_posts WHERE batch = %s", [number])
        patterns = Post.objects.filter(pk__in=[pk for (pk,) in cursor.fetchall()]).select_related("cohort")
        tables = {
            f"{parent.__name__}.{model.__name__}" for parent in (Post, Comment) for model, _field in children(parent)
        }
        cursor.execute("SELECT name FROM bench_made WHERE batch = %s", [number])
        if not tables - {name for (name,) in cursor.fetchall()}:
            return False
        say(f"new tables: publishing {len(patterns)} patterns again")
        for post in patterns:
            keep_outline(post=post).save()
        say(f"filled {clone_children(cursor, number, Post)} {clone_children(cursor, number, Comment)}")
    recount(cohort=cohort)
    recount_lectures()
    return True


class Filling:
    """One cohort. It is open only once it is complete: a run that was broken off begins it anew."""

    def __init__(self, size: Size, number: int, say):
        self.size, self.number, self.say = size, number, say
        self.random = random.Random(number)

    def run(self) -> None:
        """Make everything."""
        self.make_cohort()
        self.make_people()
        self.make_curriculum()
        self.publish_patterns()
        with transaction.atomic(), connection.cursor() as cursor:
            unchecked(cursor)
            self.copy_posts(cursor)
            self.copy_comments(cursor)
            self.add_likes(cursor)
        self.say("counting")
        recount(cohort=self.cohort)
        recount_lectures()
        Cohort.objects.filter(pk=self.cohort.pk).update(state="open")

    def make_cohort(self) -> None:
        today = timezone.localdate()
        day, back = today, DAYS - (today.isoweekday() <= 5)
        while back:
            day -= timedelta(1)
            back -= day.isoweekday() <= 5
        teams = [f"{n}조" for n in range(1, self.size.teams + 1)]
        self.cohort = open_cohort(
            name=f"부스트 {self.number}기",
            slug=f"bench-{self.number}",
            first_on=day,
            last_on=today + timedelta(14),
            teams=teams,
        )
        Cohort.objects.filter(pk=self.cohort.pk).update(state="draft")
        self.days = [day for day in self.cohort.calendar.days if day <= today][-DAYS:]

    def make_people(self) -> None:
        teams = list(self.cohort.teams.order_by("pk"))
        roles = [("camper", teams[at % len(teams)]) for at in range(self.size.campers)]
        roles += [("mentor", team) for team in teams] + [("organiser", None)] * 3
        password = make_password(None)
        people = []
        for at, (role, _team) in enumerate(roles):
            handle, name = f"{role}{self.number:02}x{at:04}", f"{SURNAMES[at % 10]}{GIVEN[at // 10 % 10]}"
            person = User(email=f"{handle}@bench.example", handle=handle, display_name=name, password=password)
            person.handle_key, person.display_key = handle_key(handle), display_key(name)
            people.append(person)
        User.objects.filter(handle__in=[person.handle for person in people]).delete()
        User.objects.bulk_create(people, 1_000)
        members = [
            Membership(cohort=self.cohort, user=person, role=role, team=team if role == "camper" else None)
            for person, (role, team) in zip(people, roles, strict=True)
        ]
        Membership.objects.bulk_create(members, 1_000)
        for member, (role, team) in zip(members, roles, strict=True):
            if role == "mentor":
                member.mentored_teams.set([team])
        self.campers = [(person, team) for person, (role, team) in zip(people, roles, strict=True) if role == "camper"]
        self.staff = [person for person, (role, _team) in zip(people, roles, strict=True) if role != "camper"]

    def make_curriculum(self) -> None:
        topics = [
            curate_topic(cohort=self.cohort, name=name, position=at, hue=at % 8 + 1)
            for at, name in enumerate(TOPICS[:CURATED], 1)
        ]
        writer, lectures, self.lessons = Writer(0), [], []
        for at, day in enumerate(self.days):
            lessons = []
            for topic in (topics[at // 5 % CURATED], topics[(at // 5 + 1) % CURATED]):
                noted = tuple((f"{at + 1}-{n}", writer.phrase(3)[:200]) for n in (1, 2))
                lessons.append(Lesson(topic.name, noted))
                lectures += [
                    Lecture(
                        cohort=self.cohort,
                        topic=topic,
                        code=code,
                        code_key=natural_key(code),
                        title=title,
                        study_on=day,
                    )
                    for code, title in noted
                ]
            self.lessons.append(lessons)
        Lecture.objects.bulk_create(lectures)
        events = (
            Event(cohort=self.cohort, name=f"{day:%m%d} Master Class", on=day, speaker="김멘토")
            for day in self.days[3::20]
        )
        Event.objects.bulk_create(events)

    def publish_patterns(self) -> None:
        """Publish the distinct bodies, a few a day, and write comments on them, at the moments of those days."""
        writer, heads = Writer(self.number), titles()
        self.patterns: list[tuple[Post, int, int]] = []
        for number in range(self.size.bodies):
            day, camper = number % DAYS, (number * 7 + number // DAYS) % len(self.campers)
            if number % 100 == 0:
                self.say(f"publishing {number} of {self.size.bodies} distinct bodies")
            text = PostText(
                title=f"Day {day + 1} · {heads[number % len(heads)]}"[:200], body=writer.body(number, self.lessons[day]),
                study_on=self.days[day], visibility="cohort", topics=[TAGS[number % len(TAGS)]],
            )  # fmt: skip
            person = self.campers[camper][0]
            with mock.patch("django.utils.timezone.now", return_value=self.moment(day)):
                post = start_post(author=person, cohort=self.cohort, key=uuid.uuid4(), text=text, publish=True)
            self.patterns.append((post, day, camper))
        self.spoken = []
        for number in range(PATTERN_COMMENTS):
            post, day, _camper = self.patterns[number % len(self.patterns)]
            body = writer.paragraph() + ("\n\nhttps://docs.python.org/3/library/" if number % 10 == 0 else "")
            with mock.patch("django.utils.timezone.now", return_value=post.published_at + timedelta(hours=1)):
                author = self.campers[number % len(self.campers)][0]
                self.spoken.append(add_comment(author=author, post=post, body=body, key=uuid.uuid4()))

    def moment(self, day: int) -> datetime:
        """Return a moment in the evening of a day, 18:30 to 23:59 in Seoul, but never later than now."""
        moment = datetime.combine(self.days[day], time(9, 30), UTC) + timedelta(seconds=self.random.randrange(19_700))
        return min(moment, datetime.now(UTC) - timedelta(seconds=self.random.randrange(90, 3_600)))

    def copy_posts(self, cursor) -> None:
        """Copy the patterns to other campers of the same day until the cohort has its posts."""
        taken = {(day, camper) for _post, day, camper in self.patterns}
        places = [(day, at) for day in range(DAYS) for at in range(len(self.campers)) if (day, at) not in taken]
        chosen = sorted(self.random.sample(places, self.size.posts - len(self.patterns)))
        by_day: dict[int, list[Post]] = {}
        for post, day, _camper in self.patterns:
            by_day.setdefault(day, []).append(post)
        self.talk = self._comment_counts(len(chosen))
        self.liked = [min(int(self.random.expovariate(0.35)), 20, len(self.campers)) for _ in chosen]
        self.rows = []
        for (day, at), pk, talk, likes in zip(
            chosen, next_ids(cursor, Post, len(chosen)), self.talk, self.liked, strict=True
        ):
            person, team = self.campers[at]
            source = self.random.choice(by_day[day])
            seen = self.random.choice(VISIBILITIES)
            self.rows.append((source.pk, pk, person.pk, team.pk, seen, self.moment(day), likes, talk))
        self.say(f"copying {len(self.rows)} posts")
        keep_map(cursor, "bench_posts", POST_MAP, self.number, self.rows)
        clone_posts(cursor, self.number)

    def _comment_counts(self, posts: int) -> list[int]:
        counts = [0] * posts
        counts[-1] = 10  # the post that is measured, one of the newest
        for _ in range(self.size.comments - PATTERN_COMMENTS - 10):
            counts[int(self.random.random() ** 1.5 * (posts - 1))] += 1
        return counts

    def copy_comments(self, cursor) -> None:
        """Say the patterns' comments again on the copies: a third of them are replies, a fifth are a mentor's."""
        keys = iter(next_ids(cursor, Comment, sum(self.talk)))
        rows = []
        for _source, post, _author, _team, _seen, moment, _likes, talk in self.rows:
            first = None
            for at in range(talk):
                key, reply = next(keys), first if at % 3 == 2 else None
                first = key if reply is None else first
                by = self.random.choice(self.staff) if at % 5 == 1 else self.random.choice(self.campers)[0]
                said_at = min(moment + timedelta(minutes=7 * at + 5), datetime.now(UTC))
                rows.append((self.random.choice(self.spoken).pk, key, by.pk, post, reply, said_at))
        self.say(f"copying {len(rows)} comments")
        keep_map(cursor, "bench_comments", COMMENT_MAP, self.number, rows)
        clone_comments(cursor, self.number)

    def add_likes(self, cursor) -> None:
        """Let as many people like each copy as it counts."""
        people = [person.pk for person, _team in self.campers]
        with cursor.copy("COPY journal_like (post_id, user_id, created_at) FROM STDIN") as copy:
            for row, likes in zip(self.rows, self.liked, strict=True):
                for person in self.random.sample(people, likes):
                    copy.write_row((row[1], person, row[5]))
