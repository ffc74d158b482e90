"""period: which days does a reporting period take in, and when is a unit's report due?"""

import json

from django.core.management.base import BaseCommand, CommandError

from base.periods import BadPeriod, parse_period
from base.text import nfc
from organization.queries import period_due


class Command(BaseCommand):
    help = "Prints a reporting period (NĐ 09/2019): its first and last day, and the unit's due date."

    def add_arguments(self, parser):
        parser.add_argument("code", help="2026-05, 2026-Q2, 2026-H1, 2026-H2, 2026-9M or 2026")
        parser.add_argument("--json", action="store_true", help="one object on standard output, nothing else")

    def handle(self, *args, code, **options):
        try:
            period = parse_period(nfc(code))
        except BadPeriod as error:
            if not options["json"]:
                raise CommandError(str(error)) from error
            self._print({"error": str(error)})
            raise SystemExit(1) from error
        due = period_due(period)
        if options["json"]:
            facts = {"start": period.start, "end": period.end, "due": due}
            self._print({"code": period.code} | {key: day.isoformat() for key, day in facts.items()})
        else:
            self.stdout.write(
                f"Kỳ {period.name}: từ {period.start:%d/%m/%Y} đến hết {period.end:%d/%m/%Y}, "
                f"đơn vị gửi báo cáo chậm nhất {due:%d/%m/%Y}."
            )

    def _print(self, value: dict[str, str]) -> None:
        self.stdout.write(json.dumps(value, ensure_ascii=False))
