"""Whom does an act really come from? The fields that a recorded decision and an entry for a unit add to a form."""

from collections.abc import Callable
from datetime import date

from django import forms

from base.form_fields import LineField, VietnameseDateField
from organization.enums import Role
from organization.forms.entering import CHANNELS, entered_for, told_fields
from organization.queries import leaders_in_charge
from organization.rules.entering import EnteredFor
from organization.services.decisions import DecisionFacts
from tasks.forms.files import CheckedFileField
from tasks.models import Task
from tasks.rules.permissions import Way
from tasks.rules.transitions import TRANSITIONS, Action, Side

DECISION_FILES = ".pdf,.jpg,.jpeg,.png,.docx"


def recorded_fields(task: Task, day: date) -> dict[str, forms.Field]:
    """Who decided, when, how, and the number or file that shows it."""
    leaders = leaders_in_charge(task.lead_unit.path, day)
    choices = [(str(post.pk), f"{post.person.full_name}, {post.title or 'lãnh đạo'}") for post in leaders]
    return {
        "leader": forms.ChoiceField(
            label="Lãnh đạo cho ý kiến",
            choices=[("", "Chọn lãnh đạo"), *choices],
            error_messages={"required": "Chọn lãnh đạo đã cho ý kiến."},
        ),
        "decided_on": VietnameseDateField(
            label="Ngày cho ý kiến", initial=day, error_messages={"required": "Ghi ngày lãnh đạo cho ý kiến."}
        ),
        "channel": forms.ChoiceField(
            label="Hình thức", choices=CHANNELS, error_messages={"required": "Chọn hình thức cho ý kiến."}
        ),
        "reference": LineField(
            label="Số, ký hiệu hoặc nơi lưu",
            max_length=200,
            required=False,
            help_text="Ví dụ “Thông báo kết luận cuộc họp giao ban 25/05”. Ghi ở đây hoặc đính kèm tệp.",
        ),
        "decision_file": CheckedFileField(
            label="Tệp bút phê, thông báo kết luận cuộc họp",
            required=False,
            widget=forms.FileInput(attrs={"accept": DECISION_FILES}),
        ),
    }


def entered_fields(task: Task, action: Action, day: date) -> dict[str, forms.Field]:
    """Who of the unit told the Office, and how."""
    roles = [Role.HEAD] if TRANSITIONS[action].side == Side.HEAD else [Role.HEAD, Role.STAFF]
    return told_fields(task.lead_unit.path, roles, day)


def fields_of_way(way: Way, task: Task, action: Action, day: date) -> dict[str, forms.Field]:
    """The fields this way adds; none for one's own act."""
    makers: dict[Way, Callable[[], dict[str, forms.Field]]] = {
        Way.RECORDED: lambda: recorded_fields(task, day),
        Way.ENTERED: lambda: entered_fields(task, action, day),
    }
    return makers[way]() if way in makers else {}


def origin_of(way: Way, cleaned: dict) -> dict[str, DecisionFacts | EnteredFor]:
    """The keyword a service takes for this way: `recorded`, `entered`, or none."""
    if way == Way.RECORDED:
        return {
            "recorded": DecisionFacts(
                leader_post_id=int(cleaned["leader"]),
                decided_on=cleaned["decided_on"],
                channel=cleaned["channel"],
                reference=cleaned["reference"],
                file=cleaned["decision_file"],
            )
        }
    if way == Way.ENTERED:
        return {"entered": entered_for(cleaned)}
    return {}
