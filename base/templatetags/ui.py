"""How are words, numbers, dates and states drawn on a page? (Registered as a builtin: no {% load %}.)

Tags
    {% icon "clock" %}                        decorative; {% icon "bell" label="Thông báo" %} is read aloud
    {% chip "amber" "clock" "Sắp đến hạn" %}  boxed state; {% chip mark %} draws a Mark of base.marks
    {% word "red" "alert-triangle" "1 quá hạn" %}, {% word mark %}
                                              the same without a box, for tables and figures
    {% stamp "writing-sign" "Nhập thay" %}    fact about the origin, not a state
    {% bar segments %}                        bar + words, segments = list of Segment; {% bar segments words=False %}
    {% fig 412 url %}, {% fig 2 url "việc" %} number in a sentence; url goes to its rows, "" gives plain bold
    {% count 6 url %}, {% count 1 url "red" %} number in a table cell: zeros quiet, red and amber with icon
    {% sentence parts %}                      words and Figures of base.page_parts as one sentence
    {% coverage_strip groups %} {% six_ro clears %} {% sort_header "Ngày" "date" first="down" %} (a whole <th>)
    {% querystring page=2 %}                  Django's own: the address with one parameter changed
Filters
    number 1003 → 1.003 · decimal1 1234.5 → 1.234,5 · percent 0.5556 → 55,6% · signed_percent → +5,6% ·
    vndate 17/06/2026 · vndate_field 17/06/2026 · vnday Thứ Tư, 17/06/2026 · vnshort 17/06 ·
    vnmoment 16/06/2026, 15:20 · vntime 15:20 · filesize_vi 1,4 MB · nobreak (codes, "15 việc", "vụ 2" stay together) ·
    none_as_dash (None → –) · form|erroneous_fields
Parts
    templates/parts/*.html, each with the context it wants in its first comment; /part-gallery/ shows them all while
    developing. Long lists: `look_ahead(rows, request.GET.get("page"))` of base.page_parts + parts/pager.html.
Page
    {% extends "base.html" %} with the blocks title, path, heading, states, age, actions, content (and wide, head,
    print_filter). Panels: `panel` (words), `panel flush` (tables and rows to the edge), `panel-head`, `panel-foot`;
    `columns` (340 px at the right), `columns even`, `columns wide-right` around two <div>. Rows: `row-list`, with
    `title`, `code`, `second`. Tables: `sheet` in `table-wrap`; cells `num`, `date`, `tight`, `acts`, `title`, `under`;
    rows `group`, `sum`; `to-list` + data-label on cells and data-main on the first makes rows of a list on a phone;
    `edit-grid` holds fields. Buttons: `btn`, `btn btn-primary` (one per view), `btn btn-small`, `btn btn-text`, in a
    `buttons` row. Forms: {{ form|crispy }}; the width of a field comes from its widget or the class short, medium,
    long; `form-row` puts fields side by side. Scripts hang on data attributes, listed at the top of static/js/app.js.
"""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.forms.utils import flatatt
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from base.marks import FILLS, TONES, Mark, Segment
from base.page_parts import coverage_legend

register = template.Library()

NBSP = "\u00a0"
MINUS = "\u2212"
DASH = "–"
SPRITE = "vendor/icons/outline.svg"
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
TONE_ICONS = {"red": "alert-triangle", "amber": "clock"}


# --- Icons and states -----------------------------------------------------------------------------


@cache
def icon_names() -> frozenset[str]:
    """Names in the sprite; a misspelt icon fails in the first test that draws it, not silently on screen."""
    found = finders.find(SPRITE)
    if not found:
        return frozenset()
    return frozenset(re.findall(r'<symbol id="([^"]+)"', Path(found).read_text(encoding="utf-8")))


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """An outline icon of the sprite; without a label it is decoration and hidden from readers."""
    return _drawn_icon(name, label, css, static(SPRITE))


