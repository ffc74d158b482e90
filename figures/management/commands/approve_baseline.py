"""approve_baseline: last year's figures from what was counted, documents and conferences, in both calendars."""

import json
import re

from django.core.management.base import BaseCommand

from base.enums import YearCalendar
from base.errors import Refused
from base.periods import half_month_end
from figures.models import Measure
from figures.services.baselines_from_rows import ApprovedYear, approve_year_from_counts
from organization.models import Person
from organization.queries import actor_of, local_day
from organization.rules.access import Actor, system_actor


class Command(BaseCommand):
    help = "Approves a year's counts as the figures the next year is compared with; run twice, nothing doubles."

    def add_arguments(self, parser):
        # Checked by hand: a wrong value must end in one sentence and exit code 1, not in argparse's usage.
        parser.add_argument("year", nargs="?", metavar="YEAR")
        parser.add_argument("--from-register", action="store_true", help="take the figures from what was counted")
        parser.add_argument("--source", default="", metavar="TEXT", help="where the figures come from, in words")
        parser.add_argument("--by", metavar="USER", help="account of the person who approves")
        parser.add_argument("--json", action="store_true", help="print one object and nothing else")

    def handle(self, *args, **options):
        try:
            years = self._approve(options)
        except Refused as error:
            if options["json"]:
                self.stdout.write(json.dumps({"error": str(error)}, ensure_ascii=False))
            else:
                self.stderr.write(str(error))
            raise SystemExit(1) from error
        if options["json"]:
            answer = {"year": int(options["year"]), "baselines": [_as_json(year) for year in years]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        if not years:
            self.stdout.write(
                f"Không có văn bản hay hội nghị nào của năm {options['year']}: chưa duyệt được số liệu nào."
            )
        for year in years:
            self.stdout.write(_words(year))

    def _approve(self, options) -> list[ApprovedYear]:
        year = options["year"] or ""
        if not re.fullmatch(r"\d{4}", year, re.ASCII):
            raise Refused("Ghi năm bằng bốn chữ số, ví dụ: approve_baseline 2025 --from-register --source …")
        if not options["from_register"]:
            raise Refused("Ghi --from-register: lệnh này chỉ lấy số liệu từ sổ. Số nhập tay thì duyệt trên trang.")
        return approve_year_from_counts(by=_actor(options["by"]), year=int(year), source=options["source"])


def _actor(username: str | None) -> Actor:
    day = local_day()
    if username is None:
        return system_actor(day)
    person = Person.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise Refused(f"Không có tài khoản “{username}”.")
    return actor_of(person, on=day)


def _words(done: ApprovedYear) -> str:
    """One sentence for one agency, measure and calendar."""
    what = f"{done.year.agency.code}, {Measure(done.year.measure).label}, {YearCalendar(done.year.calendar).label}"
    if not done.year.is_complete:
        spans = " và ".join(f"{start:%d/%m/%Y}–{half_month_end(start):%d/%m/%Y}" for start in done.year.absent)
        holds = "văn bản trong sổ" if done.year.measure == Measure.DOCUMENTS else "cuộc họp"
        return f"{what}: chưa duyệt, vì không có {holds} nào trong {spans}."
    parts = [f"duyệt {len(done.written)} đơn vị"]
    if done.kept:
        parts.append(f"{len(done.kept)} đơn vị đã có đúng số này")
    if done.kept_other_source:
        codes = ", ".join(unit.code for unit in done.kept_other_source)
        parts.append(f"giữ số đã duyệt từ nguồn khác của {codes}")
    return f"{what}: {'; '.join(parts)}."


def _as_json(done: ApprovedYear) -> dict:
    return {
        "agency": done.year.agency.code,
        "measure": done.year.measure,
        "calendar": done.year.calendar,
        "approved": [unit.code for unit in done.written],
        "kept": [unit.code for unit in (*done.kept, *done.kept_other_source)],
        "missing": [start.isoformat() for start in done.year.absent],
    }
