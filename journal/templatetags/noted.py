"""What one post says somewhere, beside other people's, drawn once for all who are shown the same (kept.py)."""

from typing import NamedTuple

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from journal.templatetags.kept import drawn
from journal.templatetags.rows import RowAuthor, author_of

register = template.Library()


class ShownNoted(NamedTuple):
    """All that a post's part shows."""

    name: str
    author: RowAuthor
    team: str
    cohort: str
    number: int | None
    on: object
    visibility: str  # in words; "" for the cohort's
    title: str
    post: str  # its title
    href: str
    html: SafeString
    is_cut: bool


@register.simple_tag(takes_context=True)
def noted_piece(context, noted, title: str = "") -> SafeString:
    """Show a part of a post (a Noted), with the `title` of what stands there where the page wants one."""
    post, cohort = noted.post, context["cohort"]
    shown = ShownNoted(
        name=noted.name,
        author=author_of(post.author),
        team=post.team.name if post.team else "",
        cohort=cohort.slug,
        number=cohort.calendar.number_of(post.study_on),
        on=post.shown_on,
        visibility="" if post.visibility == "cohort" else str(post.get_visibility_display()),
        title=title,
        post=post.title,
        href=noted.href,
        html=noted.html,
        is_cut=noted.is_cut,
    )
    return drawn("includes/noted.html", get_language() or "", shown)
