"""What a published text says beyond its letters: its page, its outline, and the rows that other pages find it by."""

import re
from html import unescape
from uuid import UUID

from journal.actions.curriculum import keep_lectures
from journal.actions.events import keep_events
from journal.actions.questions import keep_questions
from journal.actions.resources import keep_post_resources
from journal.actions.search import index_post
from journal.actions.sections import follow_sections, keep_sections
from journal.actions.topics import set_topics
from journal.actions.uploads import tie_uploads
from journal.models.posts import Post
from journal.queries.curriculum import curriculum_of
from journal.queries.mentions import people_to_link
from journal.text.markdown import RENDER_VERSION, Rendered, render
from journal.text.outline import Outline, read_outline
from journal.text.pictures import named_in
from journal.text.topic_names import topic_key


def keep_outline(*, post: Post, is_first: bool = False) -> Post:
    """Render the post's body and read its outline into the post and the rows beside it; return the unsaved post.

    `is_first` says that it was never published, so that no rows of it are looked for: only this makes them.
    """
    page = render(post.body, people_to_link(post.body, [post.cohort_id]))
    curriculum = curriculum_of(post.cohort)
    names = post.cohort.section_names
    outline = read_outline(post.body, study_on=post.study_on, section_names=names, knows_lecture=curriculum.knows)
    toc, html = post.toc, post.html
    _keep_page(post, page, outline)
    follow_sections(post=post, toc=toc, html=html)
    topics = set_topics(post=post, names=post.topic_names, is_first=is_first)
    keep_lectures(post=post, curriculum=curriculum, is_first=is_first)
    events = keep_events(post=post, is_first=is_first)
    keep_sections(post=post, is_first=is_first)
    keep_questions(post=post, found=post.outline["questions"], events=events, is_first=is_first)
    keep_post_resources(post=post, is_first=is_first)
    _keep_shown(post, tie_uploads(post=post, is_first=is_first))
    index_post(post=post, topics=[topic.name for topic in topics])
    return post


def without_title(html: str, title: str) -> str:
    """Return a page without its first heading where that only repeats the title, which the page shows above."""
    first = re.match(r"\s*<h1\b[^>]*>(.*?)</h1>\s*", html, re.DOTALL)
    if first and topic_key(unescape(re.sub(r"<[^>]+>", "", first[1]))) == topic_key(title):
        return html[first.end() :]
    return html


def _keep_page(post: Post, page: Rendered, outline: Outline) -> None:
    post.html = without_title(page.html, post.title)
    repeats = len(post.html) < len(page.html)
    post.toc = page.toc[1:] if repeats else page.toc
    post.outline = outline.to_dict()
    post.excerpt, post.minutes = page.excerpt[:400], page.minutes
    post.retrospective = outline.excerpt_of_retrospective[:400]
    post.first_image = (page.first_image or "")[:500]
    post.has_math, post.has_code, post.render_version = page.has_math, page.has_code, RENDER_VERSION


def _keep_shown(post: Post, shown: set[UUID]) -> None:
    """Let lists show none but the author's own pictures that stand in the text: others, readers may not see."""
    for column in ("first_image", "cover"):
        if named_in(getattr(post, column)) - shown:
            setattr(post, column, "")
