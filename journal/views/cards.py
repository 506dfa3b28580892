"""The pictures beside links to public posts, as other sites show them."""

import hashlib

from babel.dates import format_date
from django.core.cache import cache
from django.http import HttpResponse
from django.utils.translation import get_language

from journal.models.posts import Post
from journal.text.cards import Card, card_picture
from journal.views.access import post_to_read
from journal.views.machines import for_machines, unless_known

KEPT = 7 * 24 * 3600  # seconds for which a drawn picture is kept


@for_machines
def post(request, reader, pk):
    """Day, title and writer of a post that everybody may read; for all others there is no such picture."""
    card = _card_of(post_to_read(reader, pk))
    tag = hashlib.sha256("\0".join(card).encode()).hexdigest()[:32]
    return unless_known(request, tag, lambda: HttpResponse(_drawn(card, tag), content_type="image/png"))


def _card_of(post: Post) -> Card:
    cohort = post.cohort
    on = post.study_on or cohort.today(post.published_at)
    number = cohort.calendar.number_of(post.study_on)
    date = format_date(on, "full", locale=get_language() or "ko")
    return Card(f"Day {number}" if number else "", date, str(post), post.author.display_name, cohort.name)


def _drawn(card: Card, tag: str) -> bytes:
    return cache.get_or_set(f"card-{tag}", lambda: card_picture(card), KEPT)
