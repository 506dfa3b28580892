"""A database of a drill's own, made and dropped by Django as the tests' is, with nothing in it but the migrations."""

import logging
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def own_database(name: str) -> Iterator[Path]:
    """Set Django up on an empty database whose name ends in `name`; give the folder of its pictures and mails."""
    from tests import environment  # noqa: F401 (a home of the tests' own)

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    warnings.simplefilter("ignore")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_test_environment

    from journal.management.static_files import collect_if_changed

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    logging.disable(logging.CRITICAL)
    before = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"{before}_{name}"
    setup_test_environment(debug=False)
    settings.STATIC_ROOT.parent.mkdir(parents=True, exist_ok=True)
    collect_if_changed()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            settings.MEDIA_ROOT, settings.EMAIL_FILE_PATH = Path(folder) / "media", Path(folder) / "mail"
            yield Path(folder)
    finally:
        with connection.cursor() as cursor:  # a drill that failed may have left some open
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        connection.close()
        connection.creation.destroy_test_db(before, verbosity=0)
