"""`period CODE --json`: other people's scripts rely on every key and on the exit code."""

import json
from datetime import date, timedelta
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command

from base.periods import half_month_end, half_month_of, half_months, parse_period
from organization.models import CalendarException, Setting

pytestmark = pytest.mark.django_db
YEARS = range(2024, 2036)
DAY = timedelta(days=1)


def period(code: str) -> dict:
    out = StringIO()
    call_command("period", code, "--json", stdout=out)
    return json.loads(out.getvalue())


def refusal(code: str) -> dict:
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as exit_code:
        call_command("period", code, "--json", stdout=out, stderr=err)
    assert exit_code.value.code == 1
    assert err.getvalue() == ""
    return json.loads(out.getvalue())


def test_the_object_has_exactly_the_fixed_keys():
    assert period("2026-H1") == {"code": "2026-H1", "start": "2025-12-15", "end": "2026-06-14", "due": "2026-06-15"}


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("2026-05", date(2026, 4, 15), date(2026, 5, 14)),
        ("2026-01", date(2025, 12, 15), date(2026, 1, 14)),
        ("2026-Q1", date(2025, 12, 15), date(2026, 3, 14)),
        ("2026-Q2", date(2026, 3, 15), date(2026, 6, 14)),
        ("2026-H2", date(2026, 6, 15), date(2026, 12, 14)),
        ("2026-9M", date(2025, 12, 15), date(2026, 9, 14)),
        ("2026", date(2025, 12, 15), date(2026, 12, 14)),
    ],
)
def test_windows_are_those_of_the_decree(code, start, end):
    found = period(code)
    assert (found["start"], found["end"]) == (start.isoformat(), end.isoformat())


def windows(codes):
    return [(found.start, found.end) for found in map(parse_period, codes)]


@pytest.mark.parametrize(
    "parts",
    [
        [f"{m:02d}" for m in range(1, 13)],
        ["Q1", "Q2", "Q3", "Q4"],
        ["H1", "H2"],
    ],
)
def test_periods_of_twelve_years_follow_each_other_without_gap(parts):
    spans = windows([f"{year}-{part}" for year in YEARS for part in parts])
    assert all(before[1] + DAY == after[0] for before, after in pairwise(spans))
    years = windows([str(year) for year in YEARS])
    assert (spans[0][0], spans[-1][1]) == (years[0][0], years[-1][1])


@pytest.mark.parametrize("year", YEARS)
def test_month_quarter_half_and_year_nest(year):
    for month in range(1, 13):
        inner = parse_period(f"{year}-{month:02d}")
        quarter = parse_period(f"{year}-Q{(month + 2) // 3}")
        half = parse_period(f"{year}-H{1 if month < 7 else 2}")
        for outer in (quarter, half, parse_period(f"{year}")):
            assert outer.start <= inner.start <= inner.end <= outer.end
    nine = parse_period(f"{year}-9M")
    assert (nine.start, nine.end) == (parse_period(f"{year}-Q1").start, parse_period(f"{year}-Q3").end)


@pytest.mark.parametrize("year", YEARS)
def test_every_window_is_a_union_of_half_months(year):
    codes = [f"{year}-{m:02d}" for m in range(1, 13)] + [
        f"{year}-{p}" for p in ("Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M")
    ]
    for code in [*codes, str(year)]:
        found = parse_period(code)
        halves = list(half_months(found.start, found.end))
        assert half_month_of(found.start) == found.start
        assert half_month_end(halves[-1]) == found.end


def test_due_date_is_the_next_working_day_after_the_end():
    for year in YEARS:
        for month in range(1, 13):
            found = period(f"{year}-{month:02d}")
            assert found["due"] > found["end"]
    assert period("2026-02")["due"] == "2026-02-23"  # 15/2 is a Sunday, 16–20/2 is Tết, 21–22/2 a weekend


def test_due_date_follows_setting_and_calendar():
    Setting.objects.create(key="unit_report_due_days", value=2)
    assert period("2026-06")["due"] == "2026-06-16"
    CalendarException.objects.create(day=date(2026, 6, 16), kind="off")
    assert period("2026-06")["due"] == "2026-06-17"


@pytest.mark.parametrize(
    "code",
    ["2026-13", "2026-5", "2026-H3", "2026-00", "2026-Q0", "2026-Q5", "2026-h1", "2026-6M", "26-05", "", "2026-",
     " 2026", "2026 ", "2026\n", "٢٠٢٦", "2026-٠٥", "1999", "9999", "abc", "-1", "2026-05-01"],
)  # fmt: skip
def test_any_other_code_exits_1_with_one_sentence(code):
    answer = refusal(code)
    assert list(answer) == ["error"]
    assert "kỳ báo cáo" in answer["error"]


def test_without_json_a_person_reads_a_sentence():
    out = StringIO()
    call_command("period", "2026-Q2", stdout=out)
    assert "quý II/2026: từ 15/03/2026 đến hết 14/06/2026" in out.getvalue()
    with pytest.raises(CommandError, match="2026-05"):
        call_command("period", "2026-13")
