"""The kind of file this app reads: a list of people."""

from organization.rules.import_kinds import ImportKind, register_import
from organization.rules.organization_rights import OrganizationRight
from organization.services.people_import import import_people

PEOPLE = "people"


register_import(
    ImportKind(
        key=PEOPLE,
        label="danh sách người",
        right=OrganizationRight.MANAGE_PEOPLE,
        refusal="Chỉ quản trị được nhập danh sách người từ tệp.",
        read=import_people,
        pages="organization:people_import",
        rows_url_name="organization:people",
        rows_label="Danh sách người",
        has_years=False,
        may_leave_out=False,
        tells_once=True,
    )
)
