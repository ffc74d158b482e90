"""targets: the figures of the three targets for one unit, day and calendar, for other people's scripts."""

import json
import re
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from base.enums import YearCalendar
from base.errors import Refused
from documents.rules.counting_year import BadCountingYear, year_or_coming_year
from figures.queries.targets import targets_under
from organization.models import Unit

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Command(BaseCommand):
    help = "Prints the figures of documents, conferences and the online share of a unit and its direct children."
    requires_migrations_checks = False

    def add_arguments(self, parser):
        # Checked by hand below: a wrong value must end in one sentence and exit code 1, not in argparse's usage.
        parser.add_argument("--year", metavar="YEAR")
        parser.add_argument("--as-of", metavar="DATE", help="ISO date, for example 2026-06-17")
        parser.add_argument("--unit", metavar="CODE", help="code of a unit; the single root if left out")
        parser.add_argument("--calendar", default=YearCalendar.REGISTER.value, help="register (default) or reporting")
        parser.add_argument("--json", action="store_true", help="print the object and nothing else")

    def handle(self, *args, **options):
        try:
            figures = self._figures(options)
        except (Refused, BadCountingYear) as error:
            if options["json"]:
                self.stdout.write(json.dumps({"error": str(error)}, ensure_ascii=False))
            else:
                self.stderr.write(str(error))
            raise SystemExit(1) from error
        self.stdout.write(json.dumps(figures, ensure_ascii=False, indent=None if options["json"] else 2))

    def _figures(self, options: dict[str, Any]) -> dict[str, Any]:
        year = options["year"] or ""
        if not re.fullmatch(r"\d{4}", year, re.ASCII):
            raise Refused("Ghi năm bằng bốn chữ số, ví dụ --year 2026.")
        calendar = options["calendar"]
        if calendar not in YearCalendar.values:
            raise Refused(
                f"Không có cách tính năm “{calendar}”. Ghi register (năm dương lịch) hoặc reporting (năm báo cáo)."
            )
        view = year_or_coming_year(calendar, int(year), _day(options["as_of"] or ""))
        return targets_under(_unit(options["unit"]), view).as_json()


def _day(text: str) -> date:
    try:
        if ISO_DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Refused(f"“{text}” không phải là ngày. Ghi dạng năm-tháng-ngày, ví dụ --as-of 2026-06-17.")


def _unit(code: str | None) -> Unit:
    if code is None:
        roots = list(Unit.objects.filter(parent__isnull=True)[:2])
        if not roots:
            raise Refused("Chưa có đơn vị nào. Chạy `load_plan` hoặc thêm đơn vị trước.")
        if len(roots) > 1:
            raise Refused("Có nhiều cơ quan cấp cao nhất: ghi mã đơn vị sau --unit.")
        return roots[0]
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise Refused(f"Không có đơn vị nào mang mã “{code}”.")
    return unit
