"""The WSGI entry point: gunicorn kehoach226.wsgi."""

import os
import re

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehoach226.settings")
CHARSET = re.compile(r";\s*charset\s*=\s*\"?([^;\"]*)\"?", re.IGNORECASE)


def application(environ, start_response):
    """The site."""
    return django_application(without_strange_charset(environ), start_response)


def without_strange_charset(environ):
    """A charset that is no encoding of text (hex, zlib) breaks Django before it asks any middleware."""
    kind = environ.get("CONTENT_TYPE", "")
    if (named := CHARSET.search(kind)) and not _is_text(named[1].strip()):
        return {**environ, "CONTENT_TYPE": CHARSET.sub("", kind)}
    return environ


def _is_text(name: str) -> bool:
    try:
        b"a".decode(name, "replace")
    except (LookupError, ValueError):
        return False
    return True


django_application = get_wsgi_application()
