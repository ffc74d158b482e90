"""import_meetings: what a list of meetings says, what is written, and what refuses it."""

import json
import unicodedata
from datetime import date

import pytest
from django.core.management import call_command

from base.tests.workbooks import workbook
from meetings.enums import ConferenceClass, MeetingForm, MeetingKind, MeetingScope, MeetingStatus
from meetings.models import Meeting, Room
from organization.models import AuditEvent, UnitHalfMonth

pytestmark = pytest.mark.django_db

HEADER = [
    "TT", "Nội dung", "Ngày", "Đến ngày", "Số buổi", "Loại", "Tính chất", "Phạm vi", "Hình thức", "Đơn vị", "Chủ trì",
    "Phòng họp", "Trạng thái",
]  # fmt: skip
DAY = date(2026, 3, 5)


def row(**changes):
    cells = {
        "Nội dung": "Hội nghị triển khai công tác",
        "Ngày": DAY,
        "Loại": "Hội nghị",
        "Tính chất": "Chuyên môn",
        "Phạm vi": "Có sở, ngành, cấp xã",
        "Hình thức": "Trực tuyến",
        "Đơn vị": "VP",
        "Trạng thái": "Đã họp",
    } | {key.replace("_", " "): value for key, value in changes.items()}
    return [cells.get(name) for name in HEADER]


@pytest.fixture
def run(tmp_path, units, capsys):
    def runner(rows, *flags, header=HEADER, above=()):
        path = tmp_path / "hop.xlsx"
        path.write_bytes(workbook({"Họp": [*above, header, *rows]}).getvalue())
        capsys.readouterr()
        try:
            call_command("import_meetings", str(path), "--json", *flags)
            code = 0
        except SystemExit as stop:
            code = stop.code
        return json.loads(capsys.readouterr().out), code

    return runner


def balance(report):
    return tuple(report[key] for key in ("rows", "imported", "updated", "skipped", "refused", "passed_over"))


def test_a_list_is_written(run, units):
    report, code = run(
        [row(Số_buổi="2", Đến_ngày="6/3/2026"), [], ["Tổng số", None, None]],
        above=[["LỊCH HỌP"], []],
    )
    assert (balance(report), code) == ((1, 1, 0, 0, 0, 5), 0)
    meeting = Meeting.objects.get()
    assert (meeting.kind, meeting.conference_class) == (MeetingKind.CONFERENCE, ConferenceClass.PROFESSIONAL)
    assert (meeting.scope, meeting.form) == (MeetingScope.WIDE, MeetingForm.ONLINE)
    assert (meeting.first_day, meeting.last_day, meeting.sessions) == (DAY, date(2026, 3, 6), 2)
    assert (meeting.unit, meeting.status) == (units.vp, MeetingStatus.HELD)
    assert AuditEvent.objects.get(action="meeting.import").after["imported"] == 1


def test_an_empty_last_day_is_the_same_day(run):
    run([row()])
    assert Meeting.objects.get().last_day == DAY


