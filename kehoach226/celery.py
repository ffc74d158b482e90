"""The Celery application; its settings are the CELERY_* lines of settings.py."""

import hashlib
import os

from celery import Celery
from celery.signals import celeryd_init
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehoach226.settings")
TRANSPORT_ALIASES["folder"] = "kehoach226.transport:Transport"

app = Celery("kehoach226")
app.config_from_object("django.conf:settings", namespace="CELERY")


def queue_of_database() -> str:
    """The name of the queue for the database in use.

    Two sites, or a site and its tests, may share one Redis: a message carries only the number of a
    Job row, so it must never reach a worker that looks the number up in another database.
    """
    from django.db import connection

    database = connection.settings_dict
    place = "|".join(str(database[key]) for key in ("ENGINE", "HOST", "PORT", "NAME"))
    return f"kehoach226-{hashlib.sha256(place.encode()).hexdigest()[:12]}"


def route(name, args, kwargs, options, task=None, **extra):
    """Celery asks this for every message it sends; tests change the database after start-up."""
    return {"queue": queue_of_database()}


@celeryd_init.connect
def listen_to_own_database(conf=None, **extra):
    """A worker listens to the queue of the database it works on, and to no other."""
    conf.task_default_queue = queue_of_database()
