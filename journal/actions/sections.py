"""Sections: a row for each kind of each section that a published text has."""

from journal.actions.kept_rows import keep_rows
from journal.models.posts import Post
from journal.models.sections import Section


def keep_sections(*, post: Post) -> list[Section]:
    """Make the post's sections those of its outline, and return them."""
    kept = list(post.sections.select_for_update().order_by("pk"))
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
