"""What a leader's sentences say where there is little to judge, and where the two calendars disagree."""

from datetime import date

import pytest

from documents.rules.reduction import ReductionState, is_worse
from figures.pages.sentences import plain_words
from organization.models import Unit
from reports.pages.tasks_and_coverage import task_sentence
from tasks.enums import TaskClass
from tasks.queries.class_table import ClassRow, ClassTable

DAY = date(2026, 6, 17)


def table(**counts: int) -> ClassTable:
    unit = Unit(code="NV1", name="Phòng Nghiệp vụ 1")
    return ClassTable(DAY, (ClassRow(unit, {TaskClass[name].value: count for name, count in counts.items()}),))


def test_tasks_without_a_date_are_grey_and_say_what_is_missing():
    figure = task_sentence(table(NO_DEADLINE=106))

    assert (figure.mark.tone, figure.mark.text) == ("grey", "Chưa có việc đến hạn")
    assert plain_words(figure) == "Chưa có việc nào đến hạn nên chưa đánh giá được tiến độ; 106 việc chưa có hạn."
    assert "0 trên 0" not in plain_words(figure)


def test_tasks_that_are_all_inside_their_term_are_grey_too():
    figure = task_sentence(table(IN_TERM=3, DUE_SOON=1, CONTINUOUS=2))

    assert figure.mark.tone == "grey"
    assert "4 việc còn trong hạn" in plain_words(figure)


def test_tasks_that_came_due_carry_numerator_and_denominator():
    figure = task_sentence(table(DONE_ON_TIME=14, OVERDUE=5, NO_DEADLINE=7))

    assert figure.mark.tone == "red"
    assert plain_words(figure).startswith("Hoàn thành 14 trên 19 việc đến hạn (73,7%). Quá hạn: Phòng Nghiệp vụ 1")


@pytest.mark.parametrize(
    ("one", "than", "worse"),
    [
        ("at_risk", "on_track", True),
        ("exceeded", "at_risk", True),
        ("missed", "met", True),
        ("on_track", "at_risk", False),
        ("exceeded", "missed", False),
        ("exceeded", "no_baseline", False),
        ("no_baseline", "on_track", False),
        (None, "on_track", False),
        ("at_risk", None, False),
    ],
)
def test_a_state_is_worse_only_where_both_are_judged(one, than, worse):
    assert is_worse(one, than) is worse
    assert all(is_worse(state, state) is False for state in ReductionState)
