"""recount: compare counts with the register, and repair what drifted."""

from django.core.management.base import BaseCommand

from documents.services.counts import find_drift, repair_drift


class Command(BaseCommand):
    help = "Names every count that differs from the register's rows and sets it right; --check only names them."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="name what differs, change nothing, exit 1 if any")

    def handle(self, *args, **options):
        drifts = find_drift()
        for drift in drifts:
            self.stdout.write(
                f"Đơn vị {drift.unit_id}, loại {drift.type_id}, từ {drift.half_month:%d/%m/%Y}: "
                f"số đếm {drift.stored}, trong sổ {drift.rows}."
            )
        if options["check"]:
            raise SystemExit(1 if drifts else 0)
        repaired = repair_drift(drifts) if drifts else 0
        self.stdout.write(f"Đã tính lại {repaired} nửa tháng.")
