"""How is a declared list drawn? (Registered as a builtin: no {% load %}.)

{% list_table shown %}   the table of a ShownList: sorting heads, rows that become lines on a phone
Around it: {% include "parts/list_tools.html" with list=shown %} for print, copy and .xlsx, and
{% include "parts/list_foot.html" with list=shown %} for the pages and what paper would leave out.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from base.lists import Cell, ListColumn, Phone, ShownList
from base.marks import Mark
from base.templatetags.ui import DASH, icon, nobreak, number, vndate, word

register = template.Library()


@register.simple_tag
def list_table(shown: ShownList) -> SafeString:
    """The whole <table>; its id is the list's, its caption is read aloud."""
    drawn = [(_attributes(column), column.cell or column.value) for column in shown.columns]
    css_of = shown.declared.row_css
    body = [_row(row, drawn, css_of(row) if css_of else "") for row in shown.rows]
    head = "".join(_head(shown, column) for column in shown.columns)
    return format_html(
        '<div class="table-wrap"><table class="sheet to-list" id="{}"><caption class="visually-hidden">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        shown.declared.id,
        shown.caption,
        SafeString(head),  # joined from escaped pieces, as the next
        SafeString("".join(body)),
    )


def _row(row: Any, drawn: list[tuple[str, Callable[[Any], Any]]], css: str) -> str:
    cells = "".join(f"<td{attributes}>{draw(value(row))}</td>" for attributes, value in drawn)
    return f'<tr class="{css}">{cells}</tr>' if css else f"<tr>{cells}</tr>"


def draw(value: Any) -> str:
    """The HTML of one value: nothing is a dash, words keep codes together, marks carry their icon."""
    if isinstance(value, Cell):
        return _draw_cell(value)
    if value is None or value == "":
        return DASH
    if isinstance(value, SafeString):
        return value
    if isinstance(value, Mark):
        return word(value)
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int):
        return number(value)
    if isinstance(value, date):
        return vndate(value)
    return nobreak(str(value))


def _draw_cell(cell: Cell) -> str:
    text = draw(cell.text)
    if cell.url:
        text = format_html('<a href="{}">{}</a>', cell.url, SafeString(text))
    if cell.tone:
        text = format_html('<span class="tone-{}">{}</span>', cell.tone, SafeString(text))
    marks = "".join(f" {word(mark)}" for mark in cell.marks)
    under = f'<span class="under">{draw(cell.under)}</span>' if cell.under else ""
    return f"{text}{marks}{under}"


def _classes(column: ListColumn) -> str:
    names = [column.css] if column.css else []
    if column.kind in ("int", "ratio") and not column.css:
        names.append("num")
    if column.kind == "date" and not column.css:
        names.append("date")
    if not column.on_screen:
        names.append("only-paper")
    if not column.on_paper:
        names.append("no-print")
    if column.phone == Phone.HIDDEN and column.on_screen:
        names.append("no-phone")
    return " ".join(names)


def _attributes(column: ListColumn) -> str:
    """What every cell of the column carries, made once for the whole table."""
    css = _classes(column)
    attributes = f' class="{conditional_escape(css)}"' if css else ""
    if column.phone == Phone.MAIN:
        attributes += " data-main"
    elif column.phone == Phone.LABEL:
        attributes += f' data-label="{conditional_escape(column.label)}"'
    return attributes


def _head(shown: ShownList, column: ListColumn) -> str:
    css = _classes(column)
    direction = shown.direction_of(column)
    attributes = f' class="{conditional_escape(css)}"' if css else ""
    if direction:
        attributes += f' aria-sort="{direction}"'
    heading: str = conditional_escape(column.heading)
    if column.sort:
        arrow = icon({"ascending": "chevron-up", "descending": "chevron-down"}[direction]) if direction else ""
        heading = format_html('<a class="sort" href="{}">{}{}</a>', shown.sort_url(column), column.heading, arrow)
    return f'<th scope="col"{attributes}>{heading}</th>'
