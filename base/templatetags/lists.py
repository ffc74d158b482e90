"""How is a declared list drawn? (Registered as a builtin: no {% load %}.)

{% list_table shown %}   the table of a ShownList: sorting heads, rows that become lines on a phone
Around it: {% include "parts/list_tools.html" with list=shown %} for print, copy and .xlsx, and
{% include "parts/list_foot.html" with list=shown %} for the pages and what paper would leave out.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from base.lists import Act, Cell, GroupRow, ListColumn, Phone, ShownList
from base.marks import Mark
from base.templatetags.ui import DASH, count, icon, nobreak, number, stamp, vndate, vnmoment, word

register = template.Library()
TAG = re.compile("<[^>]*>")


@register.simple_tag(takes_context=True)
def list_table(context: Context, shown: ShownList) -> SafeString:
    """The whole <table>; its id is the list's, its caption is read aloud."""
    token = str(context.get("csrf_token", ""))
    drawn = [(_cell_tag(column), column.cell or column.value, bool(column.share)) for column in shown.columns]
    css_of = shown.declared.row_css
    body = [_row(row, drawn, css_of, token) for row in shown.rows]
    head = "".join(_head(shown, column) for column in shown.columns)
    return format_html(
        '<div class="table-wrap"><table class="sheet to-list" id="{}"><caption class="visually-hidden">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody>{}</table></div>",
        shown.declared.id,
        shown.caption,
        SafeString(head),  # joined from escaped pieces, as the next two
        SafeString("".join(body)),
        SafeString(_foot(shown)),
    )


def _row(
    row: Any,
    drawn: list[tuple[tuple[str, str], Callable[[Any], Any], bool]],
    css_of: Callable[[Any], str] | None,
    token: str,
) -> str:
    if isinstance(row, GroupRow):
        return f'<tr class="group"><th scope="colgroup" colspan="{len(drawn)}">{draw(row.text)}</th></tr>'
    cells = "".join(_cell(tags, draw(value(row), token), has_tip) for tags, value, has_tip in drawn)
    css = css_of(row) if css_of else ""
    return f'<tr class="{css}">{cells}</tr>' if css else f"<tr>{cells}</tr>"


def _cell(tags: tuple[str, str], content: str, has_tip: bool) -> str:
    """One cell; one that may end in "…" tells its whole text (which stands escaped in its content) as a tip."""
    opening, closing = tags
    if not has_tip or content == DASH:
        return f"{opening}>{content}{closing}"
    words = TAG.sub("", content.replace('<span class="under', ' · <span class="under'))
    return f'{opening} title="{words}">{content}{closing}'


def _foot(shown: ShownList) -> str:
    """The row of sums: "Cộng" in the first column, then what there is by key."""
    if not shown.sums:
        return ""
    first, *others = shown.columns
    cells = [f'<th scope="row" data-main>{draw(shown.sums.get(first.key, "Cộng"))}</th>']
    for column in others:
        css, label = _classes(column), ""
        if column.key not in shown.sums:
            css = f"{css} empty-cell".strip()
        elif column.phone == Phone.LABEL:
            label = f' data-label="{conditional_escape(column.label)}"'
        words = draw(shown.sums[column.key]) if column.key in shown.sums else ""
        cells.append(f'<td class="{css}"{label}>{words}</td>' if css else f"<td{label}>{words}</td>")
    return f'<tfoot><tr class="sum">{"".join(cells)}</tr></tfoot>'


def draw(value: Any, token: str = "") -> str:
    """The HTML of one value: nothing is a dash, words keep codes together, marks carry their icon."""
    if isinstance(value, Cell):
        return _draw_cell(value, token)
    if isinstance(value, SafeString):
        return value
    if value is None or value == "" or value == ():
        return DASH
    if isinstance(value, Mark):
        return word(value)
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int):
        return number(value)
    if isinstance(value, datetime):
        return vnmoment(value)
    if isinstance(value, date):
        return vndate(value)
    if isinstance(value, Act):
        return _draw_act(value, token)
    if isinstance(value, tuple):
        return ("" if isinstance(value[0], Act) else "; ").join(draw(one, token) for one in value)
    return nobreak(str(value))