@lru_cache(maxsize=1024)
def _drawn_icon(name: str, label: str, css: str, sprite: str) -> SafeString:
    """Pages repeat the same few icons a hundred times."""
    if name not in icon_names():
        raise ValueError(f"No icon “{name}” in static/{SPRITE}.")
    voice = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon{}" {} focusable="false" width="20" height="20"><use href="{}#{}"></use></svg>',
        f" {css}" if css else "",
        voice,
        sprite,
        name,
    )


def _mark(tone: Any, icon_name: str, text: str) -> Mark:
    mark = tone if isinstance(tone, Mark) else Mark(str(tone), icon_name, str(text))
    if mark.tone not in TONES:
        raise ValueError(f"No tone “{mark.tone}”; there are {', '.join(TONES)}.")
    return mark


@register.simple_tag
def chip(tone: Any, icon_name: str = "", text: str = "") -> SafeString:
    mark = _mark(tone, icon_name, text)
    return format_html('<span class="chip tone-{}">{}{}</span>', mark.tone, icon(mark.icon), nobreak(mark.text))


@register.simple_tag
def word(tone: Any, icon_name: str = "", text: str = "") -> SafeString:
    mark = _mark(tone, icon_name, text)
    return format_html(
        '<span class="word tone-{}">{}<span>{}</span></span>', mark.tone, icon(mark.icon), nobreak(mark.text)
    )


@register.simple_tag
def stamp(icon_name: str | Mark, text: str = "") -> SafeString:
    """The fact in its frame; {% stamp mark %} draws a Mark."""
    if isinstance(icon_name, Mark):
        return stamp(icon_name.icon, icon_name.text)
    return format_html('<span class="stamp">{}{}</span>', icon(icon_name), text)


def _shares(counts: list[int]) -> list[int]:
    """Whole shares of about 100 for the classes s1 to s100; nothing that exists gets less than 1."""
    total = sum(counts)
    return [max(1, min(100, round(100 * count / total))) for count in counts]


@register.simple_tag
def bar(segments: list[Segment], words: bool = True) -> SafeString:
    """A bar with its counts in words; empty segments are left out, an empty bar is an empty string."""
    shown = [segment for segment in segments if segment.count]
    if not shown:
        return SafeString("")
    for segment in shown:
        if segment.tone not in FILLS:
            raise ValueError(f"No fill “{segment.tone}”; there are {', '.join(FILLS)}.")
    shares = _shares([segment.count for segment in shown])
    parts = format_html_join(
        "", '<i class="fill-{} s{}"></i>', ((segment.tone, share) for segment, share in zip(shown, shares, strict=True))
    )
    drawing = format_html('<span class="bar" aria-hidden="true">{}</span>', parts)
    if not words:
        return drawing
    text = format_html_join(" · ", "{}", ((_segment_words(segment),) for segment in shown))
    return format_html('<div class="bar-words">{}<span class="bar-text">{}</span></div>', drawing, text)


def _segment_words(segment: Segment) -> SafeString:
    words = format_html("{}{}{}", number(segment.count), NBSP, segment.label)
    if segment.url:
        words = format_html('<a href="{}">{}</a>', segment.url, words)
    if segment.tone in TONE_ICONS:
        return format_html(
            '<span class="word tone-{}">{}<span>{}</span></span>', segment.tone, icon(TONE_ICONS[segment.tone]), words
        )
    return words


@register.simple_tag
def fig(value: Any, url: str = "", unit: str = "") -> SafeString:
    """A number inside a sentence; it opens the rows it counts."""
    shown = number(value) if isinstance(value, int) else value
    text = format_html("{}{}{}", shown, NBSP, unit) if unit else conditional_escape(shown)
    if url:
        return format_html('<a class="fig" href="{}">{}</a>', url, text)
    return format_html('<b class="fig">{}</b>', text)


