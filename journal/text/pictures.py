"""The addresses of pictures that people put into their texts: which ones are ours, and what lists show of them."""

import re
import uuid

ADDRESS = re.compile(r"/uploads/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.(?:jpeg|png|webp)")


def named_in(text: str) -> set[uuid.UUID]:
    """Return the ids of the pictures of ours that a text names."""
    return {uuid.UUID(match[1]) for match in ADDRESS.finditer(text)}


def addresses_in(text: str) -> list[str]:
    """Return the addresses of the pictures of ours that a text shows, in their order, each once."""
    return list(dict.fromkeys(match[0] for match in ADDRESS.finditer(text)))


def small_address(address: str) -> str:
    """Return where the small one of a picture of ours is; "" for any other's, of which a list would tell its host."""
    return f"{address}?size=small" if ADDRESS.fullmatch(address) else ""
