"""What search found and by what it can be narrowed: many small pieces, written here and not in templates."""

from functools import lru_cache
from html import escape as escape_text
from urllib.parse import quote_plus, urlencode

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from journal.templatetags.haru import avatar_piece, count, short_day, time_words
from journal.templatetags.icons import lucide

register = template.Library()
KEPT = 1_000  # pieces of a process, under all that they show: about 3 MB


def escape(text) -> str:
    """Return a text as HTML's, and HTML as it is. Django's own asks of each of 300 texts a page whether it is lazy."""
    return text if hasattr(text, "__html__") else escape_text(str(text))


@register.simple_tag
def search_hits(hits) -> SafeString:
    """Show the posts and comments that were found (rows of journal/queries/search_hits.py)."""
    return mark_safe("".join([_hit(hit, _about(hit)) for hit in hits]))


@register.simple_tag
def search_facets(facets, form) -> SafeString:
    """Show by what the answer to a search form can be narrowed; a value that narrows it now leads back."""
    rest = {"sort": "time"} if form.is_by_time else {}
    rest |= {"in": "all"} if form.is_everywhere else {}
    more = escape(f"&{urlencode(rest)}") if rest else ""
    return mark_safe("".join([_facet(facet, more, get_language()) for facet in facets]))


@lru_cache(KEPT)
def _facet(facet, rest: str, language: str) -> str:
    key, title = escape(facet.key), escape(facet.title)
    values = "".join(_value(facet, value, rest) for value in facet.values)
    return (
        f'<section class="facet" aria-labelledby="facet-{key}"><h2 class="label" id="facet-{key}">{title}</h2>'
        f"<ul>{values}</ul></section>"
    )


def _value(facet, value, rest: str) -> str:
    look = f' class="topic" data-hue="{int(value.hue)}"' if facet.key == "topic" else ""
    address, on = f"q={quote_plus(value.text)}{rest}", ' aria-current="true"' if value.is_on else ""
    if value.is_on:
        end = f'{lucide("x", size=16)}<span class="unseen">{escape(_("take away"))}</span>'
    else:
        end = f'<span class="facet__count figures">{escape(count(value.count))}</span>'
    label = f"<span{look}>{escape(value.label)}</span>"
    return f'<li><a class="facet__value" href="?{address}"{on}>{label}{end}</a></li>'


@lru_cache(KEPT)
def _hit(hit, about: str) -> str:
    author, of = hit.author, " hit__title--of" if hit.is_comment else ""
    return (
        f'<li class="post hit">{avatar_piece(author, 32)}<div class="post__body">'
        f'<p class="post__by"><a href="/@{escape(author.handle)}/">{escape(author.display_name)}</a>{about}</p>'
        f'<h2 class="post__title hit__title{of}"><a href="{escape(hit.href)}">{escape(hit.title)}</a></h2>'
        f'<p class="post__excerpt hit__piece">{escape(hit.snippet)}</p></div></li>'
    )


def _about(hit) -> str:
    """Return what kind of thing it is, from where, of which day, and who may read it."""
    by_day = bool(hit.day) and not hit.is_comment
    moment, words = (hit.study_on, short_day(hit.study_on)) if by_day else (hit.written_at, time_words(hit.written_at))
    said = [_("Comment") if hit.is_comment else "", hit.cohort_name, f"Day {hit.day}" if by_day else ""]
    before = "".join(f"<span>{escape(each)}</span>" for each in said if each)
    readers = f"<span>{escape(hit.readers)}</span>" if hit.readers else ""
    return f'{before} <time datetime="{moment.isoformat()}">{escape(words)}</time>{readers}'
