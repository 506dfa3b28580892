"""What many machines share: a cache in Redis, media on S3, a database of several hosts (docs/many-machines.md)."""

import os
import re
from importlib.util import find_spec
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTLY = 3  # seconds: a machine that does not answer by then is away
_HOSTS = re.compile(r"^(?P<before>\w+://(?:[^/@]*@)?)(?P<hosts>[^/@?]*,[^/@?]*)(?P<after>[/?].*|)$")


def cache() -> dict:
    """Return Django's CACHES entry: Redis where REDIS_URL names one, else a table of the database.

    Raises ImproperlyConfigured when it is no such address, or the package is not there.
    """
    address = os.environ.get("REDIS_URL", "").strip()
    if not address:
        return {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "haru_cache",
            "OPTIONS": {"MAX_ENTRIES": 10_000},  # Django's 300 would throw away counts of guesses that still hold
        }
    if not address.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured("REDIS_URL must look like redis://:password@host:6379/0.")
    _ask_for("redis", "REDIS_URL")
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": address,
        "KEY_PREFIX": "haru",
        "OPTIONS": {"socket_connect_timeout": SHORTLY, "socket_timeout": SHORTLY},
    }


def media() -> dict:
    """Return the STORAGES entry of people's files: the bucket that HARU_S3_URL names, else the folder of this machine.

    The address is s3://key:secret@host/bucket?region=name, or s3+http:// where the host speaks no TLS; without a key
    boto3 finds one by its own ways. Whatever lies there is private: Haru's views ask who reads, and hand it on.
    Raises ImproperlyConfigured when it is no such address, or the package is not there.
    """
    address = os.environ.get("HARU_S3_URL", "").strip()
    if not address:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(address)
    bucket = parts.path.strip("/")
    if parts.scheme not in {"s3", "s3+http"} or not parts.hostname or not re.fullmatch(r"[a-z0-9.-]{3,63}", bucket):
        raise ImproperlyConfigured("HARU_S3_URL must look like s3://key:secret@s3.example/bucket?region=name.")
    _ask_for("storages", "HARU_S3_URL", "django-storages[s3]")
    host = parts.netloc.rpartition("@")[2]
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "access_key": unquote(parts.username) if parts.username else None,
            "secret_key": unquote(parts.password) if parts.password else None,
            "endpoint_url": f"{'http' if parts.scheme == 's3+http' else 'https'}://{host}",
            "region_name": parse_qs(parts.query).get("region", [None])[0],
            "addressing_style": "path",
            "signature_version": "s3v4",
            "default_acl": None,  # the bucket's, which is to be private
            "file_overwrite": False,
        },
    }


def one_host(address: str) -> tuple[str, dict]:
    """Return a database's address with the first of its hosts alone, and what Django's entry needs for all of them.

    libpq's own form is understood: postgresql://user@one:5432,two:5433/name. Of several hosts the one is taken that can
    be written to (`target_session_attrs`), and one that does not answer is left for the next.
    """
    if not (found := _HOSTS.match(address)):
        return address, {}
    hosts, ports = [], []
    for each in found["hosts"].split(","):
        host, _colon, port = each.partition(":")
        if not host or not (port or "5432").isdecimal():
            raise ValueError("a host of several is not named like host:5432")
        hosts.append(unquote(host))
        ports.append(port or "5432")
    one = f"{found['before']}{found['hosts'].split(',')[0]}{found['after']}"
    options = {"target_session_attrs": "read-write", "connect_timeout": SHORTLY}
    return one, {"HOST": ",".join(hosts), "PORT": ",".join(ports), "OPTIONS": options}


def _ask_for(module: str, setting: str, package: str = "") -> None:
    if find_spec(module) is None:
        raise ImproperlyConfigured(f"{setting} needs a package that is not there: pip install '{package or module}'.")
