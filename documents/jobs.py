"""Background work of the register: large files, and the nightly comparison of counts with rows."""

from datetime import time

from documents.services.counts import find_drift, tell_drift
from organization.jobs import Run, job

NIGHT = time(2, 30)


@job("documents.check_counts", label="Đối chiếu số đếm với sổ văn bản đi", daily_at=NIGHT)
def check_counts(run: Run):
    """Compare every stored count with the rows it stands for; says where they differ, changes nothing."""
    return {"text": tell_drift(drifts=find_drift(), day=run.day)}
