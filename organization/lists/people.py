"""The people of the directory: a line for each on the page, a row for each of their posts in the workbook."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from base.lists import Cell, ListColumn, ListDeclaration, Phone, workbook_column
from organization.models import Post
from organization.pages.directory import account_cell, person_url, titles_of, units_of_person
from organization.queries.directory import PersonLine


@dataclass(frozen=True)
class PostRow:
    """One row of the workbook."""

    line: PersonLine
    post: Post


def post_rows(lines: Iterable[PersonLine]) -> Iterator[PostRow]:
    """The posts of today of everybody, or the last one of who has none."""
    for line in lines:
        for post in line.posts or ([line.last_post] if line.last_post else []):
            yield PostRow(line, post)


PEOPLE = ListDeclaration(
    id="people",
    title="Danh sách người",
    columns=(
        ListColumn(
            "name",
            "Họ và tên",
            lambda row: row.line.person.full_name,
            width=28,
            cell=lambda line: Cell(line.person.full_name, url=person_url(line.person.pk)),
            phone=Phone.MAIN,
            css="names",
            is_row_heading=True,
        ),
        ListColumn("titles", "Chức danh", lambda row: row.post.title, cell=titles_of, in_workbook=False, share=20),
        ListColumn("unit", "Đơn vị", lambda row: row.post.unit.name, width=36, cell=units_of_person, share=20),
        workbook_column("unit_code", "Mã đơn vị", lambda row: row.post.unit.code, width=12),
        workbook_column("title", "Chức danh", lambda row: row.post.title, width=26),
        ListColumn(
            "role",
            "Vai trò",
            lambda row: row.post.get_role_display(),
            width=26,
            cell=lambda line: tuple(post.get_role_display() for post in line.posts),
            share=16,
        ),
        workbook_column("acting", "Ủy quyền, phụ trách", lambda row: "x" if row.post.is_acting else "", width=14),
        workbook_column("start", "Từ ngày", lambda row: row.post.start, "date", 13),
        workbook_column("end", "Đến hết", lambda row: row.post.end, "date", 13),
        workbook_column("basis", "Số quyết định", lambda row: row.post.basis_number, width=20),
        workbook_column("basis_date", "Ngày quyết định", lambda row: row.post.basis_date, "date", 13),
        workbook_column("username", "Tên đăng nhập", lambda row: row.line.person.username or "", width=18),
        ListColumn(
            "account",
            "Tài khoản",
            lambda row: row.line.account.label,
            width=22,
            cell=account_cell,
            share=20,
        ),
        ListColumn(
            "phone",
            "Điện thoại",
            lambda row: row.line.person.phone,
            width=16,
            cell=lambda line: line.person.phone,
            css="tight",
        ),
        workbook_column("email", "Thư điện tử", lambda row: row.line.person.email, width=28),
    ),
)
