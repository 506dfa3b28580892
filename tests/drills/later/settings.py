"""Haru's settings with the later version's migrations, for the drill that migrates under traffic."""

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.drills.later"]
