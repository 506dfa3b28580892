"""The table of who waits, after everything that may be done: as its definition, read anew, has it."""

import uuid
from collections.abc import Callable
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.actions.claims import NothingWaits, dismiss_waiting, take_back_dismissal
from journal.actions.comments import add_comment, delete_comment, edit_comment
from journal.actions.people import change_membership, delete_membership, delete_people, disband_team
from journal.actions.posts import PostText, delete_post, purge_post, restore_post, save_post, start_post
from journal.actions.questions import (
    SameQuestion,
    ask_at_heading,
    ask_for_feedback,
    join_question,
    reopen_question,
    resolve_question,
    separate_question,
    take_back_feedback,
    take_back_question,
)
from journal.actions.upkeep import rerender_comments, rerender_posts
from journal.actions.waiting import rebuild_waiting, what_waits
from journal.models.comments import Comment
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.questions import Question
from journal.models.waiting import Dismissal, Waiting
from tests.cast import cast_again
from tests.factories import make_post

pytestmark = pytest.mark.django_db
PARTS = (
    "## 학습\n\n",
    "> [!QUESTION]\n> 왜 그런가요?\n\n",
    "> [!QUESTION]\n> 왜 그런 건가요?\n\n",
    "## 질문\n\n- 어떻게 하나요?\n- 무엇을 하나요?\n\n",
    "## 0805 Master Class\n\n### FAQ\n\n#### 얼마나 하나요?\n\n- 답\n\n",
    "## 회고\n\n- 끝\n\n",
)
TEXTS = st.lists(st.sampled_from(PARTS), max_size=4).map(lambda parts: "".join(parts) or "Text.")
WRITERS, STAFF = ("author", "camper"), ("mentor", "organiser")
SPEAKERS = ("author", "team_mate", "camper", "mentor", "organiser")
COLUMNS = (
    "cohort_id", "team_id", "visibility", "post_id", "kind", "question_id", "thread_id", "comment_id", "asker_id",
    "asked_at", "section", "words",
)  # fmt: skip


def table(rows) -> list[tuple]:
    """Rows as they can be compared, whoever claimed them."""
    return sorted((tuple(getattr(row, column) for column in COLUMNS) for row in rows), key=repr)


class Evening:
    """What people do in a cohort, one deed after another, as `data` draws it. A deed that cannot be done is none."""

    def __init__(self, data):
        self.data, self.cast = data, cast_again()
        self.cohort = self.cast.cohort
        for who in WRITERS:
            make_post(self.cast.people[who], self.cohort, body=PARTS[0] + PARTS[1] + PARTS[5], day=10)

    def one(self, things):
        """One of some things, or None where there are none."""
        things = list(things)
        return self.data.draw(st.sampled_from(things)) if things else None

    def person(self, *roles: str):
        """Somebody of these roles, as a new request loads them."""
        return self.cast.fresh(self.one(roles))

    def post(self, **how) -> Post | None:
        """A post of the cohort."""
        return self.one(Post.objects.filter(cohort=self.cohort, deleted_at=None, **how).order_by("pk"))

    def write(self) -> None:
        """Publish a new post, or keep a draft."""
        body, publish = self.data.draw(TEXTS), self.data.draw(st.booleans())
        text = PostText("New", body, None, self.one(("mentors", "team", "cohort", "public")))
        start_post(author=self.person(*WRITERS), cohort=self.cohort, key=uuid.uuid4(), text=text, publish=publish)

    def edit(self) -> None:
        """Publish a post anew."""
        if post := self.post():
            text = PostText("Edited", self.data.draw(TEXTS), post.study_on, self.one(("team", "cohort")))
            version = post.working_copy.version
            save_post(post=post, editor=post.author, text=text, version=version, publish=True)

    def trash(self) -> None:
        """Put a post into the trash."""
        if post := self.post():
            delete_post(post=post)

    def bring_back_or_purge(self) -> None:
        """Do either to a post in the trash."""
        if post := self.one(Post.objects.filter(deleted_at__isnull=False).order_by("pk")):
            self.one((restore_post, purge_post))(post=post)

    def say(self) -> None:
        """Comment on a post, at a heading, in a thread, as a question."""
        if post := self.post(published_at__isnull=False):
            parent = self.one([None, *post.comments.filter(deleted_at=None)])
            section = self.one(["", *(entry["anchor"] for entry in post.toc)])
            words = {"body": "말", "asks": self.data.draw(st.booleans()), "section": section, "parent": parent}
            add_comment(author=self.person(*SPEAKERS), post=post, key=uuid.uuid4(), **words)

    def change_word(self) -> None:
        """Edit or delete a comment."""
        if comment := self.one(Comment.objects.filter(deleted_at=None).order_by("pk")):
            if self.data.draw(st.booleans()):
                edit_comment(comment=comment, body="다른 말")
            else:
                delete_comment(comment=comment)

    def ask(self) -> None:
        """Mark a heading."""
        post = self.post(published_at__isnull=False)
        if post and post.toc:
            ask_at_heading(post=post, anchor=self.one(post.toc)["anchor"])

    def ask_for_feedback(self) -> None:
        """Ask for feedback, or not any more."""
        if post := self.post(published_at__isnull=False):
            self.one((ask_for_feedback, ask_for_feedback, take_back_feedback))(post=post)

    def about_a_question(self) -> None:
        """Resolve one, open it again, or say that it is none."""
        if question := self.one(Question.objects.exclude(state="note").order_by("pk")):
            how = self.one(("resolve", "reopen", "take back", "separate"))
            by = self.person("author", "camper", "mentor")
            if how == "take back":
                take_back_question(question=question)
            elif how == "separate":
                separate_question(question=question)
            else:
                {"resolve": resolve_question, "reopen": reopen_question}[how](question=question, by=by)

    def join(self) -> None:
        """Join a question to another one."""
        asked = list(Question.objects.exclude(state="note").order_by("pk"))
        if asked:
            with suppress(SameQuestion):
                join_question(question=self.one(asked), into=self.one(asked), by=self.cast.mentor)

    def dismiss(self) -> None:
        """Say that something needs no answer, or take that back."""
        if waiting := self.one(Waiting.objects.order_by("pk")):
            dismiss_waiting(waiting=waiting, by=self.cast.mentor)
        elif dismissal := self.one(Dismissal.objects.order_by("pk")):
            take_back_dismissal(dismissal=dismissal)

    def take_back(self) -> None:
        """Take back what was dismissed."""
        if dismissal := self.one(Dismissal.objects.order_by("pk")):
            take_back_dismissal(dismissal=dismissal)

    def membership(self) -> None:
        """Change what somebody is in the cohort."""
        members = Membership.objects.filter(user__in=[self.cast.people[who] for who in SPEAKERS]).order_by("pk")
        membership = self.one(members)
        membership.role = self.one(("camper", "camper", "mentor"))
        membership.state = self.one(("active", "active", "on_leave", "withdrawn"))
        change_membership(membership=membership)

    def upkeep(self) -> None:
        """Print everything again."""
        list(rerender_posts(every=True))
        list(rerender_comments(every=True))


