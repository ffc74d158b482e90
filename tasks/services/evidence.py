"""Files that prove a result, and what coordinating units add: stored under random names, read through the site."""

import hashlib
import secrets
from collections.abc import Sequence

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from base.errors import Forbidden, Refused
from base.text import clean_block
from organization.rules.access import Actor, PostFact
from organization.services.audit import record
from tasks.models import Contribution, Evidence, Task
from tasks.pages.refusals import no_right_sentence, wrong_state_sentence
from tasks.queries.places import place_of
from tasks.rules.evidence_files import MOST_FILES, AcceptedFile, accept_file
from tasks.rules.office_files import FileNotAccepted
from tasks.rules.permissions import can_do, can_enter_for
from tasks.rules.transitions import Action, allows
from tasks.services.acts import begin, finish, people_of_task, tell


@transaction.atomic
def add_evidence(*, by: Actor, task_id: int, file: UploadedFile) -> Evidence:
    """Store one file with a task that is being worked on; the unit itself, or the Office for it.

    Raises Refused with a sentence about the file (kind, content, size, number).
    """
    task, post = _open_task(by, task_id)
    if task.evidence.filter(removed_at=None).count() >= MOST_FILES:
        raise Refused(f"Nhiệm vụ đã có {MOST_FILES} tệp. Bỏ bớt tệp không cần.", field="files")
    evidence = _store(by, task, file, _accepted(file))
    _record(by, post, task, "task.evidence_add", f"thêm tệp {evidence.name}", evidence)
    return evidence


@transaction.atomic
def remove_evidence(*, by: Actor, task_id: int, evidence_id: int) -> Evidence:
    """Take a file off the result being prepared.

    One that was handed in before stays readable from the timeline; one that never was is deleted for good.
    """
    task, post = _open_task(by, task_id)
    evidence = task.evidence.select_for_update().filter(pk=evidence_id, contribution=None, removed_at=None).first()
    if evidence is None:
        raise Refused("Tệp này đã được bỏ.")
    evidence.removed_at = timezone.now()
    evidence.save(update_fields=["removed_at"])
    if evidence.submitted_on is None:
        transaction.on_commit(lambda: evidence.file.delete(save=False))
    _record(by, post, task, "task.evidence_remove", f"bỏ tệp {evidence.name}", evidence)
    return evidence


@transaction.atomic
def contribute(*, by: Actor, task_id: int, text: str, files: Sequence[UploadedFile] = ()) -> Contribution:
    """A sentence and files of a coordinating unit; they do not change the lead unit's result."""
    act = begin(by=by, task_id=task_id, action=Action.CONTRIBUTE, version=None)
    text = clean_block(text)
    if not text:
        raise Refused("Ghi ý kiến phối hợp trong một hai câu.", field="text")
    accepted = [_accepted(file) for file in files]  # all of them before the first is written to the disk
    contribution = Contribution.objects.create(
        task=act.task, unit_id=act.post.unit_id, text=text, by_id=act.person_id, at=timezone.now()
    )
    stored = [_store(by, act.task, file, kept, contribution) for file, kept in zip(files, accepted, strict=True)]
    finish(act, note=text, details={"files": [{"id": item.pk, "name": item.name} for item in stored]})
    tell(act, people_of_task(act), f"{act.post.unit_name} góp ý phối hợp “{act.task.title}”.")
    return contribution


def _open_task(by: Actor, task_id: int) -> tuple[Task, PostFact]:
    """The locked task and the post in which its result may be prepared now."""
    task = Task.objects.select_for_update(of=("self",)).select_related("lead_unit").get(pk=task_id)
    place = place_of(task, by.day)
    post = can_do(by, Action.PREPARE, place) or can_enter_for(by, Action.PREPARE, place)
    if post is None:
        raise Forbidden(no_right_sentence(Action.PREPARE, task.lead_unit.name, belongs=False))
    if not allows(Action.PREPARE, task):
        raise Refused(wrong_state_sentence(Action.PREPARE, task))
    return task, post


def _accepted(file: UploadedFile) -> AcceptedFile:
    try:
        return accept_file(file.name or "", file.size or 0, settings.EVIDENCE_MAX_BYTES, file)
    except FileNotAccepted as refusal:
        raise Refused(str(refusal), field="files") from refusal


def _store(
    by: Actor, task: Task, file: UploadedFile, kept: AcceptedFile, contribution: Contribution | None = None
) -> Evidence:
    if by.person_id is None:
        raise Forbidden("Việc này phải do một người làm.")
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    evidence = Evidence(
        task=task,
        contribution=contribution,
        name=kept.name,
        content_type=kept.content_type,
        size=file.size or 0,
        sha256=digest.hexdigest(),
        added_by_id=by.person_id,
        added_at=timezone.now(),
        submitted_on=by.day if contribution else None,
    )
    evidence.file.save(secrets.token_hex(16), file, save=False)
    evidence.save()
    return evidence


def _record(by: Actor, post: PostFact, task: Task, action: str, summary: str, evidence: Evidence) -> None:
    record(
        by=by,
        post=post,
        action=action,
        subject=task,
        unit=task.lead_unit,
        summary=summary,
        after={"files": [{"id": evidence.pk, "name": evidence.name}], "sha256": evidence.sha256},
    )
