"""The tests' own surroundings, set before Django reads its settings (`-p tests.environment` in pyproject.toml).

Everything of theirs lives in .haru-tests; the database is the embedded one, or the one that DATABASE_URL names.
"""

import os
from pathlib import Path

for name in [name for name in os.environ if name.startswith("HARU_")]:
    if name not in ("HARU_CHROMIUM", "HARU_REQUIRE_BROWSER"):
        del os.environ[name]
os.environ.pop("DATABASE_REPLICA_URL", None)
os.environ["HARU_HOME"] = str(Path(__file__).resolve().parent.parent / ".haru-tests")
