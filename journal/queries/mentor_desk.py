"""The mentor's desk: who waits, what was written on a day, who has not, and what somebody should look at."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet

from journal.models.checks import Check
from journal.models.cohorts import Cohort
from journal.models.listed import post_address
from journal.models.moods import Mood
from journal.models.notes import Note
from journal.models.nudges import Nudge
from journal.models.people import Membership
from journal.models.posts import HEAVY, Post
from journal.models.prepared import Prepared, is_one_of, number
from journal.models.prepared import day as a_day
from journal.models.readers import Reader, reader_of, rows_for
from journal.models.waiting import Waiting
from journal.queries.paging import Slice, oldest

SILENCE = 3  # study days without a journal, after which the next one is a signal
FEW = 30  # rows of a list; the others come when they are asked for
KINDS = ("hard", "back", "first")  # of signals, in the order of the page


@dataclass(frozen=True)
class DeskNumbers:
    """The line of totals: how many items wait, journals of the day out of how many campers, and signals."""

    waiting: int
    posted: int
    campers: int
    missing: int
    signals: int


@dataclass(frozen=True)
class Sign:
    """Something about a camper that a mentor should know: `kind` is "back", "hard" or "first"."""

    kind: str
    member: Membership
    days: int = 0  # of silence before

    @property
    def place(self) -> str:
        """Where on the desk its row is, as an anchor says it."""
        return f"signal-{self.kind}"


@dataclass(frozen=True)
class Silent:
    """A camper without a journal of the day: `days` study days in a row since `since_on`."""

    member: Membership
    days: int
    since_on: date | None


@dataclass(frozen=True)
class Asks:
    """How far somebody has come in the desk's lists: the cursors of their Slices."""

    waiting: str = ""
    signals: str = ""
    silent: str = ""


FROM_THE_TOP = Asks()


@dataclass
class Desk:
    """What a mentor sees of a day, `on` (None before the first one). Its lists are the first rows of each, or those
    after a cursor; the numbers are of all."""

    on: date | None
    number: int | None
    numbers: DeskNumbers
    waiting: Slice
    silent: Slice
    signals: Slice
    members: dict[int, Membership] = field(default_factory=dict)  # whom they take care of, by the person's key


def desk_numbers(user, cohort: Cohort, day: date | None) -> DeskNumbers:
    """Return the four numbers of `user`'s desk of a day in a cohort, of their own teams: the same as the page shows."""
    members = _members(user, cohort, day)
    return _numbers(_waiting(user, cohort).count(), members, day, _signals(user, cohort, members, day))


def desk_of(user, cohort: Cohort, day: date | None, *, all_teams: bool = False, after: Asks = FROM_THE_TOP) -> Desk:
    """Return `user`'s desk of a study day. `all_teams` adds what waits in teams that are not theirs; campers and
    signals are always of their own: of others they may not see every post, nor write to them. Raises BadCursor."""
    members = _members(user, cohort, day)
    signals = _signals(user, cohort, members, day)
    items = _waiting(user, cohort, all_teams)
    waiting = oldest(_shown(items), after.waiting, by="asked_at", size=FEW)
    reader = reader_of(user)
    for item in waiting.items:
        item.post.cohort = cohort
        item.is_mine = item.claimed_by_id == user.pk and item.is_claimed
        item.may_answer = cohort.is_open and (reader.is_mentor_of(item.team_id) or cohort.pk in reader.organised)
        item.address = post_address(item.post_id, item.post.title)
        item.parent = item.thread_id or (item.question and item.question.comment_id) or ""
    numbers = _numbers(items.count(), members, day, signals)
    number = cohort.calendar.number_of(day)
    places = {member.pk: at for at, member in enumerate(members)}
    silent = _few(_silent(cohort, members, day), after.silent, places, lambda each: number - each.days)
    some = _few(signals, after.signals, places, lambda each: KINDS.index(each.kind))
    return Desk(day, number, numbers, waiting, silent, some, {member.user_id: member for member in members})


def posts_of_day(user, cohort: Cohort, day: date | None, *, all_teams: bool = False) -> QuerySet[Post]:
    """Return the journals of a day that `user` may read, of their teams or of all, shaped for a list."""
    posts = Post.objects.visible_to(user).published().filter(cohort=cohort, study_on=day)
    if not all_teams and cohort.pk not in (reader := reader_of(user)).organised:
        posts = posts.filter(team__in=reader.mentored)
    return posts.for_list()


def mark_posts(user, posts: list[Post]) -> None:
    """Say of each post of the desk who checked it (`checked`), whether `user` did (`is_checked`) or may, its `mood`,
    and what waits on it (`waits`: keys)."""
    keys = [post.pk for post in posts]
    checks, mine, waits = defaultdict(list), {}, defaultdict(list)
    for post, mentor, name, version in rows_for(user, CHECKS, posts=keys):
        checks[post].append(name)
        if mentor == user.pk:
            mine[post] = version
    moods = {mood.post_id: mood for mood in rows_for(user, MOODS, posts=keys)}
    for pk, post in Waiting.objects.visible_to(user).filter(post__in=keys).values_list("pk", "post"):
        waits[post].append(pk)
    reader = reader_of(user)
    for post in posts:
        answers = reader.is_mentor_of(post.team_id) or post.cohort_id in reader.organised
        post.may_check = answers and post.cohort.is_open and post.author_id != user.pk
        post.checked, post.is_checked = checks[post.pk], post.pk in mine
        post.is_changed = post.is_checked and mine[post.pk] < post.version
        post.mood_word = moods.get(post.pk)
        post.waits = waits[post.pk] if post.cohort.is_open else []


