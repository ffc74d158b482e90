"""How do the classes of a set of tasks stand in one bar, and in which words?

The three classes of done work share one part; every task is in exactly one part, so that the words add up.
"""

from collections.abc import Callable, Mapping

from base.marks import Segment
from tasks.enums import DONE_CLASSES, TaskClass

_PARTS: tuple[tuple[str, str, tuple[TaskClass, ...]], ...] = (
    ("green", "hoàn thành", DONE_CLASSES),
    ("red", "quá hạn", (TaskClass.OVERDUE,)),
    ("amber", "sắp đến hạn", (TaskClass.DUE_SOON,)),
    ("accent", "trong hạn", (TaskClass.IN_TERM,)),
    ("blank", "chưa có hạn", (TaskClass.NO_DEADLINE,)),
    ("grey", "thường xuyên", (TaskClass.CONTINUOUS,)),
    ("hatched", "tạm dừng", (TaskClass.SUSPENDED,)),
    ("grey", "không phát sinh", (TaskClass.NIL,)),
    ("hatched", "thôi giao", (TaskClass.WITHDRAWN,)),
)


def segments_of(
    counts: Mapping[str, int], url_of: Callable[[tuple[TaskClass, ...]], str] | None = None
) -> list[Segment]:
    """The parts of the bar for counts by class; `url_of` answers the address of the rows of some classes."""
    segments = []
    for tone, word, classes in _PARTS:
        total = sum(counts.get(one, 0) for one in classes)
        if total:
            segments.append(Segment(tone, total, word, url_of(classes) if url_of else ""))
    return segments
