"""Many things at once, straight into the tables: pages must cost the same for one of them and for thirty."""

import itertools
import uuid
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from journal.actions.counts import recount
from journal.models.cohorts import Cohort
from journal.models.comments import Comment
from journal.models.curriculum import Lecture, LectureNote
from journal.models.events import Event
from journal.models.people import Membership, Team
from journal.models.posts import Post
from journal.models.questions import Question
from journal.models.topics import PostTopic, Topic
from journal.text.lectures import natural_key

_numbers = itertools.count(1)


def many_people(cohort: Cohort, count: int) -> list[User]:
    """Return new campers of a cohort, each in a team of their own."""
    names = [f"crowd{next(_numbers)}" for _ in range(count)]
    people = User.objects.bulk_create(
        User(email=f"{name}@test.example", handle=name, handle_key=name, display_name=name.title(), display_key=name)
        for name in names
    )
    teams = Team.objects.bulk_create(Team(cohort=cohort, name=f"team of {name}") for name in names)
    Membership.objects.bulk_create(
        Membership(cohort=cohort, user=user, team=team) for user, team in zip(people, teams, strict=True)
    )
    return people


def many_topics(cohort: Cohort, count: int, **columns) -> list[Topic]:
    """Return new topics of a cohort."""
    names = [f"crowdtopic{next(_numbers)}" for _ in range(count)]
    return Topic.objects.bulk_create(Topic(cohort=cohort, name=name, key=name, slug=name, **columns) for name in names)


def many_lectures(cohort: Cohort, count: int, *, topic: Topic | None = None, study_on=None) -> list[Lecture]:
    """Return new lectures, each of a topic of its own where none is given."""
    topics = [topic] * count if topic else many_topics(cohort, count, is_curated=True)
    return Lecture.objects.bulk_create(
        Lecture(
            cohort=cohort,
            topic=each,
            code=str(at),
            code_key=natural_key(str(at)),
            title=f"Lecture {at}",
            study_on=study_on,
        )
        for at, each in enumerate(topics)
    )


def many_events(cohort: Cohort, count: int, on) -> list[Event]:
    """Return new events of one day."""
    return Event.objects.bulk_create(Event(cohort=cohort, name=f"Event {at}", on=on) for at in range(count))


def many_posts(
    cohort: Cohort, count: int, *, day: int | None = None, author=None, topic: Topic | None = None
) -> list[Post]:
    """Return new published posts: by `author` on one study day after another, or by a new person each on `day`."""
    people = [author] * count if author else many_people(cohort, count)
    teams = dict(Membership.objects.filter(cohort=cohort).values_list("user", "team"))
    days = cohort.calendar.days
    posts = []
    for at, person in enumerate(people):
        study_on = days[day - 1] if day else days[at] if author else None
        moment = timezone.now() - timedelta(minutes=at)
        posts.append(Post(
            cohort=cohort, author=person, team_id=teams.get(person.pk), title=f"Crowd post {next(_numbers)}",
            body="Words", html="<p>Words</p>", study_on=study_on, shown_on=study_on or cohort.today(),
            published_at=moment, first_image=f"/uploads/{uuid.uuid4()}.png",
        ))  # fmt: skip
    posts = Post.objects.bulk_create(posts)
    topics = [topic] * count if topic else many_topics(cohort, count)
    PostTopic.objects.bulk_create(
        PostTopic(content_object=post, tag=tag, cohort=cohort, shown_on=post.shown_on)
        for post, tag in zip(posts, topics, strict=True)
    )
    recount(cohort=cohort)
    return posts


def many_notes(posts: list[Post], lectures: list[Lecture]) -> None:
    """Let each post note each lecture."""
    LectureNote.objects.bulk_create(
        LectureNote(
            post=post, lecture=lecture, code=lecture.code, code_key=lecture.code_key, title=lecture.title,
            cohort_id=post.cohort_id, shown_on=post.shown_on, visibility=post.visibility,
        )
        for post in posts
        for lecture in lectures
    )  # fmt: skip


def many_questions(posts: list[Post], state: str = "note") -> list[Question]:
    """Return a new question in each post."""
    return Question.objects.bulk_create(
        Question(
            post=post, cohort_id=post.cohort_id, key=f"q{at}", title=f"Question {at}?", anchor=f"q-{at}", state=state
        )
        for at, post in enumerate(posts)
    )


def many_comments(post: Post, count: int, parent: Comment | None = None) -> list[Comment]:
    """Return new comments on a post, each by a new person."""
    people = many_people(post.cohort, count)
    return Comment.objects.bulk_create(
        Comment(post=post, author=person, parent=parent, body="Words", html="<p>Words</p>") for person in people
    )
