"""One file per noun; import models from here."""

from organization.models.audit import AuditEvent
from organization.models.backup import BackupRun
from organization.models.calendar import CalendarException, UnitHalfMonth
from organization.models.decision import DecisionChannel, RecordedDecision
from organization.models.heartbeat import WorkerHeartbeat
from organization.models.import_file import ImportFile, ImportState
from organization.models.job import Job
from organization.models.notification import Notification
from organization.models.person import Charge, Person, Post
from organization.models.post_proposal import PostProposal
from organization.models.setting import Setting
from organization.models.sign_in import SignInLock
from organization.models.unit import Group, GroupMember, Partner, Unit
from organization.models.urging import Urging, UrgingKind

__all__ = [
    "AuditEvent",
    "BackupRun",
    "CalendarException",
    "Charge",
    "DecisionChannel",
    "Group",
    "GroupMember",
    "ImportFile",
    "ImportState",
    "Job",
    "Notification",
    "Partner",
    "Person",
    "Post",
    "PostProposal",
    "RecordedDecision",
    "Setting",
    "SignInLock",
    "Unit",
    "UnitHalfMonth",
    "Urging",
    "UrgingKind",
    "WorkerHeartbeat",
]
