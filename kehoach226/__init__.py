"""Settings, addresses, rights, Celery; demo data and bench. Nobody imports it.

It is loaded with the site, so that services can ring the worker.
"""

from kehoach226.celery import app as celery_app

__all__ = ["celery_app"]
