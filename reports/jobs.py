"""The background jobs of this app."""

from datetime import time, timedelta
from typing import Any

from documents.services.counts import find_drift
from organization.enums import Role
from organization.jobs import Run, job
from organization.models import Post
from organization.querysets import valid_on
from organization.services.notifications import notify
from reports.services.daily_figures import store_figures


@job("figures.nightly", label="Giữ số liệu chỉ tiêu của ngày đã qua", daily_at=time(0, 30))
def keep_figures(run: Run) -> dict[str, Any]:
    """The figures of the day that has just ended, for every unit; run twice it changes nothing."""
    done = store_figures(day=run.day - timedelta(days=1), say=run.report)
    text = f"Số liệu ngày {done.day:%d/%m/%Y}: ghi {done.written} dòng, {done.unchanged} dòng đã có sẵn"
    return {"text": f"{text}; {done.worse} chỉ tiêu xấu đi, đã báo người liên quan."}


@job("counts.check", label="Đối chiếu số đếm với sổ văn bản đi", daily_at=time(0, 45))
def check_counts(run: Run) -> dict[str, Any]:
    """Compare every stored count with the register's rows; what differs is told to those who run the site."""
    drifts = find_drift()
    if not drifts:
        return {"text": "Số đếm khớp với sổ."}
    text = f"Số đếm của {len(drifts)} dòng lệch so với sổ. Chạy check_counts để xem, check_counts --repair để đếm lại."
    admins = Post.objects.filter(valid_on(run.day), role=Role.ADMIN).values_list("person_id", flat=True)
    notify(people=admins, kind="counts.drift", text=text)
    return {"text": text}
