"""The Celery application of the worker tests: the site's own, with jobs that leave traces in a file."""

import time
from pathlib import Path

import django

from kehoach226.celery import app

django.setup()


def leave_trace(run):
    """Write one line; with `hold`, stay until the test removes that file."""
    with Path(run.args["trace"]).open("a", encoding="utf-8") as trace:
        trace.write(f"{run.job.pk} {run.job.attempts}\n")
    hold = Path(run.args.get("hold", ""))
    while run.args.get("hold") and hold.exists():
        time.sleep(0.05)
    return {"text": "Xong."}


def register() -> None:
    from organization.jobs import job  # needs the models, which stand only after setup

    job("trace", label="Thử")(leave_trace)


register()
__all__ = ["app"]
