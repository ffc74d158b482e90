"""import_register: what is written, skipped, taken over and refused, and that counts follow."""

import io
import json
from datetime import date

import pytest
from django.core.management import call_command

from base.tests.workbooks import workbook
from documents.models import Book, DocumentCount, RegisterRow
from documents.services.counts import find_drift
from organization.enums import CountingMethod
from organization.models import AuditEvent, ImportFile, UnitHalfMonth

pytestmark = pytest.mark.django_db

HEADER = ["Số, ký hiệu", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung", "Đơn vị soạn thảo", "Ghi chú"]
DAY = date(2026, 3, 5)
ROWS = (
    ("01/TTr-NV1", DAY, "V/v phối hợp", None, None),
    ("01/BC-TTr", DAY, "Báo cáo tuần", "NV1", None),
    ("02/BC-TTr", date(2026, 3, 20), "Báo cáo tháng", "NV2", None),
    ("03/KL-TTr", DAY, "Kết luận thanh tra", "NV1", None),
    ("04/BC-TTr", None, "Giữ số", "NV1", None),
)
BALANCE = ("rows", "imported", "updated", "skipped", "refused", "passed_over")


@pytest.fixture
def run(tmp_path, units, capsys):
    """`run(rows, *flags)` writes the file, runs the command with --json and gives (object, exit code)."""

    def runner(rows, *flags, header=HEADER):
        path = tmp_path / "so.xlsx"
        path.write_bytes(workbook({"Sổ": [header, *rows]}).getvalue())
        return command(str(path), *flags)

    def command(path, *flags):
        capsys.readouterr()
        try:
            call_command("import_register", path, "--json", *flags)
            code = 0
        except SystemExit as stop:
            code = stop.code
        return json.loads(capsys.readouterr().out), code

    runner.command = command
    return runner


def balance(report):
    return tuple(report[key] for key in BALANCE)


def counts():
    return {
        (count.unit.code, count.half_month, count.type.code): count.count
        for count in DocumentCount.objects.select_related("unit", "type")
    }


def test_a_register_is_written_with_its_counts(run):
    report, code = run(ROWS)
    assert code == 0
    assert balance(report) == (5, 5, 0, 0, 0, 1)
    assert report["errors"] == []
    assert counts() == {
        ("NV1", date(2026, 3, 1), "cong_van"): 1,
        ("NV1", date(2026, 3, 1), "bao_cao"): 1,
        ("NV2", date(2026, 3, 15), "bao_cao"): 1,
    }
    assert Book.objects.get().code == "TTr-2026"
    kept = RegisterRow.objects.get(symbol="04/BC-TTr")
    assert (kept.counted, kept.not_counted, kept.date) == (False, "reserved", None)
    assert RegisterRow.objects.get(symbol="03/KL-TTr").not_counted == "specialised"
    methods = dict(UnitHalfMonth.objects.values_list("unit__code", "method"))
    assert methods == {"NV1": CountingMethod.REGISTER, "NV2": CountingMethod.REGISTER}
    event = AuditEvent.objects.get(action="register.import")
    assert event.after["imported"] == 5


def test_the_same_file_again_changes_nothing(run):
    run(ROWS)
    report, code = run(ROWS)
    assert code == 0
    assert balance(report) == (5, 0, 0, 5, 0, 1)
    assert AuditEvent.objects.filter(action="register.import").count() == 1
    assert ImportFile.objects.count() == 1


def test_a_number_with_and_without_its_nought_is_the_same_row(run):
    run(ROWS)
    report, _ = run([("1/BC-TTr", *ROWS[1][1:])])
    assert report["skipped"] == 1


def test_a_column_that_is_not_in_the_file_is_not_compared(run):
    run([(*row, "Trần Văn Ký") for row in ROWS], header=[*HEADER, "Người ký"])
    report, _ = run(ROWS)
    assert report["skipped"] == 5
    assert RegisterRow.objects.filter(signer="Trần Văn Ký").count() == 5


def test_a_row_that_differs_refuses_the_file(run):
    run(ROWS)
    changed = [
        *ROWS[:1],
        ("01/BC-TTr", DAY, "Báo cáo tuần 10", "NV1", None),
        ("09/BC-TTr", DAY, "Báo cáo", "NV1", None),
    ]
    report, code = run(changed)
    assert code == 1
    assert balance(report) == (3, 0, 0, 1, 2, 1)
    [error] = report["errors"]
    assert (error["row"], error["sheet"], error["column"]) == (3, "Sổ", HEADER[2])
    assert RegisterRow.objects.count() == 5


def test_update_takes_the_difference_over_and_moves_the_count(run):
    run(ROWS)
    report, code = run([("01/BC-TTr", date(2026, 3, 20), "Báo cáo tuần 10", "NV2", None)], "--update")
    assert code == 0
    assert balance(report) == (1, 0, 1, 0, 0, 1)
    row = RegisterRow.objects.get(symbol="01/BC-TTr")
    assert (row.title, row.unit.code, row.version) == ("Báo cáo tuần 10", "NV2", 2)
    assert counts() == {
        ("NV1", date(2026, 3, 1), "cong_van"): 1,
        ("NV2", date(2026, 3, 15), "bao_cao"): 2,
    }
    event = AuditEvent.objects.get(action="register.update")
    assert event.subject_id == row.pk
    assert event.before["title"] == "Báo cáo tuần"
    assert find_drift() == []


def test_a_half_month_that_loses_its_last_row_has_no_figures(run):
    run([ROWS[2]])
    run([("02/BC-TTr", DAY, "Báo cáo tháng", "NV2", None)], "--update")
    halves = dict(UnitHalfMonth.objects.values_list("start", "method"))
    assert halves == {date(2026, 3, 1): CountingMethod.REGISTER, date(2026, 3, 15): CountingMethod.NONE}


def test_what_a_person_decided_survives_an_update(run):
    run(ROWS)
    RegisterRow.objects.filter(symbol="01/BC-TTr").update(by_hand=False, by_hand_reason="Bản sao", counted=False)
    run([("01/BC-TTr", DAY, "Báo cáo tuần 10", "NV1", None)], "--update")
    row = RegisterRow.objects.get(symbol="01/BC-TTr")
    assert (row.title, row.counted, row.reason_words) == ("Báo cáo tuần 10", False, "Bản sao")


def test_one_wrong_row_refuses_the_file_and_writes_nothing(run):
    report, code = run([*ROWS, ("05/BC-TTr", "31/4/2026", "Báo cáo", "NV1", None)])
    assert code == 1
    assert balance(report) == (6, 0, 0, 0, 6, 1)
    assert [error["row"] for error in report["errors"]] == [7]
    assert not RegisterRow.objects.exists()
    assert not Book.objects.exists()
    assert not UnitHalfMonth.objects.exists()


def test_wrong_rows_can_be_left_out(run):
    report, code = run([*ROWS, ("05/BC-TTr", "31/4/2026", "Báo cáo", "NV1", None)], "--leave-out-errors")
    assert code == 0
    assert balance(report) == (6, 5, 0, 0, 1, 1)
    assert RegisterRow.objects.count() == 5


def test_a_dry_run_says_what_would_be_written(run):
    report, code = run(ROWS, "--dry-run")
    assert (balance(report), code) == ((5, 5, 0, 0, 0, 1), 0)
    wrong = [*ROWS, ("05/BC-TTr", "31/4/2026", "Báo cáo", "NV1", None)]
    report, code = run(wrong, "--dry-run")
    assert (balance(report), code) == ((6, 0, 0, 0, 6, 1), 1)
    report, code = run(wrong, "--dry-run", "--leave-out-errors")
    assert (balance(report), code) == ((6, 5, 0, 0, 1, 1), 0)
    assert not RegisterRow.objects.exists()
    assert not Book.objects.exists()


def test_rows_missing_from_a_later_file_are_listed_and_kept(run):
    run(ROWS)
    report, code = run([ROWS[0], ROWS[3]])
    assert code == 0
    assert report["missing"] == ["01/BC-TTr (05/03/2026)"]
    assert RegisterRow.objects.count() == 5


def test_each_row_goes_to_its_own_years_book(run):
    run([("01/BC-TTr", DAY, "x", "NV1", None), ("01/BC-TTr", date(2025, 3, 5), "x", "NV1", None)])
    assert set(RegisterRow.objects.values_list("book__code", "date__year")) == {("TTr-2026", 2026), ("TTr-2025", 2025)}


def test_a_predecessors_book_holds_its_own_numbers(run, units):
    Book.objects.create(code="TTr.BG-2025", agency=units.agency, predecessor="Thanh tra tỉnh cũ", year=2025)
    row = ("01/BC-TTr", date(2025, 3, 5), "Báo cáo", "NV1", None)
    run([row])
    report, code = run([row], "--book", "TTr.BG-2025")
    assert (code, report["imported"]) == (0, 1)
    assert RegisterRow.objects.count() == 2
    assert sum(counts().values()) == 2


def test_the_given_unit_stands_in_where_nothing_names_one(run):
    report, code = run([("07/BC-TTr", DAY, "Báo cáo", None, None)])
    assert code == 1
    assert "--unit" in report["errors"][0]["message"]
    report, code = run([("07/BC-TTr", DAY, "Báo cáo", None, None)], "--unit", "nv2")
    assert code == 0
    assert RegisterRow.objects.get().unit.code == "NV2"


def test_a_closed_half_month_takes_no_row(run, units):
    UnitHalfMonth.objects.create(unit=units.nv1, start=date(2026, 3, 1), closed_by="2026-03")
    report, code = run([ROWS[1], ROWS[2]])
    assert code == 1
    assert [(error["row"], error["column"]) for error in report["errors"]] == [(2, HEADER[1])]
    report, _ = run([ROWS[1], ROWS[2]], "--leave-out-errors")
    assert balance(report) == (2, 1, 0, 0, 1, 1)


def test_a_half_month_counted_by_hand_takes_no_row_and_keeps_its_figure(run, units):
    UnitHalfMonth.objects.create(unit=units.nv1, start=date(2026, 3, 1), method=CountingMethod.HAND)
    report, code = run([ROWS[1]])
    assert code == 1
    assert "bằng tay" in report["errors"][0]["message"]


# --- Whole files ---------------------------------------------------------------------------------


def test_a_file_that_cannot_be_read_is_one_error_without_a_row(run, tmp_path):
    path = tmp_path / "so.xlsx"
    path.write_bytes(b"%PDF-1.7")
    report, code = run.command(str(path))
    assert code == 1
    assert [(error["row"], error["column"]) for error in report["errors"]] == [(None, None)]
    assert report["error"] == report["errors"][0]["message"]
    assert report["rows"] == 0


@pytest.mark.parametrize("arguments", [("--unit", "NV99"), ("--book", "TTr-1999")])
def test_an_unknown_unit_or_book_is_told(run, arguments):
    report, code = run(ROWS, *arguments)
    assert code == 1
    assert list(report) == ["error"]


def test_a_file_that_is_not_there_is_told(run):
    report, code = run.command("/khong/co/tep.xlsx")
    assert (list(report), code) == (["error"], 1)


def test_a_table_without_its_columns_is_told(run):
    report, code = run([("a",)], header=["Số ký hiệu"])
    assert code == 1
    assert "tiêu đề" in report["error"]


def test_without_json_people_read_sentences(units, tmp_path, capsys):
    path = tmp_path / "so.xlsx"
    path.write_bytes(workbook({"Sổ": [HEADER, *ROWS]}).getvalue())
    call_command("import_register", str(path))
    assert "5 dòng dữ liệu = 5 nhập mới" in capsys.readouterr().out


def test_the_balance_always_adds_up(run):
    run(ROWS)
    rows = [
        ROWS[0],
        ("01/BC-TTr", DAY, "Khác", "NV1", None),
        ("9/BC-TTr", DAY, "x", "NV1", None),
        ("9/BC-TTr", DAY, "x", "NV1", None),
    ]
    for flags in ((), ("--update",), ("--leave-out-errors",), ("--update", "--leave-out-errors")):
        report, _ = run(rows, *flags, "--dry-run")
        assert report["rows"] == sum(report[key] for key in ("imported", "updated", "skipped", "refused")) == 4


def test_reading_takes_few_queries_whatever_the_size(run, units, tmp_path, django_assert_max_num_queries):
    path = tmp_path / "so.xlsx"
    rows = [(f"{number}/BC-TTr", DAY, "Báo cáo", "NV1", None) for number in range(1, 300)]
    path.write_bytes(workbook({"Sổ": [HEADER, *rows]}).getvalue())
    with django_assert_max_num_queries(40):
        call_command("import_register", str(path), stdout=io.StringIO())
