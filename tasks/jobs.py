"""Background work of this app: recurring tasks open by themselves."""

from datetime import time
from typing import Any

from organization.jobs import Run, job
from tasks.services.series import open_period_tasks


@job("tasks.open_recurring", label="Mở việc định kỳ đến kỳ", daily_at=time(0, 15))
def open_recurring(run: Run) -> dict[str, Any]:
    """Open the tasks whose period has begun; a second run opens nothing."""
    opened = open_period_tasks(by=run.by)
    return {"text": f"Đã mở {len(opened)} việc định kỳ." if opened else "Không có việc định kỳ nào đến kỳ."}
