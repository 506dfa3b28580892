"""The permission table's rows for what is reported, hidden and logged (see tests/permission_table.py)."""

from tests.cast import VISIBILITIES
from tests.permission_organise import RUN
from tests.permission_table import COHORT, NOBODY, WRONG, Answers, Row, answers, at, doers, readers
from tests.world import PUBLISHED, SIGN_IN

RUNS = ("organiser", "staff")


def queue_rows() -> list[Row]:
    """The queue and the log: the cohort's organisers, and the site's staff."""
    settled = answers(404, visitor=SIGN_IN, organiser=302, staff=302)
    return [
        Row("reports.index", at("reports.index", **COHORT), RUN, WRONG, missing="/c/none/organise/reports/"),
        Row("acts.index", at("acts.index", **COHORT), RUN, WRONG, missing="/c/none/organise/log/"),
        Row("reports.keep", at("reports.keep", pk=lambda world: world.report.pk), WRONG, settled,
            missing=f"/reports/{NOBODY}/keep/"),
    ]  # fmt: skip


def report_rows() -> list[Row]:
    """Whoever reads a post reports it, visitors too; who hides things, and its author, do not. Also when it is over."""
    rows = []
    for name, pks, shown in (("post", _post, VISIBILITIES), ("comment", _comment, PUBLISHED)):
        rows += [
            Row(f"reports.{name}", at(f"reports.{name}", pk=pks(visibility)), _reporting(visibility, 200),
                _reporting(visibility, 302), data=lambda world, role: {"words": "Rude."}, label=visibility,
                about="post", missing=f"/{name}s/{NOBODY}/report/")
            for visibility in shown
        ]  # fmt: skip
    return rows


def hiding_rows() -> list[Row]:
    """Who runs the cohort hides what others published, also when it is over; they give it other topics until then."""
    rows = []
    for name, pks, shown in (("post", _post, VISIBILITIES), ("comment", _comment, PUBLISHED)):
        for visibility in shown:
            who = RUNS if visibility != "draft" else ()
            rows.append(
                Row(f"hidings.{name}", at(f"hidings.{name}", pk=pks(visibility)), doers(visibility, *who, answer=200),
                    doers(visibility, *who), data=lambda world, role: {"words": "Rude."}, label=visibility,
                    about="post", missing=f"/{name}s/{NOBODY}/hide/")
            )  # fmt: skip
    for visibility in VISIBILITIES:
        who = RUNS if visibility != "draft" else ()
        rows.append(
            Row("posts.retag", at("posts.retag", pk=_post(visibility)), doers(visibility, *who, answer=200),
                doers(visibility, *who), data=lambda world, role: {"topics": "Git"}, label=visibility, about="post",
                writes=True, missing=f"/posts/{NOBODY}/topics/")
        )  # fmt: skip
    return rows


def hidden_rows() -> list[Row]:
    """A post of Minji's that is hidden: she answers the reason, who runs the cohort shows it again."""
    pk = {"pk": lambda world: world.hiding.pk}
    hers = answers(404, visitor=SIGN_IN, author=200, organiser=403, staff=403)
    theirs = answers(404, visitor=SIGN_IN, author=403, organiser=200, staff=200)
    return [
        Row("hidings.answer", at("hidings.answer", **pk), hers, {**hers, "author": 302},
            data=lambda world, role: {"words": "They agreed."}, missing=f"/hidings/{NOBODY}/answer/"),
        Row("hidings.lift", at("hidings.lift", **pk), theirs, {**theirs, "organiser": 302, "staff": 302},
            missing=f"/hidings/{NOBODY}/lift/"),
    ]  # fmt: skip


def _reporting(visibility: str, answer: int) -> Answers:
    return readers(visibility, answer, author=403, organiser=403, staff=403)


def _post(visibility: str):
    return lambda world: world.cast.posts[visibility].pk


def _comment(visibility: str):
    return lambda world: world.comments[visibility].pk


MODERATION = [*queue_rows(), *report_rows(), *hiding_rows(), *hidden_rows()]
