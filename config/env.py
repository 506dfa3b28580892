"""The environment, read once: every setting that a deployment can change, checked where it is read."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from config.machines import one_host

PROJECT = Path(__file__).resolve().parent.parent
WEAK_SECRET = 50  # characters, as `check --deploy` asks for; fewer is refused in production
WEAK_TOKEN = 20  # characters
SOON_AWAY = {"connect_timeout": 2, "tcp_user_timeout": 3_000}  # s, ms: for a replica, whose place the primary takes
KEPT_FOR = 600  # seconds a thread keeps its connection to the database


def flag(name: str, default: bool = False) -> bool:
    """Return the truth of an environment variable: 1, true, yes and on are true, in any case."""
    value = os.environ.get(name, "")
    return value.strip().lower() in {"1", "true", "yes", "on"} if value else default


def words(name: str) -> list[str]:
    """Return a comma-separated environment variable as a list without empty entries."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def seconds(name: str, default: float) -> float:
    """Return an environment variable that is a number of seconds, 0 or more. Raises ImproperlyConfigured."""
    value = os.environ.get(name, "").strip() or str(default)
    if not re.fullmatch(r"\d{1,9}(\.\d{1,3})?", value, re.ASCII):
        raise ImproperlyConfigured(f"{name} must be a number of seconds.")
    return float(value)


def production() -> bool:
    """Return whether this is a deployment (HARU_ENV=production) rather than somebody's own machine (local, or unset).

    Raises ImproperlyConfigured for any other word: a misspelt deployment would run without its safeguards.
    """
    kind = os.environ.get("HARU_ENV", "").strip().lower() or "local"
    if kind not in {"local", "production"}:
        raise ImproperlyConfigured("HARU_ENV must be production or local.")
    return kind == "production"


def log() -> str:
    """Return the form of the log (HARU_LOG): "json" (a deployment's), "text", or "" for text without a line a request.

    Raises ImproperlyConfigured for any other word.
    """
    form = os.environ.get("HARU_LOG", "").strip().lower()
    if form not in {"", "json", "text"}:
        raise ImproperlyConfigured("HARU_LOG must be json or text.")
    return form or ("json" if production() else "")


def metrics_token() -> str:
    """Return the token that opens /metrics (HARU_METRICS_TOKEN), or an empty string, which closes it.

    Raises ImproperlyConfigured where it is so short that it could be guessed.
    """
    token = os.environ.get("HARU_METRICS_TOKEN", "").strip()
    if token and (len(token) < WEAK_TOKEN or not token.isascii()):
        raise ImproperlyConfigured(f"HARU_METRICS_TOKEN is weak: set it to at least {WEAK_TOKEN} random characters.")
    return token


def home() -> Path:
    """Return the folder that holds everything of this installation (HARU_HOME, else .haru in the project)."""
    return Path(os.environ.get("HARU_HOME") or PROJECT / ".haru").expanduser().resolve()


def secret_key() -> str:
    """Return Django's secret key.

    In production it comes from HARU_SECRET_KEY; elsewhere it is made once and kept under HARU_HOME.
    Raises ImproperlyConfigured with a sentence when production has none, or a weak one.
    """
    key = os.environ.get("HARU_SECRET_KEY", "")
    if production():
        if _is_weak(key):
            raise ImproperlyConfigured(
                "HARU_SECRET_KEY is missing or weak: set it to at least 50 random characters, for instance from "
                "`python -c 'import secrets; print(secrets.token_urlsafe(50))'`."
            )
        return key
    return key or _kept_secret(home() / "secret_key")


def old_secret_keys() -> list[str]:
    """Return the secret keys of before (HARU_OLD_SECRET_KEYS, the newest first), which only open what they closed.

    Raises ImproperlyConfigured where one is weak in production: whoever guesses it would be believed.
    """
    keys = words("HARU_OLD_SECRET_KEYS")
    if production() and any(map(_is_weak, keys)):
        raise ImproperlyConfigured("HARU_OLD_SECRET_KEYS has a weak key: leave it out.")
    return keys


def hosts() -> list[str]:
    """Return the host names this site answers to (HARU_HOSTS), which production must name."""
    names = words("HARU_HOSTS")
    if production() and (not names or "*" in names):
        raise ImproperlyConfigured("HARU_HOSTS is missing: name the site's host names, separated by commas.")
    return names or ["127.0.0.1", "localhost", "[::1]", "testserver"]


