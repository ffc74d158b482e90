"""load_demo: invented people, work, registers and meetings, so that every page has something true to show."""

from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from base.errors import Refused
from kehoach226.demo.loading import accounts, load_demo
from organization.queries import local_day


class Command(BaseCommand):
    help = "Loads deterministic demo data (run twice, nothing doubles) and prints the accounts."

    def add_arguments(self, parser):
        parser.add_argument("--size", choices=["agency", "province", "nation"], default="agency")
        parser.add_argument("--seed", type=int, default=226)
        parser.add_argument("--today", type=date.fromisoformat, help="the demo's day (ISO), today if left out")
        parser.add_argument("--force", action="store_true", help="also where real data is, or with DEBUG off")

    def handle(self, *args, size, seed, today, force, **options):
        if not settings.DEBUG and not force:
            raise CommandError(
                "DEBUG đang tắt: đây có thể là máy chạy thật nên không nạp dữ liệu mẫu. Thêm --force nếu đúng ý."
            )
        try:
            loaded = load_demo(
                today=today or local_day(), size=size, seed=seed, password=settings.DEMO_PASSWORD, force=force
            )
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(loaded.words)
        self.stdout.write(f"Mật khẩu của mọi tài khoản mẫu: {settings.DEMO_PASSWORD}")
        for username, name, post in accounts():
            self.stdout.write(f"  {username:<16} {name}, {post}")