DEEDS: tuple[Callable[[Evening], None], ...] = (
    Evening.write, Evening.edit, Evening.edit, Evening.trash, Evening.bring_back_or_purge, Evening.say, Evening.say,
    Evening.say, Evening.say, Evening.change_word, Evening.ask, Evening.ask_for_feedback, Evening.about_a_question,
    Evening.join, Evening.dismiss, Evening.take_back, Evening.membership,
)  # fmt: skip


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_table_is_its_definition_after_whatever_people_do(data):
    with transaction.atomic():
        evening = Evening(data)
        for deed in data.draw(st.lists(st.sampled_from(DEEDS), min_size=10, max_size=30)):
            deed(evening)
            assert rebuild_waiting(cohort=evening.cohort) == 0, deed.__name__
        evening.upkeep()
        assert rebuild_waiting(cohort=evening.cohort) == 0
        posts = list(Post.objects.values_list("pk", flat=True))
        assert table(Waiting.objects.all()) == table(what_waits(posts=posts)), "whatever rebuilding compares"
        transaction.set_rollback(True)


@pytest.mark.parametrize("how", ["people", "membership", "team"])
def test_who_goes_for_good_takes_along_what_waits_for_them(cast, how):
    post = make_post(cast.author, cast.cohort, body=PARTS[0] + PARTS[1])
    other = make_post(cast.camper, cast.cohort, body=PARTS[0] + PARTS[1])
    key = {"key": uuid.uuid4(), "body": "답", "section": other.toc[0]["anchor"]}
    add_comment(author=cast.mentor, post=other, **key)
    assert {row.post for row in Waiting.objects.all()} == {post}
    if how == "people":
        delete_people(people=[cast.author, cast.mentor])  # with the mentor goes the answer
        assert {row.post for row in Waiting.objects.all()} == {other}
    elif how == "membership":
        delete_membership(membership=Membership.objects.get(user=cast.author))
        assert not Waiting.objects.exists()
    else:
        disband_team(team=post.team)
        assert Waiting.objects.get().team is None
    assert rebuild_waiting(cohort=cast.cohort) == 0


def test_rebuilding_says_how_much_was_wrong_and_rights_it(cast):
    post = make_post(cast.author, cast.cohort, body=PARTS[3])
    first, second = Waiting.objects.order_by("pk")
    Waiting.objects.filter(pk=first.pk).update(words="Wrong")
    Waiting.objects.filter(pk=second.pk).delete()
    Question.objects.filter(pk=second.question_id).update(state="answered")
    out = StringIO()
    call_command("rebuild_waiting", stdout=out)
    assert "ai-tech: 3 were wrong" in out.getvalue()
    assert table(Waiting.objects.all()) == table(what_waits(posts=[post.pk]))
    assert rebuild_waiting(cohort=cast.cohort) == 0


def test_answered_and_gone_claims_leave_nothing(cast):
    post = make_post(cast.author, cast.cohort, body=PARTS[0] + PARTS[1])
    waiting = Waiting.objects.get(post=post)
    resolve_question(question=post.questions.get(), by=cast.author)
    with pytest.raises(NothingWaits):
        dismiss_waiting(waiting=waiting, by=cast.mentor)


def test_publishing_without_a_question_costs_two_more_queries_at_most(cast):
    post = make_post(cast.author, cast.cohort, day=12)
    from_here = [q for q in _queries_of(post) if "journal_waiting" in q or "journal_membership" in q]
    assert len(from_here) <= 2


def _queries_of(post: Post) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        save_post(post=post, editor=post.author, text=PostText("A", "B", None, "team"), version=1, publish=True)
    return [query["sql"] for query in seen.captured_queries]
