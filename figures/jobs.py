"""The background jobs of this app."""

from datetime import time, timedelta
from typing import Any

from figures.services.daily_figures import store_figures
from organization.jobs import Run, job


@job("figures.nightly", label="Giữ số liệu chỉ tiêu của ngày đã qua", daily_at=time(0, 30))
def keep_figures(run: Run) -> dict[str, Any]:
    """The figures of the day that has just ended, for every unit; run twice it changes nothing."""
    done = store_figures(day=run.day - timedelta(days=1), say=run.report)
    text = f"Số liệu ngày {done.day:%d/%m/%Y}: ghi {done.written} dòng, {done.unchanged} dòng đã có sẵn"
    return {"text": f"{text}; {done.worse} chỉ tiêu xấu đi, đã báo người liên quan."}
