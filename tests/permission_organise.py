"""The permission table's rows for the organisers' pages (see tests/permission_table.py)."""

import uuid
from datetime import date, timedelta

from journal.forms.opening import CohortForm
from journal.models.cohorts import Cohort
from journal.queries.calendars import mark_of
from journal.text.curricula import read_curriculum
from journal.transfer.sheets import lines_of_text
from tests.permission_table import COHORT, EVERYBODY, NOBODY, WRONG, Row, answers, at, members
from tests.world import SIGN_IN

LINE = "4,Python,4-9,Sets"
RUN = members(403, organiser=200, staff=200)
RAN = members(403, organiser=302, staff=302)


def opening_rows() -> list[Row]:
    """Opening a cohort: its organisers, and the site's staff."""
    begun = {"name": "AI Tech 9", "slug": "ai-tech-9", "first_on": "2026-03-02", "last_on": "2026-07-31"}
    begun |= {"study_weekdays": [1, 2, 3, 4, 5], "time_zone": "Asia/Seoul", "default_visibility": "cohort"}
    staff_s = answers(403, visitor=SIGN_IN)
    return [
        Row("opening.new", at("opening.new"), {**staff_s, "staff": 200}, {**staff_s, "staff": 302},
            data=lambda world, role: begun),
        Row("opening.basics", at("opening.basics", **COHORT), RUN, RAN,
            data=lambda world, role: begun | {"seen": _dates_seen(world, begun)},
            missing="/c/none/organise/basics/"),
        Row("opening.holidays", at("opening.holidays", **COHORT), RUN, RAN, missing="/c/none/organise/holidays/"),
        Row("opening.curriculum", at("opening.curriculum", **COHORT), RUN, RAN,
            data=lambda world, role: {"text": LINE, "apply": "1", "seen": _curriculum_seen(world)},
            missing="/c/none/organise/curriculum/"),
        Row("opening.show", at("opening.show", **COHORT), RUN, RAN, missing="/c/none/organise/opening/"),
    ]  # fmt: skip


def desk_rows() -> list[Row]:
    """The overview and the board, for whoever runs the cohort."""
    file = at("organiser_desk.export", **COHORT)
    return [
        Row("organiser_desk.show", at("organiser_desk.show", **COHORT), RUN, WRONG, missing="/c/none/organise/"),
        Row("organiser_desk.show", lambda world: at("organiser_desk.show", **COHORT)(world) + "?silent=all", RUN, WRONG,
            missing="/c/none/organise/?silent=all"),
        Row("organiser_desk.board", lambda world: at("organiser_desk.board", **COHORT)(world) + "?week=2021-08-30", RUN,
            WRONG, missing="/c/none/organise/board/"),
        Row("organiser_desk.export", file, RUN, WRONG, missing="/c/none/organise/board/csv/"),
        Row("organiser_desk.export", lambda world: file(world) + "?week=2021-08-30", RUN, WRONG,
            missing="/c/none/organise/board/csv/?week=2021-08-30"),
    ]  # fmt: skip


def _curriculum_seen(world) -> str:
    lines = read_curriculum(lines_of_text(LINE), world.cast.cohort.first_on)
    return mark_of(Cohort.objects.get(pk=world.cast.cohort.pk), (lines, False))


def _dates_seen(world, sent: dict) -> str:
    cohort = Cohort.objects.get(pk=world.cast.cohort.pk)
    form = CohortForm(sent, cohort=cohort)
    assert form.is_valid()
    return mark_of(cohort, sorted((name, value) for name, value in form.cleaned_data.items() if name != "seen"))


def event_rows() -> list[Row]:
    """Events: whoever runs the cohort makes, changes and deletes them."""
    one = {**COHORT, "pk": lambda world: world.event.pk}
    sent = {
        "name": "Master Class",
        "kind": "other",
        "on": "2021-08-05",
        "speaker": "",
        "link": "",
        "key": str(uuid.UUID(int=2)),
    }
    none = f"/c/ai-tech/organise/events/{NOBODY}/"
    return [
        Row("events.new", at("events.new", **COHORT), RUN, RAN, data=lambda world, role: sent,
            missing="/c/none/organise/events/"),
        Row("events.edit", at("events.edit", **one), RUN, RAN, data=lambda world, role: sent, missing=none),
        Row("events.delete", at("events.delete", **one), RUN, RAN, missing=f"{none}delete/"),
    ]  # fmt: skip


def roster_rows() -> list[Row]:
    """Rosters: whoever runs the cohort may look at what another one of them uploaded, and apply it."""
    kept = at("rosters.apply", **COHORT, key=lambda world: world.roster.key)
    return [
        Row("rosters.new", at("rosters.new", **COHORT), RUN, RAN,
            data=lambda world, role: {"pasted": "New,new@test.example,1조,"}, missing="/c/none/organise/roster/"),
        Row("rosters.apply", kept, RUN, RAN, missing=f"/c/ai-tech/organise/roster/{uuid.UUID(int=1)}/"),
    ]  # fmt: skip