@pytest.mark.parametrize(
    ("column", "words", "name", "value"),
    [
        ("Loại", "cuộc họp", "kind", MeetingKind.MEETING),
        ("Loại", unicodedata.normalize("NFD", "HỘI NGHỊ"), "kind", MeetingKind.CONFERENCE),
        ("Tính chất", "quán triệt", "conference_class", ConferenceClass.BRIEFING),
        ("Tính chất", "Quan trọng", "conference_class", ConferenceClass.IMPORTANT),
        ("Tính chất", None, "conference_class", ""),
        ("Tính chất", "-", "conference_class", ""),
        ("Phạm vi", "nội bộ", "scope", MeetingScope.INTERNAL),
        ("Phạm vi", "co so, nganh, cap xa", "scope", MeetingScope.WIDE),
        ("Phạm vi", "Tham mưu UBND tỉnh", "scope", MeetingScope.PROVINCE),
        ("Hình thức", "Trực tiếp", "form", MeetingForm.IN_PERSON),
        ("Hình thức", "trực tiếp kết hợp trực tuyến", "form", MeetingForm.HYBRID),
        ("Trạng thái", "Dự kiến", "status", MeetingStatus.PLANNED),
        ("Trạng thái", "Dời lịch", "status", MeetingStatus.POSTPONED),
        ("Trạng thái", "HỦY", "status", MeetingStatus.CANCELLED),
        ("Trạng thái", "Huỷ", "status", MeetingStatus.CANCELLED),
        ("Trạng thái", "ghép", "status", MeetingStatus.MERGED),
        ("Trạng thái", None, "status", MeetingStatus.PLANNED),
    ],
)
def test_words_of_the_choices(run, column, words, name, value):
    _, code = run([row(**{column: words})])
    assert code == 0
    assert getattr(Meeting.objects.get(), name) == value


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"Nội_dung": None}, "Nội dung"),
        ({"Ngày": None}, "Ngày"),
        ({"Ngày": "31/4/2026"}, "Ngày"),
        ({"Ngày": "1/1/1970"}, "Ngày"),
        ({"Ngày": "18/6/2026"}, "Ngày"),
        ({"Đến_ngày": "4/3/2026"}, "Đến ngày"),
        ({"Đến_ngày": "mai"}, "Đến ngày"),
        ({"Số_buổi": "nhiều"}, "Số buổi"),
        ({"Số_buổi": 0}, "Số buổi"),
        ({"Loại": "Tiệc"}, "Loại"),
        ({"Loại": None}, "Loại"),
        ({"Tính_chất": "Vui"}, "Tính chất"),
        ({"Phạm_vi": "Cả nước"}, "Phạm vi"),
        ({"Hình_thức": "Qua thư"}, "Hình thức"),
        ({"Trạng_thái": "Xong"}, "Trạng thái"),
        ({"Đơn_vị": "Phòng 9"}, "Đơn vị"),
        ({"Đơn_vị": None}, "Đơn vị"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(run, changes, column):
    report, code = run([row(Nội_dung="Đúng"), row(**changes)])
    assert code == 1
    assert [(error["row"], error["sheet"], error["column"]) for error in report["errors"]] == [(3, "Họp", column)]
    assert balance(report) == (2, 0, 0, 0, 2, 1)
    assert not Meeting.objects.exists()
    assert not UnitHalfMonth.objects.exists()


def test_only_a_planned_meeting_may_lie_ahead(run):
    report, code = run([row(Ngày="18/6/2026", Trạng_thái="Dự kiến"), row(Ngày="19/6/2026", Trạng_thái="Hủy")])
    assert code == 1
    assert [error["row"] for error in report["errors"]] == [3]


def test_a_chair_or_room_that_is_not_known_stays_as_text(run, units, cast):
    Room.objects.create(name="Phòng họp tầng 2", agency=units.agency)
    run(
        [
            row(Chủ_trì="LÊ MINH CHÁNH", Phòng_họp="phòng họp tầng 2"),
            row(Ngày="6/3/2026", Chủ_trì="Người Lạ", Phòng_họp="Hội trường"),
        ]
    )
    known, unknown = Meeting.objects.order_by("first_day")
    assert (known.chair, known.chair_text, known.room.name) == (cast.leader, "", "Phòng họp tầng 2")
    assert (unknown.chair_name, unknown.room_name) == ("Người Lạ", "Hội trường")


def test_the_same_unit_day_and_content_are_one_meeting(run):
    report, code = run([row(), row(Nội_dung="HOI NGHI  triển khai công tác"), row(Đơn_vị="NV1"), row(Ngày="6/3/2026")])
    assert code == 1
    [error] = report["errors"]
    assert (error["row"], "dòng 2" in error["message"]) == (3, True)


def test_again_differing_and_updated(run):
    run([row()])
    report, code = run([row()])
    assert (balance(report), code) == ((1, 0, 0, 1, 0, 1), 0)
    report, code = run([row(Hình_thức="Trực tiếp")])
    assert (balance(report), code) == ((1, 0, 0, 0, 1, 1), 1)
    assert report["errors"][0]["column"] == "Hình thức"
    report, code = run([row(Hình_thức="Trực tiếp")], "--update")
    assert (balance(report), code) == ((1, 0, 1, 0, 0, 1), 0)
    meeting = Meeting.objects.get()
    assert (meeting.form, meeting.version) == (MeetingForm.IN_PERSON, 2)
    assert AuditEvent.objects.get(action="meeting.update").before == {"form": "online"}


def test_a_dry_run_writes_nothing(run):
    report, code = run([row()], "--dry-run")
    assert (balance(report), code) == ((1, 1, 0, 0, 0, 1), 0)
    assert not Meeting.objects.exists()


def test_a_closed_half_month_takes_no_meeting(run, units):
    UnitHalfMonth.objects.create(unit=units.vp, start=date(2026, 3, 1), closed_by="2026-03")
    report, code = run([row()])
    assert (code, report["errors"][0]["column"]) == (1, "Ngày")


def test_a_table_without_its_columns_is_told(run):
    report, code = run([["x"]], header=["Tên"])
    assert (code, report["errors"][0]["row"]) == (1, None)


# --- Lists as offices write them -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "words", "name", "value"),
    [
        ("Hình thức", "Trực tiếp + trực tuyến", "form", MeetingForm.HYBRID),
        ("Hình thức", "Trực tiếp/trực tuyến", "form", MeetingForm.HYBRID),
        ("Hình thức", "Kết hợp trực tuyến", "form", MeetingForm.HYBRID),
        ("Hình thức", "trực tuyến (Zoom)", "form", MeetingForm.ONLINE),
        ("Hình thức", "Online", "form", MeetingForm.ONLINE),
        ("Hình thức", "Qua Zoom", "form", MeetingForm.ONLINE),
        ("Hình thức", "Trực tuyến toàn tỉnh", "form", MeetingForm.ONLINE),
        ("Hình thức", "Họp trực tuyến", "form", MeetingForm.ONLINE),
        ("Hình thức", "Trực\u00a0 tuyến\u200b", "form", MeetingForm.ONLINE),
        ("Hình thức", "Trực tiếp tại hội trường", "form", MeetingForm.IN_PERSON),
        ("Loại", "Hội nghị tổng kết", "kind", MeetingKind.CONFERENCE),
        ("Loại", "HN", "kind", MeetingKind.CONFERENCE),
        ("Loại", "Họp giao ban", "kind", MeetingKind.MEETING),
        ("Loại", "Giao ban", "kind", MeetingKind.MEETING),
        ("Trạng thái", "Hoãn", "status", MeetingStatus.POSTPONED),
        ("Trạng thái", "Lùi lịch", "status", MeetingStatus.POSTPONED),
        ("Trạng thái", "Đã hoãn", "status", MeetingStatus.POSTPONED),
        ("Trạng thái", "Hủy bỏ", "status", MeetingStatus.CANCELLED),
        ("Trạng thái", "Đã huỷ", "status", MeetingStatus.CANCELLED),
        ("Trạng thái", "Không tổ chức", "status", MeetingStatus.CANCELLED),
        ("Trạng thái", "Hoàn thành", "status", MeetingStatus.HELD),
        ("Trạng thái", "Đã kết thúc", "status", MeetingStatus.HELD),
        ("Trạng thái", "đã diễn ra", "status", MeetingStatus.HELD),
        ("Trạng thái", "Họp xong", "status", MeetingStatus.HELD),
        ("Trạng thái", "Đã tổ chức xong", "status", MeetingStatus.HELD),
        ("Trạng thái", "Chưa họp", "status", MeetingStatus.PLANNED),
        ("Số buổi", "1 buổi", "sessions", 1),
        ("Số buổi", "cả ngày", "sessions", 2),
        ("Số buổi", "1 ngày", "sessions", 2),
        ("Số buổi", "Buổi sáng", "sessions", 1),
        ("Số buổi", "2.0", "sessions", 2),
        ("Số buổi", "-", "sessions", None),
        ("Ngày", "5-6/3/2026", "last_day", date(2026, 3, 6)),
        ("Ngày", "05/03/2026 - 06/03/2026", "last_day", date(2026, 3, 6)),
        ("Ngày", "Thứ Năm\n05/3/2026", "first_day", DAY),
    ],
)
def test_other_words_for_the_same_things(run, column, words, name, value):
    report, code = run([row(**{column.replace(" ", "_"): words})])
    assert (report["errors"], code) == ([], 0)
    assert getattr(Meeting.objects.get(), name) == value


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("Loại", "Hội thảo"),
        ("Loại", "Tọa đàm"),
        ("Loại", "Tập huấn"),
        ("Hình thức", "Không trực tuyến"),
        ("Trạng thái", "Chưa rõ"),
        ("Số buổi", "0,5"),
        ("Số buổi", "½"),
        ("Số buổi", 2.5),
        ("Ngày", "6-5/3/2026"),
    ],
)
def test_words_that_are_not_known_are_never_guessed(run, column, words):
    report, code = run([row(**{column.replace(" ", "_"): words})])
    assert (code, [error["column"] for error in report["errors"]]) == (1, [column])


