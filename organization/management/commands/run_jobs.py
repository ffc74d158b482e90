"""run_jobs: do what is queued here and now, without a worker."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from organization import jobs
from organization.enums import JobState


class Command(BaseCommand):
    help = "Runs every queued job in this process, starts the day's jobs and sends waiting mail."

    def add_arguments(self, parser):
        parser.add_argument("--queued-only", action="store_true", help="leave the daily jobs and the mail alone")

    def handle(self, *args, queued_only, **options):
        if not queued_only:
            jobs.start_daily_jobs(timezone.now())
        failed = 0
        for job in jobs.run_queued():
            failed += job.state == JobState.FAILED
            self.stdout.write(f"{job.pk} {job.label}: {job.get_state_display()} {job.error}".rstrip())
        if not queued_only:
            jobs.deliver_notifications()
        if failed:
            raise SystemExit(1)
