"""The WSGI application as `manage.py serve` runs it: its process goes when the web server's first one was killed."""

import multiprocessing
import os

from django.core.wsgi import get_wsgi_application

from config.parent import die_with_parent

if (parent := multiprocessing.parent_process()) is not None:
    die_with_parent(parent.pid)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
