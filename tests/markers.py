"""Secret markers: words that nobody could guess, planted wherever a person can write something."""

import secrets
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote
from uuid import uuid4

from django.urls import reverse

from journal.actions.comments import delete_comment
from journal.actions.hidings import answer_hiding, hide_comment, hide_post
from journal.actions.notes import add_note
from journal.actions.nudges import send_nudge
from journal.actions.posts import PostText, delete_post, save_post
from journal.actions.uploads import add_upload
from journal.models.moods import Mood
from journal.models.notes import Note
from journal.models.notifications import Notification
from journal.models.people import Membership
from journal.models.posts import Post
from tests.factories import make_announcement, make_comment, make_post
from tests.permission_table import READS
from tests.world import World, picture_bytes

PIN = date(2099, 1, 1)
TOPICS = ("typed", "heading")
KINDS = ("title", "body", *TOPICS, "lecture", "event", "noted", "asked", "alt", "retrospective", "link", "comment")
# Who may read what was planted; the keys are the visibilities, and texts that are not published, or not any more.
MAY_READ = {
    **{visibility: READS[visibility] for visibility in ("draft", "mentors", "team", "cohort")},
    "trashed": {"author"},  # its title, in the trash
    "waiting": {"author"},  # a saved edit of a published post
    "replaced": set(),  # what a post said before it was edited
    "removed": set(),  # a comment that was taken back while a reply hangs on it
    "hidden": {"author", "organiser", "staff"},  # a post of the cohort, and why it is hidden
    "hushed": {"team_mate", "organiser", "staff"},  # a comment that is hidden while a reply hangs on it
    "elsewhere": {"stranger", "staff"},  # a cohort's post of the other cohort
}
# What is no post: mentors' notes on a camper, a journal's mood, a mentor's sentence to them; an announcement.
MAY_KNOW = {
    "note": {"mentor", "organiser"}, "mood": {"author", "mentor", "organiser"}, "nudge": {"author"},
    "announced": READS["team"],  # to her team
}  # fmt: skip
KINDS_OF = {
    "trashed": ("title",),
    "replaced": (),
    "removed": (),
    "hushed": ("comment",),
    "draft": KINDS[:-1],
    "waiting": KINDS[:-1],
}


@dataclass
class Secret:
    """What was planted in one post: a marker for each kind of place, and the picture that it shows."""

    words: dict[str, str]
    picture: str = ""  # the address
    post: Post | None = None
    urls: list[str] = field(default_factory=list)

    @property
    def body(self) -> str:
        """A learning log with a marker at every place that means something."""
        says = self.words
        return (
            f"## 학습 내용\n\n### {says['heading']}\n\n- 4-1 {says['lecture']}\n\n### Python\n\n#### 4-1 {says['lecture']}\n\n{says['body']} 문장이 있다.\n\n"
            f"> [!QUESTION]\n> {says['asked']} 은 왜 그런가요?\n\n![{says['alt']}]({self.picture})\n\n"
            f"## 0805 Master Class {says['event']}\n\n### FAQ\n\n#### {says['noted']} 는 무엇인가요?\n\n- 답\n\n"
            f"## 회고\n\n- {says['retrospective']} 오늘도 배웠다.\n\n[{says['link']}](https://{says['link']}.example/)\n"
        )

    def found_in(self, text: str) -> set[str]:
        """Return the kinds of markers that stand in a text, in any case."""
        folded = text.casefold()
        kinds = {kind for kind, word in self.words.items() if word in folded}
        return kinds | ({"picture"} if self.picture and self.picture.casefold() in folded else set())


def plant(world: World) -> dict[str, Secret]:
    """Plant markers in the world, in posts of Minji's (and one of Jiho's, elsewhere); return them by where they are."""
    cast = world.cast
    planted = {name: _new_secret(name) for name in MAY_READ}
    for day, (name, secret) in enumerate(planted.items(), start=20):
        author, cohort = (cast.stranger, cast.other) if name == "elsewhere" else (cast.author, cast.cohort)
        secret.picture = add_upload(owner=author, data=picture_bytes()).get_absolute_url()
        visibility = name if name in ("mentors", "team", "cohort") else "cohort"
        text = {"title": secret.words["title"], "body": secret.body, "topics": [secret.words["typed"], "Python"]}
        if name in ("waiting", "removed", "hushed"):
            secret.post = make_post(author, cohort, title="Published", body="Published.", day=day)
        else:
            secret.post = make_post(author, cohort, day=day, visibility=visibility, publish=name != "draft", **text)
        if secret.post.is_published:
            _comment(cast, name, secret)
            _tell_all(cast, secret.post)
        _then(cast, name, secret, text)
        secret.urls = _urls_of(name, secret)
    return planted


