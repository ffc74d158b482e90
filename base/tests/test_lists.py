"""One declared list: what page, phone and workbook make of its columns, cells, acts, groups and sums."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from django.template import Context, Template
from django.test import RequestFactory

from base.lists import Act, Cell, GroupRow, ListColumn, ListDeclaration, Phone, acts_column, list_workbook, show_list
from base.marks import Mark

STAMP = Mark("grey", "writing-sign", "Nhập thay")
ROWS = [{"name": "Phòng <1>", "count": 3, "day": date(2026, 3, 5)}, {"name": "Phòng 2", "count": 0, "day": None}]
LIST = ListDeclaration(
    id="things",
    title="Danh sách",
    columns=(
        ListColumn("name", "Đơn vị", lambda row: row["name"], phone=Phone.MAIN, is_row_heading=True),
        ListColumn("count", "Số", lambda row: row["count"], "int", cell=lambda row: Cell(row["count"], url="/x/")),
        ListColumn("day", "Ngày", lambda row: row["day"], "date", sort=("day", "-id")),
        ListColumn("inner", "Mã", lambda row: "m", on_screen=False, on_paper=False),
        acts_column(
            lambda row: (
                Act("Xóa", "/remove/", row["name"], posts={"version": "2"}, confirm="Xóa?"),
                Act("Sửa", "/e/"),
            ),
        ),
    ),
)


def drawn(rows=ROWS, declared=LIST, query=None, csrf="t0k", **more):
    shown = show_list(RequestFactory().get("/", query or {}), declared, rows, **more)
    return Template("{% list_table shown %}").render(Context({"shown": shown, "csrf_token": csrf}))


def test_cells_are_escaped_and_say_on_a_phone_what_they_are():
    page = drawn()
    assert '<th scope="row" data-main>Phòng &lt;1&gt;</th>' in page
    assert '<td class="num" data-label="Số"><a class="count" href="/x/">3</a></td>' in page
    assert '<td class="date" data-label="Ngày">–</td>' in page
    assert ">m<" not in page


def test_acts_are_links_and_buttons_that_carry_the_token_and_name_their_row():
    page = drawn()
    assert '<input type="hidden" name="csrfmiddlewaretoken" value="t0k">' in page
    assert '<input type="hidden" name="version" value="2">' in page
    assert 'data-confirm="Xóa?"' in page and 'aria-label="Xóa Phòng &lt;1&gt;"' in page
    assert '<th scope="col" class="acts no-print"><span class="told">Việc làm được</span></th>' in page


def test_a_row_with_nothing_to_do_shows_nothing():
    page = drawn(ROWS[:1], replace(LIST, columns=(acts_column(lambda row: ()),)))
    assert '<td class="acts no-print"></td>' in page


def test_group_rows_span_the_table_and_stand_in_the_workbook():
    rows = [GroupRow("Nhóm <A>"), *ROWS]
    assert '<tr class="group"><th scope="colgroup" colspan="4">Nhóm &lt;A&gt;</th></tr>' in drawn(rows)
    sheet = openpyxl.load_workbook(io.BytesIO(list_workbook(LIST, [], rows))).active
    assert [cell.value for cell in sheet[4]] == ["Nhóm <A>", None, None, None]
    assert [cell.value for cell in sheet[5]][:2] == ["Phòng <1>", 3]


def test_sums_stand_under_their_columns():
    page = drawn(sums={"count": 1203})
    assert '<tfoot><tr class="sum"><th scope="row" data-main>Cộng</th>' in page
    assert '<td class="num" data-label="Số">1.203</td>' in page


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (
            Cell("A", stamps=(STAMP,), after=("theo B", Act("Bỏ", "/b/", is_inline=True))),
            '</span> theo B <span class="no-print">· <a class="link nobr" href="/b/">Bỏ</a></span>',
        ),
        (Cell("A", under=("một", "", Cell("hai"))), '<span class="under">một</span><span class="under">hai</span>'),
        (Cell("chưa đổi", is_quiet=True), '<span class="second">chưa đổi</span>'),
        (("a", "<b>"), "a; &lt;b&gt;"),
        ((), "–"),
    ],
)
def test_each_part_of_a_cell_has_its_place(cell, words):
    column = replace(LIST.columns[0], cell=lambda row: cell)
    assert words in drawn(ROWS[:1], replace(LIST, columns=(column,)))


def test_the_whole_list_is_given_where_it_is_asked_for():
    rows = [{"name": f"Dòng {number}", "count": number, "day": None} for number in range(60)]
    assert drawn(rows).count('scope="row"') == 25
    assert drawn(rows, query={"rows": "all"}).count('scope="row"') == 60
