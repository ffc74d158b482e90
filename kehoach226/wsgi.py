"""The WSGI entry point: gunicorn kehoach226.wsgi."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehoach226.settings")
application = get_wsgi_application()