def invitation_rows() -> list[Row]:
    """Invitations are made by whoever runs the cohort; a mailed one is open to whoever holds its word."""
    pressed = members(403, organiser=302, staff=302)
    claimed = {"display_name": "New", "handle": "newcomer_1", "password": "haru-backpropagation"}
    link = {"role": "camper", "places": 3, "last_on": (date.today() + timedelta(days=9)).isoformat()}
    good = {"pk": lambda world: world.invitations["good"].pk}
    return [
        Row("invitations.index", at("invitations.index", **COHORT), RUN, RAN, data=lambda world, role: link,
            missing="/c/none/organise/invitations/"),
        Row("invitations.send", at("invitations.send", **COHORT), WRONG, pressed,
            missing="/c/none/organise/invitations/send/"),
        Row("invitations.end", at("invitations.end", **COHORT, **good), WRONG, pressed,
            missing=f"/c/ai-tech/organise/invitations/{NOBODY}/end/"),
        Row("invitations.claim", at("invitations.claim", token=lambda world: world.claim), EVERYBODY, answers(302),
            data=lambda world, role: claimed, missing="/join/mail/none/"),
    ]  # fmt: skip


def ending_rows() -> list[Row]:
    """An open cohort is ended by whoever runs it."""
    return [
        Row("endings.show", at("endings.show", **COHORT), RUN, RAN, data=lambda world, role: {"step": "end", "sure": "1"},
            missing="/c/none/organise/ending/"),
    ]  # fmt: skip


def export_rows() -> list[Row]:
    """A cohort is taken along by whoever runs it; a finished export is known to whoever asked for it alone."""
    own = {**COHORT, "key": lambda world: world.export.key}
    asked = members(403, organiser=200, staff=404)
    none = f"/c/ai-tech/organise/export/{uuid.UUID(int=1)}/"
    return [
        Row("exports.index", at("exports.index", **COHORT), RUN, RAN, data=lambda world, role: {"kind": "files"},
            missing="/c/none/organise/export/"),
        Row("exports.show", at("exports.show", **own), asked, WRONG, missing=none),
        Row("exports.download", at("exports.download", **own), asked, WRONG, missing=f"{none}download/"),
    ]  # fmt: skip


def people_rows() -> list[Row]:
    """Whoever runs the cohort says who is in it, also when it is over, and what its teams are, until then."""
    pressed = members(403, organiser=302, staff=302)
    team = {**COHORT, "pk": lambda world: world.cast.cohort.teams.get(name="1조").pk}
    chosen = lambda world, role: {"act": "on_leave", "chosen": _member(world, "team_mate"), "sure": "1"}  # noqa: E731
    none = f"/c/ai-tech/organise/teams/{NOBODY}/"
    return [
        Row("members.index", at("members.index", **COHORT), RUN, WRONG, missing="/c/none/organise/people/"),
        Row("members.change", at("members.change", **COHORT), WRONG, pressed, data=chosen,
            missing="/c/none/organise/people/change/"),
        Row("members.forget", at("members.forget", **COHORT, pk=lambda world: _member(world, "withdrawn")), RUN, RAN,
            data=lambda world, role: {"word": "익명"}, missing=f"/c/ai-tech/organise/people/{NOBODY}/forget/"),
        Row("teams.index", at("teams.index", **COHORT), RUN, RAN, data=lambda world, role: {"name": "9조"},
            missing="/c/none/organise/teams/"),
        Row("teams.edit", at("teams.edit", **team), RUN, RAN, data=lambda world, role: {"name": "1팀"}, missing=none),
        Row("teams.delete", at("teams.delete", **team), WRONG, pressed, missing=f"{none}delete/"),
    ]  # fmt: skip


def _member(world, role: str) -> int:
    return world.cast.people[role].memberships.get(cohort=world.cast.cohort).pk


ORGANISING = [
    *desk_rows(),
    *people_rows(),
    *ending_rows(),
    *export_rows(),
    *opening_rows(),
    *event_rows(),
    *roster_rows(),
    *invitation_rows(),
]


def topic_rows() -> list[Row]:
    """The care for topics: whoever runs a cohort that is not over."""
    python = {**COHORT, "pk": lambda world: world.cast.cohort.topics.get(slug="python").pk}
    change = {**COHORT, "pk": lambda world: world.topic_change.pk}
    looks = {verb: at(f"topic_care.{verb}", **python) for verb in ("show", "rename", "merge", "split")}
    none = f"/c/ai-tech/organise/topics/{NOBODY}/"
    return [
        Row("topic_care.index", at("topic_care.index", **COHORT), RUN, WRONG, missing="/c/none/organise/topics/"),
        Row("topic_care.show", looks["show"], RUN, RAN, data=lambda world, role: {"do": "alias", "name": "비단뱀"},
            missing=none),
        *(
            Row(f"topic_care.{verb}", looks[verb], RUN, RUN, data=lambda world, role: {"name": "Snake", "words": "x"},
                missing=f"{none}{verb}/")
            for verb in ("rename", "merge", "split")
        ),
        Row("topic_changes.index", at("topic_changes.index", **COHORT), RUN, WRONG,
            missing="/c/none/organise/topics/changes/"),
        Row("topic_changes.undo", at("topic_changes.undo", **change), WRONG, RAN,
            missing=f"/c/ai-tech/organise/topics/changes/{NOBODY}/undo/"),
    ]  # fmt: skip


ORGANISING += topic_rows()
