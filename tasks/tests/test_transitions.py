"""The transition table: every act × every status, where it leads, and that the table is whole."""

from dataclasses import dataclass
from itertools import product

import pytest

from tasks.enums import OPEN, WAITING, WORKING, Authority, DeadlineKind, TaskStatus
from tasks.rules.transitions import LEADER_SIDES, TRANSITIONS, UNIT_SIDES, Action, Side, allows, target_of

S = TaskStatus
A = Action


@dataclass(frozen=True)
class Work:
    status: str
    status_before_pause: str = ""
    authority: str = Authority.OFFICE
    deadline_kind: str = DeadlineKind.DATE
    is_nil_claim: bool = False


STARTS = {
    A.UPDATE: WORKING,
    A.PREPARE: WORKING,
    A.SUBMIT: WORKING,
    A.REPORT_NIL: WORKING,
    A.TAKE_BACK: WAITING,
    A.ASK_EXTENSION: WORKING,
    A.DROP_EXTENSION: OPEN,
    A.CONTEST: (*OPEN, S.DONE),
    A.COMPLETE: OPEN,
    A.ANSWER: (*OPEN, S.SUSPENDED),
    A.CONTRIBUTE: OPEN,
    A.CONFIRM: (S.AWAITING_CONFIRMATION,),
    A.RETURN: (S.AWAITING_CONFIRMATION,),
    A.ADVISE_EXTENSION: OPEN,
    A.APPROVE: (S.AWAITING_APPROVAL,),
    A.SEND_BACK: (S.AWAITING_APPROVAL,),
    A.SET_DEADLINE: OPEN,
    A.GRANT_EXTENSION: OPEN,
    A.REFUSE_EXTENSION: OPEN,
    A.INSTRUCT: (*OPEN, S.SUSPENDED),
    A.SETTLE_CONTEST: (*OPEN, S.DONE),
    A.SUSPEND: OPEN,
    A.RESUME: (S.SUSPENDED,),
    A.WITHDRAW: (*OPEN, S.SUSPENDED),
    A.REOPEN: (S.DONE, S.NIL, S.WITHDRAWN),
    A.END_SERIES: tuple(S),
    A.UNDO_CONFIRM: (S.AWAITING_APPROVAL, S.DONE, S.NIL),
    A.UNDO_APPROVE: (S.DONE, S.NIL),
    A.UNDO_GRANT: OPEN,
}


def test_every_act_has_one_row_and_its_own_audit_action():
    assert set(TRANSITIONS) == set(Action)
    assert all(TRANSITIONS[action].action == action for action in Action)
    assert len({row.audit_action for row in TRANSITIONS.values()}) == len(Action)


@pytest.mark.parametrize(("action", "status"), list(product(Action, TaskStatus)))
def test_an_act_starts_from_its_own_statuses_only(action, status):
    assert allows(action, Work(status)) is (status in STARTS[action])


@pytest.mark.parametrize("action", Action)
def test_continuous_work_has_no_update_result_or_date_of_its_own(action):
    own = {A.COMPLETE, A.ANSWER, A.CONTRIBUTE, A.SET_DEADLINE, A.INSTRUCT, A.SUSPEND, A.RESUME, A.WITHDRAW, A.REOPEN}
    starts = [status for status in TaskStatus if allows(action, Work(status, deadline_kind=DeadlineKind.CONTINUOUS))]
    assert bool(starts) is (action in own)


@pytest.mark.parametrize("action", [A.SUBMIT, A.REPORT_NIL])
def test_results_of_the_office_itself_skip_the_office(action):
    assert target_of(action, Work(S.IN_PROGRESS)) == S.AWAITING_CONFIRMATION
    assert target_of(action, Work(S.IN_PROGRESS), leader_alone=True) == S.AWAITING_APPROVAL


@pytest.mark.parametrize(
    ("authority", "nil", "expected"),
    [
        (Authority.UNIT, False, S.DONE),
        (Authority.OFFICE, False, S.DONE),
        (Authority.LEADER, False, S.AWAITING_APPROVAL),
        (Authority.OFFICE, True, S.NIL),
        (Authority.LEADER, True, S.AWAITING_APPROVAL),
    ],
)
def test_confirming_ends_the_task_unless_a_leader_has_the_last_word(authority, nil, expected):
    waiting = Work(S.AWAITING_CONFIRMATION, authority=authority, is_nil_claim=nil)
    assert target_of(A.CONFIRM, waiting) == expected


@pytest.mark.parametrize(("nil", "expected"), [(False, S.DONE), (True, S.NIL)])
def test_approving_ends_the_task(nil, expected):
    assert target_of(A.APPROVE, Work(S.AWAITING_APPROVAL, is_nil_claim=nil)) == expected


@pytest.mark.parametrize("before", OPEN)
def test_resuming_leads_back_to_the_status_before_the_pause(before):
    assert target_of(A.RESUME, Work(S.SUSPENDED, status_before_pause=before)) == before


@pytest.mark.parametrize("action", [A.UPDATE, A.PREPARE])
def test_work_on_a_returned_result_stays_returned_until_it_is_submitted_again(action):
    assert target_of(action, Work(S.NOT_STARTED)) == S.IN_PROGRESS
    assert target_of(action, Work(S.RETURNED)) == S.RETURNED


@pytest.mark.parametrize(
    ("action", "source", "target"),
    [
        (A.RETURN, S.AWAITING_CONFIRMATION, S.RETURNED),
        (A.SEND_BACK, S.AWAITING_APPROVAL, S.RETURNED),
        (A.TAKE_BACK, S.AWAITING_APPROVAL, S.IN_PROGRESS),
        (A.SUSPEND, S.RETURNED, S.SUSPENDED),
        (A.WITHDRAW, S.SUSPENDED, S.WITHDRAWN),
        (A.REOPEN, S.DONE, S.IN_PROGRESS),
        (A.REOPEN, S.WITHDRAWN, S.IN_PROGRESS),
        (A.GRANT_EXTENSION, S.RETURNED, S.RETURNED),
        (A.CONTEST, S.DONE, S.DONE),
        (A.UNDO_CONFIRM, S.DONE, S.AWAITING_CONFIRMATION),
        (A.UNDO_CONFIRM, S.AWAITING_APPROVAL, S.AWAITING_CONFIRMATION),
        (A.UNDO_APPROVE, S.NIL, S.AWAITING_APPROVAL),
        (A.UNDO_GRANT, S.RETURNED, S.RETURNED),
    ],
)
def test_other_acts_lead_where_the_table_says(action, source, target):
    assert target_of(action, Work(source)) == target


def test_only_decisions_of_a_leader_can_be_recorded_and_only_acts_of_the_unit_entered():
    recordable = {a for a, row in TRANSITIONS.items() if row.side in LEADER_SIDES}
    assert A.CONFIRM not in recordable and A.RETURN not in recordable and A.ADVISE_EXTENSION not in recordable
    assert {a for a, row in TRANSITIONS.items() if row.side in UNIT_SIDES}.isdisjoint(recordable)
    assert TRANSITIONS[A.CONTRIBUTE].side == Side.COORDINATING
