"""Which form does each act ask, and which service does it call?

A pair of acts shares one form where a person chooses between them: to confirm or to return, to hand in or
only to keep.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from organization.rules.access import Actor
from tasks.forms import acts as forms
from tasks.models import Task
from tasks.rules.transitions import Action
from tasks.rules.undo import UNDONE_BY
from tasks.services.control import (
    Correction,
    contest_class,
    end_series,
    reopen_task,
    resume_task,
    set_deadline,
    settle_contest,
    suspend_task,
    withdraw_task,
)
from tasks.services.evidence import contribute
from tasks.services.extensions import (
    advise_extension,
    ask_extension,
    drop_extension,
    grant_extension,
    refuse_extension,
)
from tasks.services.instructions import answer_instruction, give_instruction
from tasks.services.results import approve_result, confirm_result, return_result, send_back_result
from tasks.services.undo import undo_decision
from tasks.services.work import (
    Result,
    complete_task,
    prepare_result,
    report_nil,
    submit_result,
    take_back,
    update_progress,
)

Call = Callable[[Actor, Task, int, forms.ActForm], Any]


@dataclass(frozen=True)
class ActDefinition:
    """`call` gets the actor, the task, the version the person saw, and the valid form."""

    form: type[forms.ActForm]
    call: Call
    second: Action | None = None


def _plain(service: Callable[..., Any], *, versioned: bool = True) -> Call:
    """A service that takes the form's own values under their names."""

    def call(by: Actor, task: Task, version: int, form: forms.ActForm) -> Any:
        seen = {"version": version} if versioned else {}
        return service(by=by, task_id=task.pk, **seen, **form.values(), **form.origin())

    return call


def _result(service: Callable[..., Any]) -> Call:
    def call(by: Actor, task: Task, version: int, form: forms.ActForm) -> Any:
        typed = form.values()
        result = Result(typed["result"], typed["product_date"], typed["document_number"])
        return service(by=by, task_id=task.pk, version=version, result=result, **form.origin())

    return call


def _giving_back(service: Callable[..., Any]) -> Call:
    def call(by: Actor, task: Task, version: int, form: forms.ActForm) -> Any:
        return service(by=by, task_id=task.pk, version=version, reason=form.values()["note"], **form.origin())

    return call


def _refuse_extension(by: Actor, task: Task, version: int, form: forms.ActForm) -> Any:
    return refuse_extension(by=by, task_id=task.pk, reason=form.values()["note"], **form.origin())


def _settle(by: Actor, task: Task, version: int, form: forms.ActForm) -> Any:
    typed = form.values()
    right = Correction(typed["due"], typed["product_date"]) if typed["outcome"] == "correct" else None
    return settle_contest(
        by=by, task_id=task.pk, version=version, correction=right, reason=typed["reason"], **form.origin()
    )


def _answer(by: Actor, task: Task, version: int, form: forms.ActForm) -> Any:
    typed = form.values()
    number = int(typed["instruction"])
    return answer_instruction(by=by, task_id=task.pk, instruction_id=number, answer=typed["answer"], **form.origin())


def _undo(action: Action) -> Call:
    def call(by: Actor, task: Task, version: int, form: forms.ActForm) -> Any:
        return undo_decision(by=by, task_id=task.pk, action=action)

    return call


ACTS: dict[Action, ActDefinition] = {
    Action.UPDATE: ActDefinition(forms.UpdateForm, _plain(update_progress)),
    Action.SUBMIT: ActDefinition(forms.ResultForm, _result(submit_result), second=Action.PREPARE),
    Action.PREPARE: ActDefinition(forms.ResultForm, _result(prepare_result)),
    Action.REPORT_NIL: ActDefinition(forms.ReasonForm, _plain(report_nil)),
    Action.TAKE_BACK: ActDefinition(forms.PlainForm, _plain(take_back)),
    Action.ASK_EXTENSION: ActDefinition(forms.ExtensionForm, _plain(ask_extension, versioned=False)),
    Action.DROP_EXTENSION: ActDefinition(forms.PlainForm, _plain(drop_extension, versioned=False)),
    Action.CONTEST: ActDefinition(forms.ReasonForm, _plain(contest_class)),
    Action.COMPLETE: ActDefinition(forms.CompleteForm, _plain(complete_task)),
    Action.ANSWER: ActDefinition(forms.AnswerForm, _answer),
    Action.CONTRIBUTE: ActDefinition(forms.ContributionForm, _plain(contribute, versioned=False)),
    Action.CONFIRM: ActDefinition(forms.DecisionForm, _plain(confirm_result), second=Action.RETURN),
    Action.RETURN: ActDefinition(forms.DecisionForm, _giving_back(return_result)),
    Action.ADVISE_EXTENSION: ActDefinition(forms.AdviceForm, _plain(advise_extension, versioned=False)),
    Action.APPROVE: ActDefinition(forms.DecisionForm, _plain(approve_result), second=Action.SEND_BACK),
    Action.SEND_BACK: ActDefinition(forms.DecisionForm, _giving_back(send_back_result)),
    Action.SET_DEADLINE: ActDefinition(forms.DeadlineForm, _plain(set_deadline)),
    Action.GRANT_EXTENSION: ActDefinition(
        forms.GrantForm, _plain(grant_extension, versioned=False), second=Action.REFUSE_EXTENSION
    ),
    Action.REFUSE_EXTENSION: ActDefinition(forms.GrantForm, _refuse_extension),
    Action.INSTRUCT: ActDefinition(forms.InstructionForm, _plain(give_instruction, versioned=False)),
    Action.SETTLE_CONTEST: ActDefinition(forms.SettleForm, _settle),
    Action.SUSPEND: ActDefinition(forms.ReasonForm, _plain(suspend_task)),
    Action.RESUME: ActDefinition(forms.ReasonForm, _plain(resume_task)),
    Action.WITHDRAW: ActDefinition(forms.ReasonForm, _plain(withdraw_task)),
    Action.END_SERIES: ActDefinition(forms.ReasonForm, _plain(end_series, versioned=False)),
    Action.REOPEN: ActDefinition(forms.ReasonForm, _plain(reopen_task)),
    **{undo: ActDefinition(forms.PlainForm, _undo(undo)) for undo in UNDONE_BY.values()},
}
# The second act of a pair is reached through the form of the first one.
FIRST_OF_PAIR = {row.second: action for action, row in ACTS.items() if row.second}
