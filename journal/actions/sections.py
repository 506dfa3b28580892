"""Sections: a row for each kind of each section that a published text has; what is said about one stays with it."""

from collections import defaultdict
from collections.abc import Callable

from journal.actions.kept_rows import keep_rows
from journal.models.comments import Comment
from journal.models.posts import Post
from journal.models.sections import Section
from journal.text.page_parts import part_of
from journal.text.page_words import page_words
from journal.text.section_moves import moved_sections
from journal.text.topic_names import topic_key


def keep_sections(*, post: Post, is_first: bool = False) -> list[Section]:
    """Make the post's sections those of its outline, and return them; `is_first` as for `keep_outline`."""
    kept = [] if is_first else list(post.sections.select_for_update().order_by("pk"))
    wanted = [
        Section(
            post=post, cohort_id=post.cohort_id, author_id=post.author_id, team_id=post.team_id, kind=kind,
            title=entry["title"][:200], anchor=(entry["anchor"] or "")[:200], position=entry["position"],
            is_empty=entry["empty"], study_on=post.study_on, shown_on=post.shown_on,
        )
        for entry in post.outline["sections"]
        for kind in dict.fromkeys(entry["kinds"])
    ]  # fmt: skip
    return keep_rows(kept, wanted, by=("kind", "title"))


def follow_sections(*, post: Post, toc: list[dict], html: str) -> None:
    """Let comments on sections stay with them when a text was edited, renamed and moved ones too.

    `toc` and `html` are the post's as they were, and its questions. A comment whose section is gone goes where the
    question stands now that was asked there, else keeps the section's title and no anchor; it finds the section again
    when that comes back. To be called with the post held.
    """
    if toc == post.toc or not post.comment_count:
        return
    on_sections = Comment.objects.filter(post=post).exclude(section_title="")
    here = defaultdict(list)
    for pk, *place in on_sections.order_by("pk").values_list("pk", "section", "section_title"):
        here[tuple(place)].append(pk)
    if not here:
        return
    moves = moved_sections(toc, post.toc, _words_in(html), _words_in(post.html))
    asked = _where_asked(post)
    by_title = {entry["text"][:200]: entry for entry in reversed(post.toc)}
    for (anchor, title), comments in here.items():
        to = (moves.get(anchor) or asked.get(anchor)) if anchor else by_title.get(title)
        now = (to["anchor"][:200], to["text"][:200]) if to else ("", title)
        if now != (anchor, title):
            Comment.objects.filter(pk__in=comments).update(section=now[0], section_title=now[1])


def _where_asked(post: Post) -> dict[str, dict]:
    """Return, by the anchor where a question of the text stood, the heading under which it stands now."""
    headings = {entry["anchor"]: entry for entry in post.toc}
    asked = {(topic_key(each["title"]) or each["anchor"])[:200]: each["anchor"] for each in post.outline["questions"]}
    stood = post.questions.filter(comment=None).exclude(anchor="").values_list("anchor", "key")
    return {anchor: headings[asked[key]] for anchor, key in stood if asked.get(key) in headings}


def _words_in(html: str) -> Callable[[str], str]:
    return lambda anchor: page_words(part_of(html, anchor))
