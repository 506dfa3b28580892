"""The WSGI application as `manage.py serve` runs it: its process goes when the web server's first one was killed."""

import os

from django.core.wsgi import get_wsgi_application

from config.parent import die_with_parent

die_with_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
