"""Haru's own PostgreSQL: a Django database engine that starts the server it needs.

base.py is the engine, server.py joins or starts the server, keeper.py is the small process
that stops it after its last user. Without DATABASE_URL, settings take `settings_for(home)`.
"""

from pathlib import Path


def settings_for(home: Path) -> dict:
    """Return the DATABASES entry of the server whose files live in `home`/postgres/.

    Starts nothing and needs no Django; `home` need not exist yet.
    """
    return {
        "ENGINE": "config.embedded",
        "HOME": Path(home).absolute(),
        "NAME": "haru",
        "USER": "haru",
    }
