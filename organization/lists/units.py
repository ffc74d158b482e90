"""Units, the people of one, groups and their members."""

from django.urls import reverse

from base.lists import Act, Cell, ListColumn, ListDeclaration, Phone, acts_column, workbook_column
from base.templatetags.ui import day_span
from organization.enums import PostState
from organization.models import GroupMember
from organization.pages.directory import (
    group_url,
    kind_words,
    open_words,
    people_url,
    person_url,
    post_cell,
    unit_url,
    units_url,
)
from organization.queries.directory import PostLine, UnitLine


def units_list(*, names_parents: bool) -> ListDeclaration:
    """Units below one, or those a search finds at any level, each then with the unit it belongs to."""

    def name(line: UnitLine) -> Cell:
        parent = f"thuộc {line.unit.parent.name}" if names_parents and line.unit.parent else ""
        return Cell(line.unit.name, url=unit_url(line.unit), under=(parent, open_words(line)))

    return ListDeclaration(
        id="units",
        title="Danh sách đơn vị",
        columns=(
            ListColumn("code", "Mã", lambda line: line.unit.code, width=12, css="tight"),
            ListColumn(
                "name",
                "Đơn vị",
                lambda line: line.unit.name,
                width=44,
                cell=name,
                phone=Phone.MAIN,
                sheet_heading="Tên đơn vị",
                is_row_heading=True,
            ),
            ListColumn(
                "kind",
                "Loại",
                lambda line: line.unit.get_kind_display(),
                width=24,
                cell=lambda line: kind_words(line.unit),
            ),
            workbook_column(
                "parent", "Đơn vị cấp trên", lambda line: line.unit.parent.name if line.unit.parent else "", width=32
            ),
            ListColumn("heads", "Lãnh đạo", lambda line: ", ".join(line.heads), width=36),
            ListColumn(
                "people",
                "Số người",
                lambda line: line.people,
                "int",
                10,
                cell=lambda line: Cell(line.people, url=people_url(line.unit)),
            ),
            ListColumn(
                "children",
                "Đơn vị bên dưới",
                lambda line: line.children,
                "int",
                cell=lambda line: Cell(line.children, url=units_url(line.unit)),
                in_workbook=False,
            ),
            workbook_column("start", "Hoạt động từ", lambda line: line.unit.start, kind="date", width=14),
            workbook_column("end", "Đến hết", lambda line: line.unit.end, kind="date", width=14),
            workbook_column(
                "successor",
                "Đơn vị kế thừa",
                lambda line: line.unit.successor.name if line.unit.successor else "",
                width=28,
            ),
        ),
    )


def _holder(line: PostLine) -> Cell:
    under = "" if line.state == PostState.CURRENT else line.state.label
    return Cell(line.post.person.full_name, url=person_url(line.post.person_id), under=under)


POSTS_OF_UNIT = ListDeclaration(
    id="posts",
    title="Người của đơn vị",
    columns=(
        ListColumn(
            "name",
            "Họ và tên",
            lambda line: line.post.person.full_name,
            width=28,
            cell=_holder,
            phone=Phone.MAIN,
            is_row_heading=True,
        ),
        ListColumn(
            "title",
            "Chức danh",
            lambda line: line.post.title or line.post.get_role_display(),
            width=26,
            cell=lambda line: post_cell(line.post),
        ),
        ListColumn("role", "Vai trò", lambda line: line.post.get_role_display(), width=26),
        ListColumn("span", "Thời gian", lambda line: day_span(line.post.start, line.post.end), width=26, css="date"),
    ),
)
GROUPS = ListDeclaration(
    id="groups",
    title="Nhóm đơn vị",
    order=("name", "pk"),
    columns=(
        ListColumn("code", "Mã", lambda group: group.code, width=14, css="tight"),
        ListColumn(
            "name",
            "Nhóm",
            lambda group: group.name,
            width=44,
            cell=lambda group: Cell(group.name, url=group_url(group)),
            phone=Phone.MAIN,
            is_row_heading=True,
        ),
        ListColumn("agency", "Cơ quan", lambda group: group.agency.name if group.agency else "", width=36),
        ListColumn("count", "Số đơn vị hiện nay", lambda group: group.count, "int", 12, phone_label="Số đơn vị"),
    ),
)


def members_list(*, can_manage: bool) -> ListDeclaration:
    """The units of a group, with the way out of it for who keeps the group."""

    def acts(member: GroupMember) -> Act:
        url = reverse("organization:group_member_end", args=[member.pk])
        return Act("Đưa ra khỏi nhóm", url, member.unit.name, is_quiet=True)

    return ListDeclaration(
        id="members",
        title="Đơn vị trong nhóm",
        columns=(
            ListColumn("code", "Mã", lambda member: member.unit.code, width=14, css="tight"),
            ListColumn(
                "name",
                "Đơn vị",
                lambda member: member.unit.name,
                width=44,
                cell=lambda member: Cell(member.unit.name, url=unit_url(member.unit)),
                phone=Phone.MAIN,
                is_row_heading=True,
            ),
            ListColumn("span", "Thời gian", lambda member: day_span(member.start, member.end), width=26, css="date"),
            acts_column(acts, is_shown=can_manage),
        ),
    )