def _draw_cell(cell: Cell, token: str) -> str:
    if isinstance(cell.text, int) and not isinstance(cell.text, bool):
        text: str = count(cell.text, cell.url, cell.tone)
    else:
        text = draw(cell.text, token)
        if cell.url:
            text = format_html('<a href="{}">{}</a>', cell.url, SafeString(text))
        if cell.tone:
            text = format_html('<span class="tone-{}">{}</span>', cell.tone, SafeString(text))
    if cell.is_quiet:
        text = format_html('<span class="second">{}</span>', SafeString(text))
    if cell.is_strong:
        text = format_html("<b>{}</b>", SafeString(text))
    marks = "".join(f" {word(mark)}" for mark in cell.marks)
    stamps = "".join(f" {stamp(one)}" for one in cell.stamps)
    after = "".join(f" {draw(one, token)}" for one in cell.after)
    lines = [cell.under] if isinstance(cell.under, str | Cell) else cell.under
    under = "".join(f'<span class="under">{draw(line, token)}</span>' for line in lines if line)
    if cell.paper_under:
        under += f'<span class="under only-paper">{draw(cell.paper_under)}</span>'
    return f"{text}{marks}{stamps}{after}{under}"


def _draw_act(act: Act, token: str) -> str:
    about = format_html(' aria-label="{} {}"', act.text, act.about) if act.about else ""
    if act.is_inline:
        link = '<span class="no-print">· <a class="link nobr" href="{}"{}>{}</a></span>'
        return format_html(link, act.url, about, act.text)
    css = "btn btn-small btn-text no-print" if act.is_quiet else "btn btn-small no-print"
    if act.posts is None:
        return format_html('<a class="{}" href="{}"{}>{}</a> ', css, act.url, about, act.text)
    fields = format_html_join(
        "",
        '<input type="hidden" name="{}" value="{}">',
        [("csrfmiddlewaretoken", token), *act.posts.items()],
    )
    confirm = format_html(' data-confirm="{}" data-confirm-label="{}"', act.confirm, act.text) if act.confirm else ""
    return format_html(
        '<form class="d-md-inline mb-1" method="post" action="{}" data-once{}>{}'
        '<button class="{}" type="submit"{}>{}</button></form> ',
        act.url,
        confirm,
        fields,
        css,
        about,
        act.text,
    )


def _classes(column: ListColumn) -> str:
    names = [column.css] if column.css else []
    if column.kind in ("int", "ratio") and not column.css:
        names.append("num")
    if column.kind == "date" and not column.css:
        names.append("date")
    if column.share:
        names.append(f"one-line share-{column.share}")
    if not column.on_screen and column.on_paper:
        names.append("only-paper")
    if not column.on_paper:
        names.append("no-print")
    if column.phone == Phone.HIDDEN and column.on_screen:
        names.append("no-phone")
    return " ".join(names)


def _cell_tag(column: ListColumn) -> tuple[str, str]:
    """The opening tag (without its end, for a tip) and the closing one of every cell, made once for the whole table."""
    css = _classes(column)
    name, attributes = ("th", ' scope="row"') if column.is_row_heading else ("td", "")
    attributes += f' class="{conditional_escape(css)}"' if css else ""
    if column.phone == Phone.MAIN:
        attributes += " data-main"
    elif column.phone == Phone.LABEL:
        attributes += f' data-label="{conditional_escape(column.label)}"'
    return f"<{name}{attributes}", f"</{name}>"


def _head(shown: ShownList, column: ListColumn) -> str:
    css = _classes(column)
    direction = shown.direction_of(column)
    attributes = f' class="{conditional_escape(css)}"' if css else ""
    if direction:
        attributes += f' aria-sort="{direction}"'
    heading: str = conditional_escape(column.heading)
    if column.hides_heading:
        heading = format_html('<span class="told">{}</span>', column.heading)
    if column.sort:
        arrow = icon({"ascending": "chevron-up", "descending": "chevron-down"}[direction]) if direction else ""
        heading = format_html('<a class="sort" href="{}">{}{}</a>', shown.sort_url(column), column.heading, arrow)
    return f'<th scope="col"{attributes}>{heading}</th>'
