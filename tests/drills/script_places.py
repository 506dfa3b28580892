"""The places where people's words are shown, each filled with payloads: which pages there are, and what each shows."""

import io
import json
import uuid
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from accounts.names import handle_key
from journal.actions.cohorts import add_member
from journal.actions.transfers import keep_import
from journal.models.cohorts import Cohort
from journal.models.comments import Comment
from journal.models.people import Membership
from journal.models.posts import Post
from journal.models.topics import Topic
from journal.text.markdown import render, render_comment
from tests.factories import make_cohort, make_member, make_post
from tests.world import picture_bytes

A_PAGE = 60
MARK = "zqm"  # stands before each payload, so that a page can be seen to hold it
Held = Iterator[tuple[str, list[str]]]


@dataclass
class World:
    """A cohort and its organiser, and the texts."""

    cohort: Cohort
    reader: User
    texts: list[str]


def filled(texts: list[str]) -> World:
    """Return the world in which somebody reads these texts."""
    cohort = make_cohort("ai-tech")
    organiser = make_member(cohort, handle="minji")
    User.objects.filter(pk=organiser.pk).update(language="en")
    return World(cohort, organiser, texts)


def _batches(texts: list[str], size: int = A_PAGE) -> Iterator[list[str]]:
    for at in range(0, len(texts), size):
        yield texts[at : at + size]


def _storable(texts: list[str], longest: int) -> list[str]:
    """Return what a column takes whole: PostgreSQL stores no NUL, and forms refuse it."""
    kept = (text.strip() for text in texts)
    return [text for text in kept if len(text) + len(MARK) + 1 <= longest and "\x00" not in text and text]


def posts(world: World) -> Held:
    """As the text of a post, each rendered by itself, many on a page of a real post."""
    post = make_post(world.reader, world.cohort)
    for held in _batches(world.texts):
        html = "".join(f"<p>{MARK}</p>{render(text).html}" for text in held)
        Post.objects.filter(pk=post.pk).update(html=html)
        yield f"/posts/{post.pk}/{post.slug}/", held


def comments(world: World) -> Held:
    """As comments under a post, and as the post's name for their section."""
    for held in _batches(_storable(world.texts, 10_000)):
        post = make_post(world.reader, world.cohort)
        Comment.objects.bulk_create(
            Comment(
                post=post, author=world.reader, body=text, html=f"<p>{MARK}</p>{render_comment(text).html}", section="x" if at % 2 else "",
                section_title=text[:200] if at % 2 else "",
            )
            for at, text in enumerate(held)
        )  # fmt: skip
        Post.objects.filter(pk=post.pk).update(comment_count=len(held))
        yield f"/posts/{post.pk}/{post.slug}/", held


def titles(world: World) -> Held:
    """As titles and excerpts in the list of a day, and in the address, the head and the heading of one."""
    people = _crowd(25, lambda at: "Name")
    for number, held in enumerate(_batches(_storable(world.texts, 200), len(people))):
        cohort = _cohort(world, f"titles-{number}", people)
        made = _journals(cohort, people, [{"title": f"{MARK} {text}", "excerpt": text[:400]} for text in held])
        yield f"/c/{cohort.slug}/days/1/", held
        if number % 10 == 0:
            yield f"/posts/{made[0].pk}/{made[0].slug}/", []


def names(world: World) -> Held:
    """As people's names beside what they wrote, in lists of people, and as what they say about themselves."""
    for number, held in enumerate(_batches(_storable(world.texts, 50), 25)):
        people = _crowd(len(held), lambda at, held=held: held[at], f"n{number}")
        cohort = _cohort(world, f"names-{number}", people)
        _journals(cohort, people, [{"title": "A title"} for _text in held])
        yield f"/c/{cohort.slug}/days/1/", held
        if number % 4 == 0:
            yield f"/c/{cohort.slug}/people/", []
            yield f"/c/{cohort.slug}/organise/people/", []
            yield f"/@{people[0].handle}/", []


def _crowd(count: int, name_of: Callable[[int], str], begins: str = "p") -> list[User]:
    """Make people of these names, which they also say about themselves."""
    return User.objects.bulk_create(
        User(
            email=f"{begins}-{at}@x.example", handle=f"{begins}x{at}", handle_key=handle_key(f"{begins}x{at}"), display_key=f"{begins}{at}",
            display_name=f"{MARK} {name_of(at)}", bio=name_of(at),
        )
        for at in range(count)
    )  # fmt: skip


def _cohort(world: World, slug: str, people: list[User]) -> Cohort:
    cohort = make_cohort(slug)
    add_member(cohort=cohort, user=world.reader, role="organiser")
    Membership.objects.bulk_create(
        Membership(cohort=cohort, user=person, role="camper", state="active") for person in people
    )
    return cohort


def _journals(cohort: Cohort, people: list[User], columns: list[dict]) -> list[Post]:
    """Make a journal of the first day for each of the people."""
    how = {
        "cohort": cohort,
        "study_on": cohort.first_on,
        "shown_on": cohort.first_on,
        "html": "<p>x</p>",
        "published_at": timezone.now(),
    }
    return Post.objects.bulk_create(
        Post(author=person, **how, **more) for person, more in zip(people, columns, strict=False)
    )


def topics(world: World) -> Held:
    """As topics, in their list and the editor's suggestions, with what is said about them."""
    for number, held in enumerate(_batches(_storable(world.texts, 50), 200)):
        cohort = make_cohort(f"topics-{number}")
        add_member(cohort=cohort, user=world.reader, role="organiser")
        made = Topic.objects.bulk_create(
            Topic(cohort=cohort, name=f"{MARK} {text}", key=f"k{at}", slug=f"t{at}", description=text, is_curated=True)
            for at, text in enumerate(held)
        )
        yield f"/c/{cohort.slug}/topics/", held
        yield f"/c/{cohort.slug}/organise/topics/", []
        yield f"/c/{cohort.slug}/topics/{made[0].slug}/", []


def imports(world: World) -> Held:
    """As names of files and folders, titles, topics and pictures' names of an archive that is looked at."""
    for held in _batches([text for text in world.texts if "\x00" not in text]):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for at, text in enumerate(held):
                name = "".join(letter for letter in text.replace("/", "∕").replace("\\", "∖") if letter.isprintable())[
                    :100
                ]
                front = f"---\ntitle: {json.dumps(f'{MARK} {text}')}\ntopics: [{json.dumps(text[:50])}]\n---\n"
                archive.writestr(
                    f"{at} {name}.md", f"{front}\n![{text}]({name}.png)\n\n{text}\n".encode(errors="replace")
                )
                archive.writestr(f"{at} {name}.png", picture_bytes())
        kept = keep_import(
            owner=world.reader,
            cohort=world.cohort,
            name=f"{held[0][:150]}.zip",
            file=ContentFile(out.getvalue()),
            visibility="cohort",
        )
        yield f"/import/{kept.key}/", held


def pictures(world: World) -> Held:
    """As pictures' names: what stands for a picture that is not shown, its title, and its address."""
    post = make_post(world.reader, world.cohort)
    for held in _batches(world.texts):
        html = ""
        for text in held:
            line = text.replace("\n", " ")
            html += (
                f"<p>{MARK}</p>"
                + render(
                    f"![{line}](/uploads/{uuid.uuid4()}.png)\n\n![a](/uploads/{line})\n\n![a](/a.png '{line}')"
                ).html
            )
        Post.objects.filter(pk=post.pk).update(html=html)
        yield f"/posts/{post.pk}/{post.slug}/", held


PLACES = [posts, comments, titles, names, topics, imports, pictures]
