"""Which role may do what, where: the one table of rights.

A row is a right of some app and its grants, each a role and a place; the first grant that holds names the
post in which the act is done. `not_own` keeps people from deciding about a unit in which they hold any post
but leader (who decides is who counts, not who types). A new role begins here, and in `organization.enums`.
"""

from documents.rules.document_rights import DocumentRight
from figures.rules.figure_rights import FigureRight
from meetings.rules.meeting_rights import MeetingRight
from organization.enums import Role
from organization.rules.organization_rights import OrganizationRight
from organization.rules.rights_table import Grant, RightsTable, Where
from reports.rules.report_rights import ReportRight
from tasks.rules.task_rights import TaskRight

HEAD_OF_UNIT = Grant(Role.HEAD, Where.OWN_UNIT)
STAFF_OF_UNIT = Grant(Role.STAFF, Where.OWN_UNIT)
CLERK = Grant(Role.CLERK, Where.AGENCY)
OFFICE = Grant(Role.OFFICE, Where.AGENCY)
OFFICE_FOR_OTHERS = Grant(Role.OFFICE, Where.AGENCY, not_own=True)
LEADER = Grant(Role.LEADER, Where.AGENCY)
LEADER_IN_CHARGE = Grant(Role.LEADER, Where.CHARGE)
LEADER_IN_CHARGE_OF_OTHERS = Grant(Role.LEADER, Where.CHARGE, not_own=True)
LEADER_OF_AGENCY_ITSELF = Grant(Role.LEADER, Where.AGENCY_ITSELF)
ADMIN = Grant(Role.ADMIN, Where.AGENCY)
EVERYBODY = tuple(Grant(role, Where.AGENCY) for role in Role)

RIGHTS: RightsTable = {
    # organization
    OrganizationRight.SEE_WORK: (
        HEAD_OF_UNIT,
        STAFF_OF_UNIT,
        Grant(Role.ADMIN, Where.OWN_UNIT),
        CLERK,
        OFFICE,
        LEADER,
    ),
    OrganizationRight.MANAGE_PEOPLE: (ADMIN,),
    OrganizationRight.READ_DIRECTORY: (ADMIN, OFFICE, LEADER),
    OrganizationRight.OPEN_DIRECTORY: (ADMIN, OFFICE),
    OrganizationRight.READ_AUDIT: (ADMIN, OFFICE),
    OrganizationRight.READ_AUDIT_OF_WORK: (OFFICE,),
    OrganizationRight.READ_SETTINGS: EVERYBODY,
    OrganizationRight.OPEN_SETTINGS: (ADMIN, OFFICE, CLERK),
    OrganizationRight.CHANGE_SETTINGS: (ADMIN,),
    OrganizationRight.SEE_HEALTH: (OFFICE, ADMIN),
    OrganizationRight.RECORD_DECISION: (OFFICE,),
    OrganizationRight.AGREE_TO_POSTS: (LEADER,),
    OrganizationRight.DECIDE: (LEADER,),
    # documents
    DocumentRight.KEEP_REGISTER: (CLERK, OFFICE),
    DocumentRight.ANSWER_FOR_COUNTS: (HEAD_OF_UNIT,),
    DocumentRight.ENTER_COUNTS_FOR: (OFFICE,),
    # tasks
    TaskRight.ACT_AS_HEAD: (HEAD_OF_UNIT,),
    TaskRight.WORK: (HEAD_OF_UNIT, STAFF_OF_UNIT),
    TaskRight.COMPLETE: (HEAD_OF_UNIT, STAFF_OF_UNIT, OFFICE),
    TaskRight.CONFIRM: (OFFICE_FOR_OTHERS,),
    TaskRight.DECIDE: (LEADER_IN_CHARGE_OF_OTHERS,),
    TaskRight.RECORD: (OFFICE,),
    TaskRight.ENTER_FOR: (OFFICE,),
    TaskRight.EDIT_PLAN: (OFFICE,),
    TaskRight.ASSIGN: (OFFICE,),
    # meetings
    MeetingRight.RECORD: (HEAD_OF_UNIT, STAFF_OF_UNIT, OFFICE, CLERK),
    MeetingRight.IMPORT: (OFFICE, CLERK),
    # figures
    FigureRight.ENTER_BASELINE: (HEAD_OF_UNIT, OFFICE, CLERK),
    FigureRight.APPROVE_BASELINE: (LEADER_IN_CHARGE, LEADER_OF_AGENCY_ITSELF, OFFICE_FOR_OTHERS),
    FigureRight.APPROVE_COUNTS: (OFFICE, LEADER),
    FigureRight.PROPOSE_CEILING: (OFFICE,),
    FigureRight.ASSIGN_CEILING: (LEADER_IN_CHARGE, LEADER_OF_AGENCY_ITSELF),
    # reports
    ReportRight.BUILD: (OFFICE, LEADER),
    ReportRight.READ: (OFFICE, LEADER, CLERK),
}
