"""check_counts: are the stored counts what the register's rows say?"""

from django.core.management.base import BaseCommand

from documents.models import DocumentType
from documents.services.counts import find_drift, repair_drift
from organization.models import Unit


class Command(BaseCommand):
    help = "Compares every stored count with the register's counted rows; exits 1 and lists what differs."

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="recount the half-months that differ")

    def handle(self, *args, repair, **options):
        drifts = find_drift()
        if not drifts:
            self.stdout.write("Số đếm khớp với sổ.")
            return
        units = dict(Unit.objects.values_list("pk", "code"))
        types = dict(DocumentType.objects.values_list("pk", "name"))
        for drift in drifts:
            self.stdout.write(
                f"{units[drift.unit_id]}, {types[drift.type_id]}, nửa tháng từ {drift.half_month:%d/%m/%Y}: "
                f"đang ghi {drift.stored}, sổ có {drift.rows}."
            )
        if not repair:
            raise SystemExit(1)
        self.stdout.write(f"Đã đếm lại {repair_drift(drifts)} nửa tháng.")
