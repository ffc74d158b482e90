"""build_report: the workbook of one period, written into a folder."""

import json
import os
from pathlib import Path

from django.core.management.base import BaseCommand

from base.errors import Refused
from base.periods import BadPeriod, parse_period
from organization.enums import UnitKind
from organization.models import Unit
from organization.queries import local_day, root_unit
from organization.rules.access import system_actor
from reports.models import BuiltReport
from reports.services.report_building import build_report


class Command(BaseCommand):
    help = "Builds the report of a period and writes its workbook into a folder."

    def add_arguments(self, parser):
        # Checked by hand: a wrong value must end in one sentence and exit code 1, not in argparse's usage.
        parser.add_argument(
            "period", nargs="?", default="", metavar="PERIOD", help="2026-05, 2026-Q2, 2026-H1, 2026-9M, 2026"
        )
        parser.add_argument("--output", default="", metavar="DIR")
        parser.add_argument("--unit", metavar="CODE", help="code of an agency; the single root if left out")
        parser.add_argument("--json", action="store_true", help="print the object and nothing else")

    def handle(self, *args, **options):
        try:
            built, path = self._build(options)
        except (Refused, BadPeriod, OSError) as error:
            sentence = str(error) if not isinstance(error, OSError) else f"Không ghi được tệp: {error.strerror}."
            if options["json"]:
                self.stdout.write(json.dumps({"error": sentence}, ensure_ascii=False))
            else:
                self.stderr.write(sentence)
            raise SystemExit(1) from error
        if options["json"]:
            answer = {"period": built.period, "version": built.version, "workbook": str(path), "word": None}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self.stdout.write(f"{built}: {path}")

    def _build(self, options) -> tuple[BuiltReport, Path]:
        if not options["output"]:
            raise Refused("Ghi thư mục nhận tệp, ví dụ: build_report 2026-H1 --output bao-cao")
        period = parse_period(options["period"])
        folder = Path(options["output"])
        folder.mkdir(parents=True, exist_ok=True)
        built = build_report(by=system_actor(local_day()), agency=_agency(options["unit"]), period=period)
        path = folder / built.file_name
        half = path.with_name(f"{path.name}.part")  # whoever looks into the folder sees a whole file or none
        with built.workbook.open("rb") as source, half.open("wb") as target:
            while chunk := source.read(1 << 20):
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        half.replace(path)
        return built, path


def _agency(code: str | None) -> Unit:
    unit = Unit.objects.filter(code=code).first() if code else root_unit()
    if unit is None:
        raise Refused(f"Không có đơn vị nào mang mã “{code}”." if code else "Chưa có đơn vị nào. Chạy load_plan trước.")
    if unit.kind != UnitKind.AGENCY:
        raise Refused(f"{unit.name} không phải là cơ quan nên không có báo cáo riêng.")
    return unit
