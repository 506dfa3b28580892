"""The drill: fifty people (or fifty clicks) at the same moment, and exactly the right number afterwards.

`python -m tests.drills.at_once` likes, submits, edits, claims and follows an invitation, each fifty times at once
against a served site of its own, and ends with status 1 when a number is wrong or an answer was 500 or more.
"""

import sys
import uuid
from collections import Counter
from datetime import timedelta

from tests.drills.site import Browser, Site, all_at_once, prepared, say

MANY, PLACES = 50, 20


def main() -> int:
    """Do each deed fifty times at once, and print how many it was afterwards."""
    with prepared() as home:
        from tests.bench.site import session_of
        from tests.factories import make_cohort, make_member, make_post, make_user

        cohort = make_cohort("ai-tech")
        team = cohort.teams.get(name="1조")
        campers = [make_member(cohort, team=team) for _number in range(MANY)]
        mentors = [make_member(cohort, "mentor", mentored=[team]) for _number in range(MANY)]
        strangers = [make_user() for _number in range(MANY)]
        post = make_post(campers[0], cohort, day=1)
        site = Site(home, worker=False)
        site.start()
        try:
            opened = {person.pk: Browser(site.port, session_of(person)) for person in [*campers, *mentors, *strangers]}
            crowd = Crowd(opened, cohort, post)
            wrong = [
                crowd.like(campers),
                crowd.like_alone(campers[1]),
                crowd.submit(campers[2]),
                crowd.edit(campers[0]),
            ]
            wrong += [crowd.claim(campers[0], mentors), crowd.join(strangers), crowd.comment(campers[3])]
        finally:
            site.stop()
    say(f"{len(wrong)} deeds, {MANY} at once each: {sum(wrong)} wrong")
    return 1 if any(wrong) else 0


