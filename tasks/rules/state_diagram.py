"""The life of a task as a page of documentation, drawn from the transition table and nothing else."""

from tasks.enums import TaskStatus
from tasks.rules.transitions import TRANSITIONS, Condition, Transition

COMMAND = "python manage.py draw_task_states"


def diagram() -> str:
    """The Markdown of docs/task-states.md: a Mermaid state diagram and the table behind it."""
    return "\n".join([*_head(), *_states(), *_edges(), "```", "", *_table(), ""])


def _head() -> list[str]:
    return [
        "# Vòng đời của một nhiệm vụ",
        "",
        f"Sinh từ `tasks/rules/transitions.py` bằng `{COMMAND}`; kiểm thử so tệp này với bảng, không sửa tay.",
        "",
        "```mermaid",
        "stateDiagram-v2",
    ]


def _states() -> list[str]:
    named = [f'    state "{status.label}" as {status.value}' for status in TaskStatus]
    return [*named, f"    [*] --> {TaskStatus.NOT_STARTED.value}: giao nhiệm vụ"]


def _edges() -> list[str]:
    """One arrow for each pair of states with the acts that lead from one to the other."""
    labels: dict[tuple[str, str], list[str]] = {}
    for row in TRANSITIONS.values():
        for source in row.sources:
            for outcome in row.outcomes:
                if _never(source, outcome.when, outcome.status):
                    continue
                words = row.label.lower() + (f" ({outcome.when})" if outcome.when and row.label else "")
                labels.setdefault((source.value, outcome.status.value), []).append(words)
    return [f"    {a} --> {b}: {' · '.join(words)}" for (a, b), words in labels.items() if a != b]


def _never(source: TaskStatus, when: Condition, target: TaskStatus) -> bool:
    """A returned task stays returned while it is worked on, and only a returned one does."""
    if when == Condition.WAS_RETURNED:
        return source != TaskStatus.RETURNED
    return target == TaskStatus.IN_PROGRESS and source == TaskStatus.RETURNED and when == Condition.ALWAYS


def _table() -> list[str]:
    lines = [
        "| Việc làm | Bên làm | Từ trạng thái | Đến trạng thái | Sự kiện |",
        "|---|---|---|---|---|",
    ]
    return [*lines, *(_line(row) for row in TRANSITIONS.values())]


def _line(row: Transition) -> str:
    sources = ", ".join(status.label for status in row.sources)
    targets = "; ".join(f"{o.status.label}{f' khi {o.when}' if o.when else ''}" for o in row.outcomes) or "giữ nguyên"
    return f"| {row.label} | {row.side} | {sources} | {targets} | `{row.audit_action}` |"
