"""Fixtures that every test may use: the cast, a browser, and a counter of queries."""

import fcntl

import hypothesis
import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.cache import cache
from django.template.base import Template
from django.test.signals import template_rendered

from journal.management.static_files import collect_if_changed
from tests.cast import Cast, cast_again
from tests.jobs import forget_jobs
from tests.letterbox import letterbox, serve_mail  # noqa: F401 (fixtures)

# The same examples for everybody, and no clock: what fails fails again. `--hypothesis-profile=default` looks further.
hypothesis.settings.register_profile(
    "haru", derandomize=True, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("haru")


def pytest_addoption(parser):
    """Let the largest tables be walked whole; every run walks each of their rows and columns, not each crossing."""
    parser.addoption("--whole", action="store_true", help="walk the largest tables of cases whole")


@pytest.fixture(scope="session")
def whole(request) -> bool:
    """Whether a table of cases is walked whole (`pytest --whole`: before a release, and after work on what it holds)."""
    return request.config.getoption("--whole")


def pytest_configure():
    """Hash passwords cheaply: no test is about the cost of hashing."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def static_files():
    """Collect the real static files once, whichever worker comes first."""
    list(get_finders())  # they keep where HARU_HOME is, which a test may change
    settings.STATIC_ROOT.parent.mkdir(parents=True, exist_ok=True)
    with (settings.STATIC_ROOT.parent / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        collect_if_changed()


def _render(self, context):
    """Tell the test client of the page alone: it copies the context of each template that it hears of."""
    if context.template is self and not str(self.name).startswith("django/forms/"):
        template_rendered.send(sender=self, template=self, context=context)
    return self.nodelist.render(context)


@pytest.fixture(scope="session", autouse=True)
def pages_not_parts(django_test_environment):
    """Keep a page's context for the tests, not that of each field, option and part: half of a page's time went there."""
    Template._render = _render


@pytest.fixture(autouse=True)
def private_media(settings, tmp_path):
    """Give each test its own folder for pictures and mail."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"


@pytest.fixture(autouse=True)
def no_jobs_left(request):
    """Leave no job behind after a test that commits: the queue's tables are not the test runner's to empty."""
    marker = request.node.get_closest_marker("django_db")
    by_name = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not by_name and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    forget_jobs()


@pytest.fixture
def cast(db) -> Cast:
    """The fixed cast of two cohorts, with a post of each visibility (tests/cast.py)."""
    cache.clear()
    return cast_again()
