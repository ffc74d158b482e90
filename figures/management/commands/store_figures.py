"""store_figures: keep the figures of one day by hand, as the nightly job does."""

from datetime import date, timedelta

from django.core.management.base import BaseCommand

from figures.services.daily_figures import store_figures
from organization.queries import local_day


class Command(BaseCommand):
    help = "Keeps the figures of every unit at the end of a day (yesterday by default); run twice it changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--as-of", metavar="DATE", help="ISO date; yesterday if left out")

    def handle(self, *args, as_of, **options):
        try:
            day = date.fromisoformat(as_of) if as_of else local_day() - timedelta(days=1)
        except ValueError:
            self.stderr.write(f"“{as_of}” không phải là ngày. Ghi dạng năm-tháng-ngày, ví dụ --as-of 2026-06-17.")
            raise SystemExit(1) from None
        done = store_figures(day=day)
        self.stdout.write(
            f"Số liệu ngày {done.day:%d/%m/%Y}: ghi {done.written} dòng, {done.unchanged} dòng đã có sẵn, "
            f"{done.worse} chỉ tiêu xấu đi."
        )
