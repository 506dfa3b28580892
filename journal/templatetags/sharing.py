"""What other sites and search engines read of a public post: Open Graph's tags and schema.org's JSON-LD."""

import json

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from journal.models.cohorts import Visibility
from journal.models.posts import Post

register = template.Library()
# A script element ends at the first "</script", whatever JSON makes of it (as Django's json_script has it).
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.inclusion_tag("includes/sharing.html", takes_context=True)
def sharing(context, post: Post) -> dict:
    """Show where a public post is at home, and how a link to it looks; nothing for any other post."""
    if post.visibility != Visibility.PUBLIC or not post.is_published:
        return {}
    request = context["request"]
    site = f"{request.scheme}://{request.get_host()}"
    return {"post": post, "address": site + post.get_absolute_url(), "site": site, "card": _card(site, post)}


def _card(site: str, post: Post) -> str:
    return site + reverse("cards.post", args=[post.pk])


@register.simple_tag
def structured(site: str, address: str, post: Post) -> SafeString:
    """Show a post as schema.org's BlogPosting: data, which no browser runs."""
    said = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": str(post),
        "description": post.excerpt,
        "image": _card(site, post),
        "url": address,
        "inLanguage": get_language(),
        "datePublished": post.published_at.isoformat(),
        "dateModified": (post.edited_at or post.published_at).isoformat(),
        "keywords": [topic["name"] for topic in post.listed_topics],
        "author": {
            "@type": "Person",
            "name": post.author.display_name,
            "url": site + post.author.get_absolute_url(),
        },
    }
    return _script(said) + _script(_way(site, address, post))


def _way(site: str, address: str, post: Post) -> dict:
    """The way to a post as schema.org's BreadcrumbList: Haru, its author, the post."""
    author = post.author
    steps = [("Haru", site + "/"), (author.display_name, site + author.get_absolute_url()), (str(post), address)]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": name, "item": where}
            for at, (name, where) in enumerate(steps, 1)
        ],
    }


def _script(said: dict) -> SafeString:
    kept = json.dumps({key: value for key, value in said.items() if value}, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{kept}</script>')