@pytest.mark.parametrize("words", ["0,5", "½", 0])
def test_half_a_session_is_told_what_a_session_is(run, words):
    report, _ = run([row(Số_buổi=words)])
    assert "nửa ngày" in report["errors"][0]["message"]


def test_a_row_of_formulas_without_values_is_an_error(run):
    formulas = row(Nội_dung='="Hội nghị "&"b"', Ngày="=C2+1")
    report, code = run([row(), formulas])
    assert code == 1
    assert [(error["row"], error["column"]) for error in report["errors"]] == [(3, "Nội dung"), (3, "Ngày")]
    assert "Ô B3" in report["errors"][0]["message"]


def test_other_headings(run):
    header = ["Nội dung", "Ngày", "Loại", "Đơn vị", "Cách thức họp", "Tình trạng", "Thành phần"]
    report, _ = run([["Hội nghị a", DAY, "Hội nghị", "VP", "Trực tuyến", "Đã họp", "Toàn thể"]], header=header)
    meeting = Meeting.objects.get()
    assert (meeting.form, meeting.status) == (MeetingForm.ONLINE, MeetingStatus.HELD)
    assert report["unread_columns"] == [{"sheet": "Họp", "heading": "Thành phần"}]


def test_a_weekly_schedule_is_told_what_was_seen_and_what_is_missing(run):
    header = ["Thứ, ngày", "Thời gian", "Nội dung công việc", "Chủ trì", "Thành phần", "Địa điểm"]
    report, code = run([["Thứ Hai\n02/3/2026", "8h00", "Họp giao ban", "Chánh Thanh tra"]], header=header)
    [error] = report["errors"]
    assert (code, error["row"]) == (1, None)
    assert "thiếu cột Loại, Đơn vị" in error["message"]
    assert "Thứ, ngày; Thời gian; Nội dung công việc" in error["message"]


def test_the_identical_meeting_twice_is_one(run):
    report, code = run([row(), row()])
    assert (balance(report), code) == ((2, 1, 0, 1, 0, 1), 0)
    assert [(passed["row"], "dòng 2" in passed["reason"]) for passed in report["passed_rows"]] == [(3, True)]


def test_an_hour_that_has_no_place_is_told_once(run):
    report, _ = run([row(Ngày="8h30 ngày 5/3/2026"), row(Ngày="14h00 ngày 6/3/2026"), row(Ngày="9/3/2026")])
    [warning] = report["warnings"]
    assert "dòng 2, 3" in warning["message"]


def test_the_years_of_the_rows_are_counted(run):
    report, _ = run([row(), row(Ngày="5/3/2025")])
    assert report["years"] == {"2025": 1, "2026": 1}