@register.simple_tag
def count(value: Any, url: str = "", tone: str = "") -> SafeString:
    """A number in a table cell: nothing is a dash, zero is quiet, red and amber carry their icon."""
    if value is None:
        return format_html('<span class="zero">{}</span>', DASH)
    shown = number(value)
    if value == 0:
        return format_html('<span class="zero">{}</span>', shown)
    text = format_html('<a class="count" href="{}">{}</a>', url, shown) if url else conditional_escape(shown)
    if tone in TONE_ICONS:
        return format_html('<span class="marked tone-{}">{}{}</span>', tone, icon(TONE_ICONS[tone]), text)
    return text


# --- Numbers --------------------------------------------------------------------------------------


def _grouped(digits: str) -> str:
    return f"{int(digits):,}".replace(",", ".")


@register.filter
def number(value: Any) -> str:
    """1003 → 1.003; None → –; the minus is the typographic one."""
    if value is None or value == "":
        return DASH
    whole = int(value)
    return (MINUS if whole < 0 else "") + _grouped(str(abs(whole)))


@register.filter
def decimal1(value: Any) -> str:
    """1234.5 → 1.234,5, rounded half up."""
    if value is None or value == "":
        return DASH
    exact = Decimal(str(value)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    digits, _, tenth = str(abs(exact)).partition(".")
    return (MINUS if exact < 0 else "") + _grouped(digits) + "," + tenth


@register.filter
def percent(value: Any) -> str:
    """A ratio as a percentage: 0.5556 → 55,6%."""
    if value is None or value == "":
        return DASH
    return decimal1(Decimal(str(value)) * 100) + "%"


@register.filter
def signed_percent(value: Any) -> str:
    """A change: +5,6%, −9,5%, 0,0%."""
    if value is None or value == "":
        return DASH
    return ("+" if value > 0 else "") + percent(value)


@register.filter
def filesize_vi(size: Any) -> str:
    """38400 → 38 KB; 1468006 → 1,4 MB."""
    if size is None:
        return DASH
    for unit, scale in (("GB", 1024**3), ("MB", 1024**2)):
        if size >= scale:
            return decimal1(Decimal(size) / scale).removesuffix(",0") + NBSP + unit
    return number(max(1, round(size / 1024)) if size else 0) + NBSP + "KB"


@register.filter
def none_as_dash(value: Any) -> Any:
    return DASH if value is None or value == "" else value


# --- Dates ----------------------------------------------------------------------------------------


def _local(moment: Any) -> Any:
    return timezone.localtime(moment) if isinstance(moment, datetime) and timezone.is_aware(moment) else moment


@register.filter
def vndate(day: date | None) -> str:
    """17/06/2026, as dates stand in a text."""
    day = _local(day)
    return f"{day:%d/%m/%Y}" if day else DASH


@register.filter
def vnshort(day: date | None) -> str:
    """17/06, where the year is plain from the page."""
    day = _local(day)
    return f"{day:%d/%m}" if day else DASH


@register.filter
def vndate_field(day: date | None) -> str:
    """17/06/2026, as dates stand in a field."""
    day = _local(day)
    return f"{day.day:02}/{day.month:02}/{day.year}" if day else ""


@register.filter
def vnday(day: date | None) -> str:
    """Thứ Tư, 17/06/2026."""
    day = _local(day)
    return f"{WEEKDAYS[day.weekday()]}, {vndate(day)}" if day else DASH


@register.filter
def vntime(moment: datetime | None) -> str:
    moment = _local(moment)
    return f"{moment.hour:02}:{moment.minute:02}" if moment else DASH


@register.filter
def vnmoment(moment: datetime | None) -> str:
    """16/06/2026, 15:20, in the time of Việt Nam."""
    return f"{vndate(moment)}, {vntime(moment)}" if moment else DASH


@register.simple_tag
def day_span(start: date | None, end: date | None) -> str:
    """From a day to a day: "1/1/2026 – 30/6/2026", "từ 1/1/2026", "đến hết 30/6/2026"; "" where neither is known."""
    if start and end:
        return f"{vndate(start)} – {vndate(end)}"
    if start:
        return f"từ {vndate(start)}"
    return f"đến hết {vndate(end)}" if end else ""


# --- Words that stay together ---------------------------------------------------------------------

_CODE = re.compile(
    r"[IVX]+\.\d[\w.]*(?:-\d+)?"  # II.4.b-1
    r"|\d+(?:/\d+)?[-/][A-ZĐ][\w/.\-]*\w"  # 226-KL/TW, 15/BC-TTr, 12/2026/QĐ-UBND
    r"|\d{1,2}/\d{1,2}(?:/\d{4})?(?:[–-]\d{1,2}/\d{1,2})?"  # 17/06, 17/06/2026, 01/01–31/12
)
_COUNTED = "%|việc|văn bản|hội nghị|đơn vị|nhiệm vụ|nội dung|ngày|kết quả|dòng|tệp"
_UNIT_WORDS = re.compile(rf"(\d) ({_COUNTED})\b|(\bvụ|\bquý|\btháng|\bnăm|\blần) (\d|[IVX]+\b)")


@register.filter
def nobreak(text: Any) -> SafeString:
    """Escaped text in which a percentage, "15 việc", "vụ 2", "226-KL/TW", "II.4.b-1" and dates never break."""
    return _unbroken(str(text))


@lru_cache(maxsize=4096)
def _unbroken(text: str) -> SafeString:
    """The same names of units, codes and titles stand on every page."""
    joined = _UNIT_WORDS.sub(lambda m: m.group(0).replace(" ", NBSP), text.replace(" %", f"{NBSP}%"))
    pieces, end = [], 0
    for found in _CODE.finditer(joined):
        pieces.append(conditional_escape(joined[end : found.start()]))
        pieces.append(format_html('<span class="nobr">{}</span>', found.group(0)))
        end = found.end()
    pieces.append(conditional_escape(joined[end:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


# --- Parts that need a little arithmetic ----------------------------------------------------------


@register.simple_tag
def sentence(parts: Any) -> SafeString:
    """Words and Figures in reading order, as one running sentence."""
    drawn = (nobreak(part) if isinstance(part, str) else fig(part.value, part.url, part.unit) for part in parts)
    return format_html_join("", "{}", ((piece,) for piece in drawn))


@register.inclusion_tag("parts/coverage_strip.html")
def coverage_strip(groups: Any) -> dict:
    return {"groups": groups, "legend": coverage_legend(groups)}


@register.inclusion_tag("parts/six_ro.html")
def six_ro(clears: Any) -> dict:
    """The six rõ with the count of those that are there."""
    clears = list(clears)
    return {"clears": clears, "clear_count": sum(bool(one.value) for one in clears), "clear_total": len(clears)}


@register.inclusion_tag("parts/sort_header.html", takes_context=True)
def sort_header(context: Any, label: str, key: str, css: str = "", first: str = "up") -> dict:
    """A table head that sorts by `?sort=key`, then by `?sort=-key`; `first="down"` begins with the newest."""
    request = context["request"]
    now = request.GET.get("sort", "")
    direction = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    goes_up = direction == "descending" or (not direction and first == "up")
    query = request.GET.copy()
    query["sort"] = key if goes_up else f"-{key}"
    query.pop("page", None)
    return {"label": label, "css": css, "direction": direction, "address": "?" + query.urlencode()}


# --- Forms ----------------------------------------------------------------------------------------


@register.simple_tag
def select_options(groups: Any) -> SafeString:
    """The options of a <select>, as templates/django/forms/widgets/select.html wants them."""
    return format_html_join("", "{}", ((_group(name, options),) for name, options, _ in groups))


def _group(name: str | None, options: list[dict]) -> SafeString:
    drawn = format_html_join(
        "", '<option value="{}"{}>{}</option>', ((one["value"], flatatt(one["attrs"]), one["label"]) for one in options)
    )
    return format_html('<optgroup label="{}">{}</optgroup>', name, drawn) if name else drawn


@register.filter
def erroneous_fields(form: Any) -> list:
    """The bound fields with an error, in the order of the form, for the summary on top of it."""
    return [field for field in form if field.errors]
