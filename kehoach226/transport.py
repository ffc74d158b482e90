"""How does a message reach the worker on a machine without Redis?

A message is a file in one folder. kombu's own file transport writes a message under its final name
and binds queues in a shared file, so a worker can read either of them half written and die. Here a
message is written under another name and renamed when it is whole, and it is claimed by renaming it
again: both steps happen or do not happen, and of several workers exactly one wins.
"""

import itertools
import os
import time
import uuid
from pathlib import Path
from queue import Empty

from django.conf import settings
from kombu.transport import virtual
from kombu.utils.json import dumps, loads

WHOLE, UNFINISHED, CLAIMED = ".msg", ".part", ".claimed"
_sent = itertools.count()  # keeps the order of messages sent within one tick of the clock


class Channel(virtual.Channel):
    """Queues as folders, messages as files whose names sort by time."""

    def _folder(self, queue: str) -> Path:
        folder = Path(settings.BROKER_DIR) / queue
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _messages(self, queue: str) -> list[Path]:
        return sorted(path for path in self._folder(queue).iterdir() if path.suffix == WHOLE)

    def _put(self, queue, message, **kwargs):
        name = f"{time.time_ns():020d}-{next(_sent):08d}-{uuid.uuid4().hex}"
        unfinished = self._folder(queue) / (name + UNFINISHED)
        unfinished.write_text(dumps(message), encoding="utf-8")
        os.rename(unfinished, unfinished.with_suffix(WHOLE))

    def _get(self, queue, timeout=None):
        for path in self._messages(queue):
            claimed = path.with_suffix(CLAIMED)
            try:
                os.rename(path, claimed)
            except FileNotFoundError:  # another worker was first
                continue
            text = claimed.read_text(encoding="utf-8")
            claimed.unlink()
            return loads(text)
        raise Empty

    def _size(self, queue):
        return len(self._messages(queue))

    def _purge(self, queue):
        messages = self._messages(queue)
        for path in messages:
            path.unlink(missing_ok=True)
        return len(messages)

    def _delete(self, queue, *args, **kwargs):
        self._purge(queue)


class Transport(virtual.Transport):
    """The transport named by CELERY_BROKER_URL where REDIS_URL is not set."""

    Channel = Channel
    driver_type = driver_name = "folder"
    polling_interval = 0.5

    def driver_version(self):
        return "1"
