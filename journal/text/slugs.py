"""The readable end of an address: a title in small letters and hyphens, Hangul kept."""

import re
import unicodedata
from functools import lru_cache

LONGEST = 60
PAGES = frozenset(
    {"edit", "delete", "restore", "like", "comments", "history", "purge", "discard"}
)  # what stands behind a post's id already


@lru_cache(5_000)  # a page has the addresses of dozens of posts, each several times
def slug_of(title: str) -> str:
    """Return `title` as a slug of at most 60 characters, or an empty string when no letter or digit is in it."""
    folded = unicodedata.normalize("NFKC", title).lower()
    words = re.sub(r"[^\w]+|_+", "-", folded).strip("-")
    slug = words[:LONGEST].rstrip("-")
    return f"{slug}-post" if slug in PAGES else slug
