"""Who may build and read the agency's period report?"""

from organization.rules.access import Actor, PostFact
from organization.rules.rights import post_with
from reports.rules.report_rights import ReportRight


def can_build_report(actor: Actor, agency_path: str) -> PostFact | None:
    """The Office builds reports; a leader may ask for one as well."""
    return post_with(actor, ReportRight.BUILD, agency_path)


def can_read_report(actor: Actor, agency_path: str) -> PostFact | None:
    """Built reports tell of every unit, so they are for those who see the whole agency."""
    return post_with(actor, ReportRight.READ, agency_path)
