"""Facts of the whole site that one page asks for in several places: read once while a page is only shown.

The memo lives as long as one request that cannot write (GET, HEAD). Forms that are saved, jobs and commands
read anew every time, so nobody works with a setting that was changed a moment ago.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_memo: ContextVar[dict[Any, Any] | None] = ContextVar("facts_of_one_request", default=None)


@contextmanager
def request_cache() -> Iterator[None]:
    """Within this block every function marked `cached_for_request` reads only once for the same arguments."""
    token = _memo.set({})
    try:
        yield
    finally:
        _memo.reset(token)


def cached_for_request(read: Callable[P, R]) -> Callable[P, R]:
    """Mark a read without arguments, or with hashable ones, as one that `request_cache` may answer from memory."""

    @wraps(read)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        memo = _memo.get()
        if memo is None:
            return read(*args, **kwargs)
        key = (read, args, tuple(sorted(kwargs.items())))
        if key not in memo:
            memo[key] = read(*args, **kwargs)
        return memo[key]

    return answer
