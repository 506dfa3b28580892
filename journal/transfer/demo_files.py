"""The sample cohorts of `manage.py demo`, read from the files in `demo_content/`; no database, no Django."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

CONTENT = Path(__file__).with_name("demo_content")
MAIL_DOMAIN = "haru.example"

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$")
_MMDD = re.compile(r"\{\{mmdd:(\d+)\}\}")
_PICTURE = re.compile(r"\]\(picture:([a-z0-9-]+)\)")


@dataclass(frozen=True)
class DemoPerson:
    """Somebody with a sign-in; `email` is `<handle>@haru.example`."""

    handle: str
    email: str
    name: str
    bio: str
    language: str
    is_staff: bool


@dataclass(frozen=True)
class DemoTeam:
    """A peer-session group: handles of its campers and of the mentors assigned to it."""

    name: str
    campers: tuple[str, ...]
    mentors: tuple[str, ...]


@dataclass(frozen=True)
class DemoState:
    """A membership that is not active: its state, and the study day it began."""

    handle: str
    state: str
    day: int


@dataclass(frozen=True)
class DemoTopic:
    """A curated topic; `hue` is 1..8."""

    name: str
    hue: int
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class DemoLecture:
    """A lecture of a curated topic, on a study day."""

    topic: str
    code: str
    title: str
    day: int


@dataclass(frozen=True)
class DemoEvent:
    """A happening; `kind` is master_class or special_lecture, `at` the cohort's local time."""

    title: str
    kind: str
    day: int
    at: time
    speaker: str


@dataclass(frozen=True)
class DemoAnnouncement:
    """What `author` announced to everybody on a study day; it stays on top until the study day `until`, if at all."""

    author: str
    day: int
    until: int | None
    title: str
    body: str


@dataclass(frozen=True)
class DemoCohort:
    """A cohort with its teams and curriculum.

    `today` is the Day N that today must become, `days` the number of study days, `weekdays` Monday = 0.
    """

    slug: str
    name: str
    description: str
    time_zone: str
    today: int
    days: int
    weekdays: tuple[int, ...]
    visibility: str
    template: str
    teams: tuple[DemoTeam, ...]
    organisers: tuple[str, ...]
    states: tuple[DemoState, ...]
    topics: tuple[DemoTopic, ...]
    lectures: tuple[DemoLecture, ...]
    events: tuple[DemoEvent, ...]
    announcements: tuple[DemoAnnouncement, ...]

    @property
    def campers(self) -> tuple[str, ...]:
        """Handles of all campers, team by team."""
        return tuple(handle for team in self.teams for handle in team.campers)

    @property
    def mentors(self) -> tuple[str, ...]:
        """Handles of all mentors, each once, in the order of their first team."""
        return tuple(dict.fromkeys(handle for team in self.teams for handle in team.mentors))


@dataclass(frozen=True)
class DemoPost:
    """A post. `day` is None for a free note; `written` is the study day it was written on, at local time `at`.

    A time before 06:00 means the night after that study day. `visibility` is draft, mentors, team, cohort or public.
    The body may hold `{{mmdd:4}}` (see `fill_dates`) and `](picture:loss-curve)` (see `fill_pictures`).
    """

    key: str
    cohort: str
    author: str
    day: int | None
    written: int
    at: time
    title: str
    topics: tuple[str, ...]
    visibility: str
    likes: tuple[str, ...]
    body: str


@dataclass(frozen=True)
class DemoReply:
    """An answer to a comment, `hours` after the post was published."""

    author: str
    hours: float
    body: str


@dataclass(frozen=True)
class DemoComment:
    """A comment on the post `post` (a DemoPost.key), or on the section whose heading reads `section`.

    `hours` counts from the post's publishing. `question` is the state of what a camper asks here ("open", "answered"
    or "resolved"), None where nothing is asked; `answers` is set where a mentor answers what the section itself asks.
    """

    post: str
    section: str | None
    author: str
    hours: float
    body: str
    question: str | None
    answers: bool
    replies: tuple[DemoReply, ...]


@dataclass(frozen=True)
class DemoContent:
    """Everything the demo shows, in the order of the files."""

    people: tuple[DemoPerson, ...]
    cohorts: tuple[DemoCohort, ...]
    posts: tuple[DemoPost, ...]
    comments: tuple[DemoComment, ...]