def notes_by_member(user, cohort: Cohort) -> dict[int, int]:
    """Return how many notes on each camper (by their membership) `user` may read."""
    notes = Note.objects.visible_to(user).filter(membership__cohort=cohort).order_by()
    return dict(notes.values_list("membership").annotate(Count("pk")))


def nudged_on(cohort: Cohort, day: date, members: Iterable[int]) -> dict[int, list[Nudge]]:
    """Return who wrote to each of these campers (by their memberships) on a day."""
    found = defaultdict(list)
    for nudge in Nudge.objects.filter(membership__in=members, sent_on=day).select_related("mentor"):
        found[nudge.membership_id].append(nudge)
    return found


def _waiting(user, cohort: Cohort, all_teams: bool = False) -> QuerySet[Waiting]:
    items = Waiting.objects.visible_to(user).filter(cohort=cohort)
    if not cohort.is_open:
        return items.none()  # nobody can answer there any more
    return items if all_teams else items.of_my_teams(user)


def _shown(items: QuerySet[Waiting]) -> QuerySet[Waiting]:
    beside = [f"post__{name}" for name in HEAVY]
    return items.select_related("post", "asker", "team", "claimed_by", "question").defer(*beside)


def _few(rows: list, after: str, places: dict[int, int], rank: Callable) -> Slice:
    """Return the first rows of campers after the cursor "rank-membership": they are in the order of `rank`, then of
    their membership's place. Of who has left in between the place is the first of that rank, so that nobody is missed.
    """
    if after:
        at, pk = (int(part) for part in after.split("-"))
        rows = [row for row in rows if (rank(row), places[row.member.pk]) > (at, places.get(pk, -1))]
    more = f"{rank(rows[FEW - 1])}-{rows[FEW - 1].member.pk}" if len(rows) > FEW else ""
    return Slice(rows[:FEW], more)


def _members(user, cohort: Cohort, day: date | None) -> list[Membership]:
    """Return the active campers whom `user` takes care of; `days` are the days of their last two journals by then."""
    of_teams = cohort.pk not in reader_of(user).organised
    return rows_for(user, MEMBERS, of_teams, cohort=cohort.pk, day=day or cohort.first_on)


def _cared_for(reader: Reader, of_teams: bool) -> QuerySet[Membership]:
    rows = Membership.objects.filter(cohort=number("cohort"), user__is_active=True)
    rows = rows.filter(role=Membership.Role.CAMPER, state=Membership.State.ACTIVE)
    rows = rows.filter(team__in=reader.mentored) if of_teams else rows
    # What is hidden was written: its day is not missing.
    journals = Post.objects.known_to(reader).filter(author=OuterRef("user"), cohort=number("cohort"))
    journals = journals.filter(study_on__lte=a_day("day")).order_by("-study_on")
    days = ArraySubquery(journals.values("study_on")[:2])
    return rows.select_related("user", "team").annotate(days=days).order_by("team__name", "user__display_key")


def _moods_of_days(reader: Reader) -> QuerySet[Mood]:
    of_days = Q(post__study_on=a_day("day")) | Q(post__study_on=a_day("before"))
    moods = Mood.objects.visible_to(reader).filter(of_days, post__cohort=number("cohort"), post__deleted_at=None)
    return moods.values_list("post__author", "post__study_on", "word")


def _checks_of(reader: Reader) -> QuerySet[Check]:
    checks = Check.objects.visible_to(reader).filter(is_one_of("post", "posts"))
    return checks.values_list("post", "mentor", "mentor__display_name", "version")


MEMBERS, MOODS_OF_DAYS, CHECKS = map(Prepared, (_cared_for, _moods_of_days, _checks_of))
MOODS = Prepared(lambda reader: Mood.objects.visible_to(reader).filter(is_one_of("post", "posts")))


def _numbers(waiting: int, members: list[Membership], day: date | None, signals: list[Sign]) -> DeskNumbers:
    posted = sum(day is not None and day in member.days for member in members)
    return DeskNumbers(waiting, posted, len(members), len(members) - posted if day else 0, len(signals))


def _signals(user, cohort: Cohort, members: list[Membership], day: date | None) -> list[Sign]:
    calendar, signals = cohort.calendar, []
    if calendar.number_of(day) is None:
        return []
    before = calendar.before(day)
    hard = {
        (author, on)
        for author, on, word in rows_for(user, MOODS_OF_DAYS, cohort=cohort.pk, day=day, before=before)
        if Mood(word=word).is_hard
    }
    for member in members:
        if (member.user_id, day) in hard and (member.user_id, before) in hard:
            signals.append(Sign("hard", member))
        if day not in member.days:
            continue
        if len(member.days) == 1:
            signals.append(Sign("first", member))
        elif (gap := calendar.number_of(day) - (calendar.number_of(member.days[1]) or 0) - 1) >= SILENCE:
            signals.append(Sign("back", member, gap))
    return sorted(signals, key=lambda signal: KINDS.index(signal.kind))


def _silent(cohort: Cohort, members: list[Membership], day: date | None) -> list[Silent]:
    """Return who has no journal of the day, the longest silent first: study days of the calendar only."""
    if day is None:
        return []
    calendar, today = cohort.calendar, cohort.calendar.number_of(day)
    silent = []
    for member in members:
        if day in member.days:
            continue
        last = member.days[0] if member.days else None
        joined = calendar.latest(cohort.today(member.joined_at))
        start = (calendar.number_of(last) or 0) if last else max((calendar.number_of(joined) or 1) - 1, 0)
        silent.append(Silent(member, max(today - start, 1), calendar.date_of(start + 1)))
    return sorted(silent, key=lambda each: -each.days)