def plant_asides(world: World, planted: dict[str, Secret]) -> dict[str, Secret]:
    """Plant a marker in a mentor's note on Minji, in the moods of her planted journals, in a nudge to her, and in an
    announcement to her team, of which everybody is told as if they might have read it then."""
    cast = world.cast
    asides = {name: Secret({name: f"zq{name}{secrets.token_hex(4)}"}) for name in MAY_KNOW}
    asides["mood"] = Secret({"mood": f"zq{secrets.token_hex(4)}"})  # as long as a mood may be
    member = Membership.objects.get(cohort=cast.cohort, user=cast.author)
    for by in (cast.mentor, cast.organiser):
        add_note(author=by, membership=member, body=f"## {asides['note'].words['note']}", key=uuid4())
    journals = [secret.post for name, secret in planted.items() if name != "elsewhere"]
    Mood.objects.bulk_create(Mood(post=post, word=asides["mood"].words["mood"]) for post in journals)
    send_nudge(mentor=cast.mentor, membership=member, words=asides["nudge"].words["nudge"])
    word = asides["announced"].words["announced"]
    told = make_announcement(
        cast.organiser,
        cast.cohort,
        title=word,
        body=f"## {word}\n\n{word}",
        teams=["1조"],
        by_mail=True,
        pin_ends_on=PIN,
    )
    Notification.objects.bulk_create(
        Notification(recipient=user, kind="announcement", cohort=cast.cohort, announcement=told, actors=[0], comments=[0])
        for user in cast.people.values() if user
    )  # fmt: skip
    asides["announced"].urls = [told.get_absolute_url(), "/notifications/?kind=announcement"]
    for name in ("show", "readers", "edit", "delete"):
        asides["announced"].urls.append(reverse(f"announcements.{name}", args=["ai-tech", told.pk]))
    desk, people = reverse("mentor_desk.show", args=["ai-tech"]), f"/c/ai-tech/mentor/people/{cast.author.handle}/"
    days = {post.cohort.calendar.number_of(post.study_on) for post in journals}
    asides["mood"].urls = [f"{desk}?day={day}{teams}" for day in sorted(days) for teams in ("", "&teams=all")]
    asides["note"].urls = [f"{people}notes/", *(reverse("notes.edit", args=[note.pk]) for note in Note.objects.all())]
    asides["nudge"].urls = [f"{reverse('notifications.index')}?kind=nudge"]
    return asides


def _new_secret(name: str) -> Secret:
    return Secret({kind: f"zq{kind}{name}{secrets.token_hex(4)}" for kind in KINDS})


def _comment(cast, name: str, secret: Secret) -> None:
    by = cast.stranger if name == "elsewhere" else cast.mentor
    if name in ("waiting", "replaced"):
        return  # what people say about a post does not go with its text
    word = secret.words["comment"]
    if name == "hushed":
        hushed = make_comment(cast.team_mate, secret.post, f"[{word}](https://{word}.example/) 왜 그런가요?", asks=True)
        make_comment(cast.author, secret.post, "A reply.", parent=hushed)
        hiding = hide_comment(comment=hushed, by=cast.organiser, reason=f"{word} is not for others.")
        answer_hiding(hiding=hiding, answer=f"{word} is for everybody.")
        return
    anchor = next((entry["anchor"] for entry in secret.post.toc if secret.words["heading"] in entry["anchor"]), "")
    comment = make_comment(by, secret.post, f"[{word}](https://{word}.example/)", section=anchor)
    if name == "removed":
        make_comment(cast.author, secret.post, "A reply.", parent=comment)
        delete_comment(comment=comment)
        asked = make_comment(cast.author, secret.post, f"{word} 왜 그런가요?", asks=True)
        make_comment(cast.author, secret.post, "A reply.", parent=asked)
        delete_comment(comment=asked)
    else:
        make_comment(secret.post.author, secret.post, f"{word} 왜 그런가요?", asks=True)


def _tell_all(cast, post: Post) -> None:
    """Tell everybody of a post, without asking the gate: as if each might have read it then."""
    people = [user for user in cast.people.values() if user]
    told = [Notification(recipient=user, kind="comment", cohort=post.cohort, post=post, actor=cast.mentor,
                         actors=[cast.mentor.pk], comments=[0]) for user in people]  # fmt: skip
    Notification.objects.filter(post=post).delete()
    Notification.objects.bulk_create(told)


def _then(cast, name: str, secret: Secret, text: dict) -> None:
    """Do to a post what takes its text out of the readers' eyes."""
    post = secret.post
    if name == "trashed":
        delete_post(post=post)
    if name == "hidden":
        says = secret.words["body"]
        hiding = hide_post(post=post, by=cast.organiser, reason=f"{says} is not for others.")
        answer_hiding(hiding=hiding, answer=f"{says} is for everybody.")
    if name in ("waiting", "replaced"):
        new = text if name == "waiting" else {"title": "Another title", "body": "Another text.", "topics": []}
        edited = PostText(study_on=post.study_on, visibility="cohort", **new)
        save_post(post=post, editor=post.author, text=edited, version=post.version, publish=name == "replaced")


def _urls_of(name: str, secret: Secret) -> list[str]:
    """Return every address that names this post, its comments, its picture, its day or its topics."""
    post = secret.post
    slug = post.cohort.slug
    urls = [reverse("posts.show", args=[post.pk]), post.get_absolute_url(), secret.picture]
    urls += [reverse("posts.edit", args=[post.pk]), reverse("posts.delete", args=[post.pk])]
    for comment in post.comments.all():
        urls += [reverse("comments.edit", args=[comment.pk]), f"{urls[0]}?reply={comment.pk}"]
    urls += [question.page for question in post.questions.all()]
    urls += [
        f"{reverse('questions.faq', args=[slug])}?q={secret.words[kind][:14]}" for kind in ("asked", "noted", "comment")
    ]
    urls.append(reverse("cohorts.day", args=[slug, post.cohort.calendar.number_of(post.study_on)]))
    topic = reverse("topics.show", args=[slug, secret.words["heading"]])
    urls += [topic, f"{topic}?view=lectures", f"{topic}?view=people"]
    urls.append(reverse("topics.show", args=[slug, secret.words["typed"]]))
    urls += [f"{reverse('search.go', args=[slug])}?q={quote(word[:14])}" for word in secret.words.values()]
    urls += [f"{reverse('search.suggest', args=[slug])}?q={quote(word[:14])}" for word in secret.words.values()]
    urls += [reverse("topics.suggest", args=[slug]) + f"?q={quote(secret.words[kind][:14])}" for kind in TOPICS]
    return urls
