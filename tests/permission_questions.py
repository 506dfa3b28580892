"""The permission table's rows for questions and what waits (see tests/permission_table.py)."""

from collections.abc import Callable

from tests.cast import VISIBILITIES
from tests.permission_table import NOBODY, READS, WRONG, Answers, Row, answers, at, doers, readers
from tests.world import PUBLISHED, SIGN_IN, World


def _row(
    name: str, pk: Callable[[World], int], get: Answers, post: Answers, visibility: str, missing: str, **more
) -> Row:
    return Row(name, at(name, pk=pk), get, post, label=visibility, about="post", writes=True, missing=missing, **more)


def _questions(visibility: str) -> list[Row]:
    """Minji's question in a post of hers of this visibility, and the one that her comment there asks."""
    pk, asked = (lambda world: world.questions[visibility].pk), (lambda world: world.asked[visibility].pk)
    resolves, joins = ("author", "mentor", "organiser", "staff"), ("mentor", "organiser")
    into = "cohort" if visibility == "public" else "public"
    return [
        Row("questions.show", at("questions.show", pk=pk), readers(visibility, 200), WRONG, label=visibility,
            about="post", missing=f"/questions/{NOBODY}/"),
        _row("questions.reopen", pk, WRONG, doers(visibility, *resolves), visibility, f"/questions/{NOBODY}/reopen/"),
        _row("questions.take_back", asked, WRONG, doers(visibility, "author"), visibility,
             f"/questions/{NOBODY}/take-back/"),
        _row("questions.join", pk, WRONG, doers(visibility, *joins), visibility, f"/questions/{NOBODY}/join/",
             data=lambda world, role: {"into": world.questions[into].pk}),
        _row("questions.separate", pk, WRONG, doers(visibility, *joins), visibility, f"/questions/{NOBODY}/separate/"),
    ]  # fmt: skip


def _asking(visibility: str) -> list[Row]:
    """Letting a heading of Minji's post ask, and asking for feedback on it: hers, once it is published."""
    pk = lambda world: world.cast.posts[visibility].pk  # noqa: E731
    author = doers(visibility, *(("author",) if visibility in PUBLISHED else ()))
    heading = lambda world, role: {"anchor": "s-학습-내용"}  # noqa: E731
    return [
        _row("questions.ask", pk, WRONG, author, visibility, f"/posts/{NOBODY}/ask/", data=heading),
        _row("waiting.feedback", pk, WRONG, author, visibility, f"/posts/{NOBODY}/feedback/"),
    ]


def _waiting(visibility: str) -> list[Row]:
    """What waits on Minji's post: there for whom may answer it, to be claimed by her team's mentors and organisers."""
    pk, dismissed = (lambda world: world.waiting[visibility].pk), (lambda world: world.dismissals[visibility].pk)
    other = {"other_mentor": 403} if "other_mentor" in READS[visibility] else {}
    claims = answers(404, visitor=SIGN_IN, mentor=302, organiser=302, **other)
    page = doers(visibility, "mentor", "organiser", answer=200)
    return [
        *(_row(f"waiting.{verb}", pk, WRONG, claims, visibility, f"/waiting/{NOBODY}/{verb}/")
          for verb in ("claim", "release", "dismiss")),
        _row("waiting.undo", dismissed, page, doers(visibility, "mentor", "organiser"), visibility,
             f"/waiting/dismissed/{NOBODY}/"),
    ]  # fmt: skip


QUESTIONS = [
    *(row for visibility in PUBLISHED for row in (*_questions(visibility), *_waiting(visibility))),
    *(row for visibility in VISIBILITIES for row in _asking(visibility)),
]
