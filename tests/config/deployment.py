"""A process with an environment of its own, as a deployment would have it."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
STRONG = "kQ3-vJ8zR1wT6yB0nM5cX7dF2gH4jL9pS_aEoUiZ3qWx-0Yb5Kd8Ne1Rv"
DEPLOYED = {
    "HARU_ENV": "production",
    "HARU_SECRET_KEY": STRONG,
    "HARU_HOSTS": "haru.example,www.haru.example",
    "HARU_SMTP_URL": "smtp+starttls://haru:secret@mail.example:587",
    "DATABASE_URL": "postgresql://haru@127.0.0.1:1/haru",  # nobody listens there
    "HARU_DEBUG": "1",  # which a deployment does not heed
}


def run(code: str, environment: dict[str, str], home: Path) -> subprocess.CompletedProcess:
    """Run Python code in the project with these variables and no other of Haru's; its home is `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HARU_", "DATABASE_", "DJANGO_"))}
    variables = {**kept, "HARU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "config.settings", **environment}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=PROJECT, env=variables, capture_output=True, text=True, timeout=120)