def databases() -> dict:
    """Return Django's DATABASES: where everything is written, and `replica` where DATABASE_REPLICA_URL names one.

    Raises ImproperlyConfigured for an address that cannot be read, and for a replica of what is no server.
    """
    kept = {"CONN_MAX_AGE": KEPT_FOR, "CONN_HEALTH_CHECKS": True}
    if flag("HARU_POOLED"):  # PgBouncer hands each transaction to another connection, which knows no cursor of the last
        kept["DISABLE_SERVER_SIDE_CURSORS"] = True
    found = {"default": _database() | kept}
    if replica := os.environ.get("DATABASE_REPLICA_URL", "").strip():
        if not os.environ.get("DATABASE_URL", "").strip():
            raise ImproperlyConfigured("DATABASE_REPLICA_URL needs DATABASE_URL: the embedded server has no replica.")
        if "," in urlsplit(replica).netloc.rpartition("@")[2]:
            raise ImproperlyConfigured("DATABASE_REPLICA_URL names one host: a page reads from one server.")
        found["replica"] = _server("DATABASE_REPLICA_URL", replica) | kept
        found["replica"]["OPTIONS"] = SOON_AWAY | found["replica"]["OPTIONS"]
    return found


def _database() -> dict:
    """Return the server of DATABASE_URL (PostgreSQL only) when set, else the embedded one."""
    address = os.environ.get("DATABASE_URL", "").strip()
    if not address:
        # As config.embedded.settings_for has it, which is not imported: beside DATABASE_URL no embedded code is loaded.
        return {"ENGINE": "config.embedded", "HOME": home(), "NAME": "haru", "USER": "haru"}
    return _server("DATABASE_URL", address)


def _server(name: str, address: str) -> dict:
    """Return Django's entry for the address in the variable of this name."""
    if not address.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured(f"{name} must start with postgresql://: Haru runs on PostgreSQL only.")
    try:
        address, hosts = one_host(address)
        found = dj_database_url.parse(address, engine="config.postgres")
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} cannot be read ({error}): postgresql://user:password@host:5432/name."
        ) from None
    if not found["NAME"]:
        raise ImproperlyConfigured(f"{name} names no database: postgresql://user:password@host:5432/name.")
    return found | hosts | {"OPTIONS": hosts.get("OPTIONS", {}) | found.get("OPTIONS", {})}


def limited() -> bool:
    """Return whether tries are counted (HARU_LIMITS, on): a load test from one machine goes without.

    Raises ImproperlyConfigured where production would.
    """
    counted = flag("HARU_LIMITS", default=True)
    if production() and not counted:
        raise ImproperlyConfigured("HARU_LIMITS=0 is for load tests: without limits passwords could be guessed.")
    return counted


def audit_days() -> int:
    """Return how many days the log of sign-ins is kept (HARU_AUDIT_DAYS, 180). Raises ImproperlyConfigured."""
    days = os.environ.get("HARU_AUDIT_DAYS", "").strip() or "180"
    if not re.fullmatch("[1-9][0-9]{0,3}", days):
        raise ImproperlyConfigured("HARU_AUDIT_DAYS must be a number of days from 1 to 9999.")
    return int(days)


def site() -> str:
    """Return where the site is, as mails name it (HARU_URL, else the first of HARU_HOSTS), without a slash at its end.

    Raises ImproperlyConfigured when it is no address, or one without HTTPS in production.
    """
    address = os.environ.get("HARU_URL", "").strip().rstrip("/")
    if not address:
        return f"https://{hosts()[0].lstrip('.')}" if production() else "http://127.0.0.1:8000"
    if not re.fullmatch(r"https?://[^\s/?#@]+", address) or (production() and not address.startswith("https://")):
        raise ImproperlyConfigured("HARU_URL must be the site's address, like https://haru.example.")
    return address


def mail_from() -> str:
    """Return the sender of Haru's mail (HARU_MAIL_FROM)."""
    return os.environ.get("HARU_MAIL_FROM") or "Haru <haru@localhost>"


def smtp() -> dict:
    """Return Django's EMAIL_ settings out of HARU_SMTP_URL (smtp://user:password@host:port, smtps for TLS), or {}.

    Raises ImproperlyConfigured when the address is of another kind, or when production has none.
    """
    address = os.environ.get("HARU_SMTP_URL", "").strip()
    if not address:
        if production():
            raise ImproperlyConfigured("HARU_SMTP_URL is missing: sign-up and password mails need a mail server.")
        return {}
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:  # a port that is no number, an open bracket
        host = None
    if not host or parts.scheme not in {"smtp", "smtps", "smtp+starttls"}:
        raise ImproperlyConfigured("HARU_SMTP_URL must look like smtp+starttls://user:password@mail.example:587.")
    return {
        "EMAIL_HOST": host,
        "EMAIL_PORT": port or {"smtp": 25, "smtps": 465, "smtp+starttls": 587}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_TIMEOUT": 20,
    }


def _is_weak(key: str) -> bool:
    return len(key) < WEAK_SECRET or len(set(key)) < 10


def _kept_secret(path: Path) -> str:
    """Return the secret kept at path, making it first, so that two commands at once agree on one."""
    try:
        return path.read_text()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
        return path.read_text()
