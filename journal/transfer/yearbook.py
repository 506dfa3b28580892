"""A cohort's yearbook: a folder of pages that opens from disk, without a server.

index.html search.html
posts/<id>.html people/@<handle>.html days/<day>.html topics/<id>.html    (-2, -3 ... where a list is long)
pictures/ css/ fonts/ js/ search/
In it is what its kind says and nothing else: what is public, or what the whole cohort may read as well.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe

from accounts.models import User
from journal.actions.exports import workshop_of
from journal.models.cohorts import Visibility
from journal.models.comments import Comment
from journal.models.exports import Export
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.topics import Topic
from journal.transfer.cohort_files import add_pictures
from journal.transfer.yearbook_links import posts_named, relinked
from journal.transfer.yearbook_search import FOLDER, Run, plain, write_index
from journal.transfer.zips import Zip, script_of

READ = {
    Export.Kind.PUBLIC: (Visibility.PUBLIC,),
    Export.Kind.COHORT: (Visibility.COHORT, Visibility.PUBLIC),
}
AT_ONCE = 100  # posts in memory, and in a script of what results of a search show
ROWS = 300  # of a page that lists posts
NOTES = "notes"  # the page of what is of no day
LIGHT = ("body", "html", "outline", "toc", "excerpt", "retrospective")
PHASES = ("posts", "people", "days", "topics", "search", "index")


class Said(NamedTuple):
    """A comment on a page: one that is gone, while answers hang on it, has no author."""

    pk: int
    author: User | None
    role: str
    at: object
    html: SafeString
    answers: list


class Yearbook:
    """What fills the zip of one yearbook."""

    def __init__(self, export: Export):
        self._cohort, self._owner, self._folder = export.cohort, export.owner, workshop_of(export)
        seen = Post.objects.visible_to(export.owner).published()
        self._posts = seen.filter(cohort=export.cohort, visibility__in=READ[export.kind])

    def total(self) -> int:
        """Return how many posts will be in it."""
        return self._posts.count()

    def steps(self, archive: Zip, place: dict) -> Iterator[tuple[dict, int]]:
        """Write one phase behind the other; `place` is the phase, what was its last, how many posts and runs are in."""
        begin, done = PHASES.index(place.get("phase", PHASES[0])), place.get("done", 0)
        for phase in PHASES[begin:]:
            first = place.get("after", 0) if phase == place.get("phase") else 0
            for after in getattr(self, f"_write_{phase}")(archive, first):
                done = after["done"] if phase == "posts" else done
                yield {"phase": phase, "after": after, "done": done}, done

    def _write_posts(self, archive: Zip, place: dict | int) -> Iterator[dict]:
        after, done, number = (place[name] for name in ("after", "done", "run")) if place else (0, 0, 0)
        run = Run(self._folder / f"run-{number:04}.txt")
        try:
            while posts := self._page(after):
                self._write_page(archive, posts, done, run)
                after, done = posts[-1].pk, done + len(posts)
                yield {"after": after, "done": done, "run": number + 1}
        finally:
            run.write()

    def _page(self, after: int) -> list[Post]:
        posts = self._posts.filter(pk__gt=after).defer("body", "outline", "toc").order_by("pk")
        return list(posts.for_reading()[:AT_ONCE])

    def _write_page(self, archive: Zip, posts: list[Post], done: int, run: Run) -> None:
        threads = self._threads(posts)
        pictures = add_pictures(archive, posts)
        named = posts_named(post.html for post in posts)
        known = set(self._posts.filter(pk__in=named).values_list("pk", flat=True)) if named else set()
        how = {"posts": known, "people": self._handles, "has_picture": pictures.__contains__}
        for number, post in enumerate(posts, start=done):
            post.number = self._cohort.calendar.number_of(post.study_on)
            page = mark_safe(relinked(post.html, **how))
            said = [self._said(each, how) for each in threads[post.pk]]
            count = len(said) + sum(len(each.answers) for each in said) - sum(each.author is None for each in said)
            topics = [topic | {"pk": self._topic_keys.get(topic["slug"])} for topic in post.listed_topics]
            shown = {"post": post, "page": {"html": page}, "topics": topics, "threads": said, "count": count}
            archive.add(
                f"posts/{post.pk}.html", self._drawn("journal/yearbook/_post.html", people=self._handles, **shown)
            )
            run.add(number, f"{post.title}\n{' '.join(t['name'] for t in post.listed_topics)}\n{plain(post.html)}")
        rows = [[post.pk, post.title, post.author.display_name, self._when(post)] for post in posts]
        archive.add(f"{FOLDER}p-{done // AT_ONCE}.js", f"haru.posts({done // AT_ONCE},{script_of(rows)});\n")

    def _threads(self, posts: list[Post]) -> dict[int, list[Comment]]:
        """Return what stands under each post, answers in `answered` of what they answer."""
        said = Comment.objects.visible_to(self._owner).filter(post__in=[post.pk for post in posts], hidden_at=None)
        found = {c.pk: c for c in said.select_related("author").defer("body").order_by("created_at", "pk")}
        for comment in found.values():
            comment.answered = []
        threads = defaultdict(list)
        for comment in found.values():
            if comment.deleted_at is None and comment.parent_id in found:
                found[comment.parent_id].answered.append(comment)
        for comment in found.values():
            if comment.parent_id not in found and (comment.deleted_at is None or comment.answered):
                threads[comment.post_id].append(comment)
        return threads

    def _said(self, comment: Comment, how: dict) -> Said:
        answers = [self._said(each, how) for each in comment.answered]
        if comment.deleted_at:
            return Said(comment.pk, None, "", None, SafeString(""), answers)
        page = mark_safe(relinked(comment.html, **how))
        role = self._roles.get(comment.author_id, "")
        return Said(comment.pk, comment.author, role, comment.created_at, page, answers)

    def _write_people(self, archive: Zip, after: int) -> Iterator[int]:
        for person in (each for each in self._people if each.pk > after):
            rows = self._rows(archive, self._posts.filter(author=person.pk))
            self._write_list(
                archive, f"people/@{person.handle.casefold()}", rows, "journal/yearbook/_person.html", person=person
            )
            yield person.pk

    def _write_days(self, archive: Zip, after: int) -> Iterator[int]:
        for at, (on, number) in enumerate(self._days, start=1):
            if at > after:
                rows = self._rows(archive, self._posts.filter(study_on=on))
                self._write_list(
                    archive, f"days/{on or NOTES}", rows, "journal/yearbook/_day.html", on=on, number=number
                )
                yield at

    def _write_topics(self, archive: Zip, after: int) -> Iterator[int]:
        for at, topic in enumerate(self._topics, start=1):
            if at > after:
                rows = self._rows(archive, self._posts.filter(topic_links__tag=topic.pk))
                self._write_list(archive, f"topics/{topic.pk}", rows, "journal/yearbook/_topic.html", topic=topic)
                yield at

    def _write_search(self, archive: Zip, after: int) -> Iterator[int]:
        if not after:
            write_index(archive, sorted(self._folder.glob("run-*.txt")))
            yield 1

    def _write_index(self, archive: Zip, after: int) -> Iterator[int]:
        if after:
            return
        archive.add("search.html", self._drawn("journal/yearbook/_search.html", up=""))
        has = archive.names.__contains__
        lists = {
            "people": [
                each
                for each in sorted(self._people, key=lambda each: each.display_key)
                if has(f"people/@{each.handle.casefold()}.html")
            ],
            "days": [(on, number) for on, number in self._days if has(f"days/{on or NOTES}.html")],
            "topics": [each for each in self._topics if has(f"topics/{each.pk}.html")],
        }
        count = sum(name.startswith("posts/") for name in archive.names)
        archive.add("index.html", self._drawn("journal/yearbook/_index.html", up="", count=count, **lists))
        for name, path in _static_files():
            archive.add(name, path.read_bytes())
        yield 1

    def _write_list(self, archive: Zip, name: str, rows: Iterator[Post], template: str, **shown) -> None:
        """Write the pages of a list of posts: the first without a number."""
        folder = name.rpartition("/")[0]
        here, number = list(islice(rows, ROWS)), 1
        while here or number == 1:
            following = list(islice(rows, ROWS))
            shown["before"] = _page_name(name, number - 1) if number > 1 else ""
            shown["next"] = _page_name(name, number + 1) if following else ""
            archive.add(f"{folder}/{_page_name(name, number)}", self._drawn(template, rows=here, **shown))
            here, number = following, number + 1

    def _rows(self, archive: Zip, posts) -> Iterator[Post]:
        """Yield the posts of a list that have a page; one that was published a moment ago has none."""
        light = posts.select_related("author").defer(*LIGHT).order_by("-shown_on", "-pk")
        for post in light.iterator(chunk_size=ROWS):
            if f"posts/{post.pk}.html" in archive.names:
                post.number = self._cohort.calendar.number_of(post.study_on)
                yield post

    def _drawn(self, template: str, **shown) -> str:
        context = {"cohort": self._cohort, "up": "../", "notes": NOTES, **shown}
        return get_template(template).render(context)

    def _when(self, post: Post) -> str:
        return get_template("journal/yearbook/_when.html").render({"post": post}).strip()

    @property
    def _people(self) -> list[User]:
        return list(User.objects.filter(pk__in=self._posts.values("author")).order_by("pk"))

    @cached_property
    def _handles(self) -> set[str]:
        return {person.handle.casefold() for person in self._people}

    @cached_property
    def _roles(self) -> dict[int, str]:
        staff = Membership.objects.filter(cohort=self._cohort).exclude(role=Membership.Role.CAMPER)
        return dict(staff.values_list("user_id", "role"))

    @property
    def _days(self) -> list[tuple]:
        days = self._posts.order_by("study_on").values_list("study_on", flat=True).distinct()
        known = sorted(on for on in days if on)
        numbered = [(on, self._cohort.calendar.number_of(on)) for on in known]
        return numbered + ([(None, None)] if len(days) > len(known) else [])

    @cached_property
    def _topic_keys(self) -> dict[str, int]:
        return {topic.slug: topic.pk for topic in self._topics}

    @property
    def _topics(self) -> list[Topic]:
        return list(
            Topic.objects.filter(cohort=self._cohort, links__content_object__in=self._posts)
            .distinct()
            .order_by("-is_curated", "position", "name", "pk")
        )


def _page_name(name: str, number: int) -> str:
    end = name.rpartition("/")[2]
    return f"{end}.html" if number == 1 else f"{end}-{number}.html"


def _static_files() -> Iterable[tuple[str, Path]]:
    """Yield the style sheets, their fonts, the mark and the script of the search, as (name, where it lies)."""
    sheets = Path(finders.find("css/journal.css")).parent
    for path in sorted(sheets.rglob("*.css")):
        yield f"css/{path.relative_to(sheets).as_posix()}", path
    for path in sorted(Path(finders.find("fonts/math.woff2")).parent.glob("*.woff2")):
        yield f"fonts/{path.name}", path
    for name in ("images/haru.svg", "js/yearbook.js"):
        yield name, Path(finders.find(name))
