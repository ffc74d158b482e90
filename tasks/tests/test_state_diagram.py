"""docs/task-states.md is drawn from the transition table and never lags behind it."""

from django.core.management import call_command

from tasks.enums import TaskStatus
from tasks.rules.state_diagram import diagram
from tasks.rules.transitions import TRANSITIONS


def test_the_page_in_docs_is_the_one_the_table_draws():
    call_command("draw_task_states", "--check")


def test_every_state_and_every_act_is_on_it():
    text = diagram()
    assert all(status.label in text for status in TaskStatus)
    assert all(f"`{row.audit_action}`" in text for row in TRANSITIONS.values())
    assert "returned --> returned" not in text and "returned --> in_progress" not in text
