"""Pages through PgBouncer in transaction mode, where each transaction may meet another connection to the server."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from tests.bench.site import session_of
from tests.config.deployment import run
from tests.config.embedded_user import wait_until

PROGRAM = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not PROGRAM, reason="no PgBouncer on this machine"),
]
PAGES = """
import json, threading
import django
django.setup()
from django.conf import settings
from django.db import connection
from django.test import Client
from journal.models.posts import Post
assert settings.DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"]
told = []
def read(session):
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = session
    for turn in range(5):
        for page in PAGES:
            told.append(client.get(page).status_code)
        told.append(client.post(LIKE, {"on": turn % 2}).status_code)
        titles = [post.title for post in Post.objects.order_by("pk").iterator(chunk_size=1)]
        told.append(len(titles))
        with connection.cursor() as cursor:
            told.append(cursor.execute("SHOW TIME ZONE").fetchone()[0])
    connection.close()
threads = [threading.Thread(target=read, args=[session]) for session in SESSIONS]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(json.dumps(told))
"""


@pytest.fixture
def pooled():
    """The address of a PgBouncer with two connections to the tests' database for everybody."""
    found = connection.get_connection_params()
    host = str(found.get("host", ""))
    host = os.path.realpath(host) if host.startswith("/") else host  # the embedded one's leads through our own process
    user = os.stat(host).st_uid if host.startswith("/") else 65534  # PgBouncer does not run as root
    folder = Path(tempfile.mkdtemp(prefix="haru-pool-"))
    server = f"dbname={found['dbname']} user={found['user']} host={host} port={found.get('port') or 5432}"
    server += f" password={found['password']}" if found.get("password") else ""
    (folder / "pool.ini").write_text(
        f"[databases]\npooled = {server}\n[pgbouncer]\nlisten_addr =\nlisten_port = 6432\nunix_socket_dir = {folder}\n"
        "auth_type = any\npool_mode = transaction\ndefault_pool_size = 2\nignore_startup_parameters = options\n"
    )
    is_root = os.geteuid() == 0
    if is_root:
        os.chown(folder, user, -1)
        os.chmod(folder / "pool.ini", 0o644)
    pooler = subprocess.Popen(
        [PROGRAM, "-q", str(folder / "pool.ini")], **({"user": user, "extra_groups": []} if is_root else {})
    )
    try:
        assert wait_until((folder / ".s.PGSQL.6432").exists)
        yield f"postgresql://{quote(found['user'])}@/pooled?host={quote(str(folder), safe='')}&port=6432"
    finally:
        pooler.kill()
        pooler.wait()
        shutil.rmtree(folder)


def test_pages_are_answered_whichever_connection_each_transaction_meets(pooled, cast):
    people = [cast.author, cast.team_mate, cast.mentor, cast.organiser]
    post = cast.posts["cohort"]
    words = {
        "PAGES": ["/", "/c/ai-tech/", post.get_absolute_url(), "/c/ai-tech/search/?q=Minji"],
        "LIKE": f"/posts/{post.pk}/like/",
        "SESSIONS": [session_of(person) for person in people],
    }  # fmt: skip
    code = "".join(f"{name} = {value!r}\n" for name, value in words.items()) + PAGES
    ran = run(code, {"DATABASE_URL": pooled, "HARU_POOLED": "1"}, settings.HARU_HOME)
    assert ran.returncode == 0, ran.stderr[-3000:]
    told = json.loads(ran.stdout.splitlines()[-1])
    assert len(told) == len(people) * 5 * 7
    assert told.count(200) == len(people) * 5 * 4 and told.count(302) == len(people) * 5
    assert told.count("UTC") == told.count(5) == len(people) * 5  # posts of the cast, and Django's own time zone
