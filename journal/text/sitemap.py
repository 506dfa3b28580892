"""Sitemaps as sitemaps.org's protocol 0.9 has them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from urllib.parse import quote

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def index_of(addresses: Iterable[str]) -> str:
    """Return an index of the sitemaps at these whole addresses."""
    rows = "".join(f"<sitemap><loc>{_plain(address)}</loc></sitemap>\n" for address in addresses)
    return f'{HEAD}<sitemapindex xmlns="{NAMESPACE}">\n{rows}</sitemapindex>\n'


def urls_of(rows: Iterable[tuple[str, datetime | None]]) -> str:
    """Return a sitemap of whole addresses, each with the moment of its last change where one is known."""
    said = (f"<url><loc>{_plain(address)}</loc>{_changed(changed_at)}</url>\n" for address, changed_at in rows)
    return f'{HEAD}<urlset xmlns="{NAMESPACE}">\n{"".join(said)}</urlset>\n'


def _changed(changed_at: datetime | None) -> str:
    return f"<lastmod>{changed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>" if changed_at else ""


def _plain(address: str) -> str:
    """Return an address percent-encoded and escaped, as the protocol asks; what is encoded already stays."""
    return escape(quote(address, safe=":/?#[]@!$&'()*+,;=%-._~"))
