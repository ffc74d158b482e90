"""The six rõ: each is clear or missing by itself, and a time is never a guess."""

from dataclasses import replace
from datetime import date

import pytest

from tasks.enums import Authority, DeadlineKind, Frequency
from tasks.rules.six_clear import SixFacts, missing_of, six_clear

FULL = SixFacts(
    responsible="Bùi Thị Viên",
    work="Lịch họp quý III",
    deadline_kind=DeadlineKind.DATE,
    due=date(2026, 6, 12),
    frequency="",
    lead_unit="Phòng Nghiệp vụ 1",
    leader="Phó Chánh Thanh tra Trần Thị Phó",
    deliverable="Lịch họp đã thống nhất",
    authority=Authority.OFFICE,
    coordinators="Văn phòng",
)


def test_all_six_in_the_order_of_the_plan():
    shown = six_clear(FULL)
    assert [one.label for one in shown] == [
        "Rõ người", "Rõ việc", "Rõ thời gian", "Rõ trách nhiệm", "Rõ sản phẩm", "Rõ thẩm quyền",
    ]  # fmt: skip
    assert missing_of(FULL) == ()
    assert shown[3].value == (
        "Phòng Nghiệp vụ 1 chủ trì; Văn phòng phối hợp; Phó Chánh Thanh tra Trần Thị Phó phụ trách"
    )


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"responsible": ""}, "người"),
        ({"work": ""}, "việc"),
        ({"deadline_kind": DeadlineKind.NONE, "due": None}, "thời gian"),
        ({"due": None}, "thời gian"),
        ({"leader": ""}, "trách nhiệm"),
        ({"deliverable": ""}, "sản phẩm"),
        ({"authority": ""}, "thẩm quyền"),
    ],
)
def test_each_may_be_missing_alone(change, missing):
    assert missing_of(replace(FULL, **change)) == (missing,)


@pytest.mark.parametrize(
    ("kind", "frequency", "due", "words"),
    [
        (DeadlineKind.DATE, "", date(2026, 6, 12), "12/06/2026"),
        (DeadlineKind.CONTINUOUS, "", None, "thường xuyên"),
        (DeadlineKind.RECURRING, Frequency.QUARTER, None, "định kỳ hằng quý"),
        (DeadlineKind.RECURRING, Frequency.MONTH, date(2026, 6, 15), "định kỳ hằng tháng, kỳ này 15/06/2026"),
        (DeadlineKind.NONE, "", None, ""),
    ],
)
def test_the_time_is_a_date_a_recurrence_or_continuous(kind, frequency, due, words):
    facts = replace(FULL, deadline_kind=kind, frequency=frequency, due=due)
    assert six_clear(facts)[2].value == words