def read_demo(folder: Path = CONTENT) -> DemoContent:
    """Read the sample content.

    Raises KeyError, ValueError or tomllib.TOMLDecodeError where a file does not say what it must.
    """
    cast = _toml(folder / "cohort.toml")
    curriculum = _toml(folder / "curriculum.toml")
    return DemoContent(
        people=tuple(_person(row) for row in cast["person"]),
        cohorts=tuple(_cohort(row, curriculum) for row in cast["cohort"]),
        posts=tuple(_post(path, folder) for path in sorted((folder / "posts").glob("*/*.md"))),
        comments=tuple(
            _comment(row, path.parent.name)
            for path in sorted((folder / "comments").glob("*/*.toml"))
            for row in _toml(path)["comment"]
        ),
    )


def fill_dates(text: str, day_dates: Mapping[int, date]) -> str:
    """Put the date of Day N, as 0805, in the place of `{{mmdd:N}}`. Raises KeyError for a day without a date."""
    return _MMDD.sub(lambda found: day_dates[int(found[1])].strftime("%m%d"), text)


def fill_pictures(text: str, addresses: Mapping[str, str]) -> str:
    """Put a picture's address in the place of `picture:<id>`. Raises KeyError for an unknown picture."""
    return _PICTURE.sub(lambda found: f"]({addresses[found[1]]})", text)


def picture_ids(text: str) -> list[str]:
    """The pictures a body shows, in order, each once."""
    return list(dict.fromkeys(_PICTURE.findall(text)))


def headings(text: str) -> list[str]:
    """The words of a body's headings in order, code blocks left out; what a comment's `section` names."""
    found, fence = [], None
    for line in text.splitlines():
        mark = _FENCE.match(line)
        if mark and fence is None:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = None
        elif fence is None and (heading := _HEADING.match(line)):
            found.append(heading[1])
    return found


def _toml(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _person(row: dict) -> DemoPerson:
    return DemoPerson(
        handle=row["handle"],
        email=f"{row['handle']}@{MAIL_DOMAIN}",
        name=row["name"],
        bio=row["bio"],
        language=row.get("language", "ko"),
        is_staff=row.get("staff", False),
    )


def _cohort(row: dict, curriculum: dict) -> DemoCohort:
    topics = [topic for topic in curriculum["topic"] if topic["cohort"] == row["slug"]]
    events = [event for event in curriculum["event"] if event["cohort"] == row["slug"]]
    return DemoCohort(
        slug=row["slug"],
        name=row["name"],
        description=row["description"],
        time_zone=row["time_zone"],
        today=row["today"],
        days=row["days"],
        weekdays=tuple(row["weekdays"]),
        visibility=row["visibility"],
        template=row["template"].lstrip("\n"),
        teams=tuple(DemoTeam(t["name"], tuple(t["campers"]), tuple(t["mentors"])) for t in row["team"]),
        organisers=tuple(each["handle"] for each in row["organiser"]),
        states=tuple(DemoState(each["handle"], each["state"], each["day"]) for each in row.get("state", [])),
        topics=tuple(DemoTopic(t["name"], t["hue"], tuple(t["aliases"])) for t in topics),
        lectures=tuple(DemoLecture(t["name"], *lecture) for t in topics for lecture in t["lectures"]),
        events=tuple(
            DemoEvent(e["title"], e["kind"], e["day"], time.fromisoformat(e["at"]), e["speaker"]) for e in events
        ),
        announcements=tuple(
            DemoAnnouncement(a["author"], a["day"], a.get("until"), a["title"], a["body"].lstrip("\n"))
            for a in row.get("announcement", [])
        ),
    )


def _post(path: Path, folder: Path) -> DemoPost:
    mark, front, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    if mark:
        raise ValueError(f"{path}: front matter must come first")
    row = tomllib.loads(front)
    day = None if row.get("note") else row["day"]
    return DemoPost(
        key=path.relative_to(folder / "posts").with_suffix("").as_posix(),
        cohort=path.parent.name,
        author=row["author"],
        day=day,
        written=row.get("written", day) if day else row["written"],
        at=time.fromisoformat(row["at"]),
        title=row["title"],
        topics=tuple(row.get("topics", ())),
        visibility=row.get("visibility", "cohort"),
        likes=tuple(row.get("likes", ())),
        body=body.lstrip("\n"),
    )


def _comment(row: dict, cohort: str) -> DemoComment:
    return DemoComment(
        post=f"{cohort}/{row['post']}",
        section=row.get("section"),
        author=row["author"],
        hours=float(row["hours"]),
        body=row["body"].strip(),
        question=row.get("question"),
        answers=row.get("answers", False),
        replies=tuple(
            DemoReply(each["author"], float(each["hours"]), each["body"].strip()) for each in row.get("reply", [])
        ),
    )
