"""A leader's instruction on a task, and the unit's answer."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from base.errors import Refused
from base.text import clean_block
from organization.rules.access import Actor
from organization.services.decisions import DecisionFacts
from tasks.models import Instruction
from tasks.rules.transitions import Action
from tasks.services.acts import EnteredFor, begin, finish, people_of_task, tell, write_decision


@transaction.atomic
def give_instruction(
    *, by: Actor, task_id: int, text: str, answer_by: date | None, recorded: DecisionFacts | None = None
) -> Instruction:
    """What the leader in charge wants done, with the day by which an answer is expected (None: no day)."""
    act = begin(by=by, task_id=task_id, action=Action.INSTRUCT, version=None, recorded=recorded)
    text = clean_block(text)
    if not text:
        raise Refused("Ghi ý kiến chỉ đạo.", field="text")
    if answer_by is not None and answer_by < by.day:
        raise Refused("Ngày trả lời đã qua. Ghi hôm nay hoặc một ngày sau.", field="answer_by")
    decision = write_decision(act, text)
    instruction = Instruction.objects.create(
        task=act.task,
        leader_id=act.decider_id,
        leader_post_id=act.leader_post.pk if act.leader_post else act.post.id,
        text=text,
        given_on=decision.decided_on if decision else by.day,
        given_at=timezone.now(),
        answer_by=answer_by,
        decision=decision,
    )
    finish(act, note=text, details={"instruction": instruction.pk, "answer_by": answer_by}, decision=decision)
    until = f", trả lời trước hoặc trong ngày {answer_by:%d/%m/%Y}" if answer_by else ""
    tell(act, people_of_task(act), f"Ý kiến chỉ đạo về “{act.task.title}”: {text}{until}")
    return instruction


@transaction.atomic
def answer_instruction(
    *, by: Actor, task_id: int, instruction_id: int, answer: str, entered: EnteredFor | None = None
) -> Instruction:
    """The head tells the leader what was done about the instruction."""
    act = begin(by=by, task_id=task_id, action=Action.ANSWER, version=None, entered=entered)
    answer = clean_block(answer)
    if not answer:
        raise Refused("Ghi câu trả lời.", field="answer")
    instruction = act.task.instructions.select_for_update().filter(pk=instruction_id, answered_at=None).first()
    if instruction is None:
        raise Refused("Ý kiến chỉ đạo này đã được trả lời.")
    instruction.answer = answer
    instruction.answered_at = timezone.now()
    instruction.answered_by_id = act.decider_id
    instruction.save(update_fields=["answer", "answered_at", "answered_by"])
    finish(act, note=answer, details={"instruction": instruction.pk})
    tell(act, [instruction.leader_id], f"{act.task.lead_unit.name} trả lời ý kiến chỉ đạo về “{act.task.title}”.")
    return instruction
