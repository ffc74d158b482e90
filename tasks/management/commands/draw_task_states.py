"""draw_task_states: write docs/task-states.md from the transition table."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tasks.rules.state_diagram import COMMAND, diagram

PAGE = Path("docs") / "task-states.md"


class Command(BaseCommand):
    help = "Writes docs/task-states.md from the transition table; with --check only compares."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail if the page differs from the table")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        path = settings.BASE_DIR / PAGE
        if not check:
            path.write_text(diagram(), encoding="utf-8")
            self.stdout.write(f"Đã ghi {PAGE}.")
        elif not path.exists() or path.read_text(encoding="utf-8") != diagram():
            raise CommandError(f"{PAGE} khác bảng chuyển trạng thái. Chạy lại: {COMMAND}")
