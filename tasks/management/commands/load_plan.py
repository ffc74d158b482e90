"""`load_plan [FILE]`: load the shipped plan, or a file of the same form, and the shipped units where there are none."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from base.errors import Refused
from base.structured_file import BrokenFile
from organization.queries import local_day
from organization.rules.access import system_actor
from tasks.services.plan_loading import load_plan

SHIPPED_PLAN = Path(__file__).resolve().parents[2] / "data" / "ke-hoach-226.yaml"


class Command(BaseCommand):
    help = "Nạp kế hoạch đi kèm (hoặc một tệp cùng dạng) và các đơn vị đi kèm nếu máy chưa có. Chạy lại không nhân đôi."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", default=str(SHIPPED_PLAN), metavar="FILE", help="tệp kế hoạch .yaml")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            text = path.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise CommandError(f"Không mở được tệp {path}: {error.strerror}. Kiểm tra lại đường dẫn.") from error
        except UnicodeDecodeError as error:
            raise CommandError(
                f"Tệp {path} không phải chữ UTF-8 (byte thứ {error.start + 1}). Lưu lại dạng UTF-8."
            ) from error
        try:
            loaded = load_plan(by=system_actor(local_day()), text=text)
        except BrokenFile as error:
            raise CommandError(f"Tệp {path} chưa nạp được, chưa ghi gì:\n{error}") from error
        except Refused as error:
            raise CommandError(str(error)) from error
        leaves = loaded.plan.clauses.filter(is_assignable=True).count()
        if loaded.is_unchanged:
            self.stdout.write(f"{loaded.plan.title}: {leaves} nội dung giao được, không có gì thay đổi.")
        else:
            self.stdout.write(
                f"{loaded.plan.title}: {leaves} nội dung giao được "
                f"(thêm {loaded.added}, sửa {loaded.renewed}, bỏ {loaded.removed} mục)."
            )