class Crowd:
    """People with a browser each, at one post of one cohort. Each deed returns whether its number was wrong."""

    def __init__(self, browsers: dict[int, Browser], cohort, post):
        self.browsers, self.cohort, self.post = browsers, cohort, post

    def _told(self, name: str, told: list, seen: dict[str, tuple]) -> bool:
        """Print what was answered and counted; `seen` says for each count what it is, and what is right."""
        counts = dict(sorted(Counter(answer.status for answer in told).items()))
        wrong = any(answer.failed for answer in told) or any(is_now != right for is_now, right in seen.values())
        words = ", ".join(f"{what} {is_now} (right: {right})" for what, (is_now, right) in seen.items())
        slowest = max(answer.seconds for answer in told)
        say(f"{name:<34} {'WRONG' if wrong else 'right'}: {words}; answers {counts}, slowest {slowest:.2f} s")
        return wrong

    def _send(self, people: list, path: str, fields) -> list:
        forms = [fields() if callable(fields) else fields for _person in people]
        return all_at_once([
            lambda person=person, form=form: self.browsers[person.pk].post(path, form)
            for person, form in zip(people, forms, strict=True)
        ])  # fmt: skip

    def _clicks(self, person, path: str, forms: list[dict]) -> list:
        """Send forms from as many tabs of one person."""
        session = self.browsers[person.pk].headers["Cookie"].rpartition("sessionid=")[2]
        tabs = [Browser(self.browsers[person.pk].port, session) for _form in forms]
        return all_at_once(
            [lambda tab=tab, form=form: tab.post(path, form) for tab, form in zip(tabs, forms, strict=True)]
        )

    def like(self, people: list) -> bool:
        """Everybody likes one post."""
        told = self._send(people, f"/posts/{self.post.pk}/like/", {"on": "1"})
        self.post.refresh_from_db()
        seen = {"likes": (self.post.likes.count(), MANY), "counted": (self.post.like_count, MANY)}
        return self._told("fifty people like a post", told, seen)

    def like_alone(self, person) -> bool:
        """One person likes a post fifty times, having liked none before."""
        from tests.factories import make_post

        post = make_post(person, self.cohort, day=2)
        told = self._clicks(person, f"/posts/{post.pk}/like/", [{"on": "1"}] * MANY)
        post.refresh_from_db()
        return self._told(
            "one person likes fifty times", told, {"likes": (post.likes.count(), 1), "counted": (post.like_count, 1)}
        )

    def submit(self, person) -> bool:
        """One form is sent fifty times."""
        from journal.models.posts import Post

        form = {"title": "Once", "body": "Only once.", "publish": "", "key": uuid.uuid4(), "visibility": "cohort"}
        told = self._clicks(person, "/posts/new/?cohort=ai-tech", [form] * MANY)
        seen = {
            "posts": (Post.objects.filter(author=person).count(), 1),
            "places": (len({answer.where for answer in told}), 1),
        }
        return self._told("one post is submitted fifty times", told, seen)

    def edit(self, person) -> bool:
        """Fifty different edits of one version: one is kept, the others are shown to their writer with both texts."""
        forms = [
            {"title": f"Edit {number}", "body": f"Text number-{number}-.", "publish": "", "version": self.post.version, "visibility": "cohort"}
            for number in range(MANY)
        ]  # fmt: skip
        version = self.post.version
        told = self._clicks(person, f"/posts/{self.post.pk}/edit/", forms)
        self.post.refresh_from_db()
        kept = [number for number, answer in enumerate(told) if answer.status == 302]
        lost = [
            number
            for number, answer in enumerate(told)
            if answer.status != 302 and f"number-{number}-" not in answer.body
        ]
        ours = f"number-{kept[0]}-" in self.post.body if kept else False
        seen = {
            "kept": (len(kept), 1),
            "version": (self.post.version, version + 1),
            "is theirs": (ours, True),
            "texts lost": (len(lost), 0),
        }
        return self._told("one post is edited fifty times", told, seen)

    def claim(self, asker, mentors: list) -> bool:
        """Fifty mentors claim what waits for one of them."""
        from journal.actions.questions import ask_for_feedback
        from journal.models.waiting import Waiting

        ask_for_feedback(post=self.post)
        waiting = Waiting.objects.get(post=self.post)
        told = self._send(mentors, f"/waiting/{waiting.pk}/claim/", {})
        waiting.refresh_from_db()
        told_so = [mentor for mentor in mentors if self._holds(mentor, waiting)]
        return self._told(
            "fifty mentors claim one item", told, {"holders": (len(told_so), 1), "claimed": (waiting.is_claimed, True)}
        )

    def _holds(self, mentor, waiting) -> bool:
        page = self.browsers[mentor.pk].get(f"/c/{self.cohort.slug}/mentor/")
        return f"/waiting/{waiting.pk}/release/" in page.body

    def join(self, strangers: list) -> bool:
        """Fifty follow a link of twenty places."""
        from django.utils import timezone

        from journal.models.people import Invitation

        until = timezone.now() + timedelta(days=1)
        link = Invitation.objects.create(cohort=self.cohort, expires_at=until, places=PLACES)
        before = self.cohort.memberships.count()
        told = self._send(strangers, f"/join/{link.token}/", {})
        link.refresh_from_db()
        came = self.cohort.memberships.count() - before
        shown = sum(answer.where == "/c/ai-tech/" for answer in told)
        return self._told(
            "fifty follow a link of twenty places",
            told,
            {"members": (came, PLACES), "taken": (link.taken, PLACES), "let in": (shown, PLACES)},
        )

    def comment(self, person) -> bool:
        """One comment is sent fifty times."""
        form = {"body": "Said once.", "key": uuid.uuid4()}
        told = self._clicks(person, f"/posts/{self.post.pk}/comments/", [form] * MANY)
        self.post.refresh_from_db()
        seen = {"comments": (self.post.comments.count(), 1), "counted": (self.post.comment_count, 1)}
        return self._told("one comment is sent fifty times", told, seen)


if __name__ == "__main__":
    sys.exit(main())
