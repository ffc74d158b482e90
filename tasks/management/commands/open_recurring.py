"""open_recurring: open the recurring tasks whose period has begun, as the nightly job does."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from organization.queries import local_day
from organization.rules.access import system_actor
from tasks.services.series import open_period_tasks


class Command(BaseCommand):
    help = "Opens the tasks of recurring assignments whose period has begun; running it twice opens nothing more."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="the day to open for, by default today")

    def handle(self, *args: Any, on: date | None, **options: Any) -> None:
        opened = open_period_tasks(by=system_actor(on or local_day()))
        for task in opened:
            self.stdout.write(f"{task.lead_unit.code} {task}, hạn {task.due:%d/%m/%Y}")
        self.stdout.write(f"Đã mở {len(opened)} việc định kỳ.")
