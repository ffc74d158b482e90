"""Numbers, dates, words and states as pages draw them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from base import marks
from base.marks import Mark, Segment, mark_of, register_marks
from base.page_parts import CoverageCell, CoverageGroup, Figure, coverage_legend, look_ahead
from base.templatetags import ui

NBSP = "\u00a0"


def render(source: str, **context) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0"), (1003, "1.003"), (1234567, "1.234.567"), (-2, "−2"), (None, "–"), ("", "–")]
)
def test_number_groups_by_points_and_says_nothing_for_nothing(value, shown):
    assert ui.number(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(1234.5, "1.234,5"), (Decimal("0.05"), "0,1"), (-9.5, "−9,5"), (3, "3,0"), (None, "–")]
)
def test_decimal1_rounds_half_up_with_a_comma(value, shown):
    assert ui.decimal1(value) == shown


@pytest.mark.parametrize(("ratio", "shown"), [(0.5556, "55,6"), (0.7368, "73,7"), (0, "0,0"), (1, "100,0")])
def test_percent_never_breaks_before_its_sign(ratio, shown):
    assert ui.percent(ratio) == f"{shown}%"


@pytest.mark.parametrize(("ratio", "shown"), [(0.056, "+5,6"), (-0.095, "−9,5"), (0, "0,0")])
def test_a_change_carries_its_sign(ratio, shown):
    assert ui.signed_percent(ratio) == f"{shown}%"


def test_dates_in_text_in_fields_and_in_words():
    day = date(2026, 6, 7)
    assert ui.vndate(day) == "07/06/2026"
    assert ui.vnshort(day) == "07/06"
    assert ui.vndate_field(day) == "07/06/2026"
    assert ui.vnday(day) == "Chủ Nhật, 07/06/2026"
    assert ui.vndate(None) == "–"
    assert ui.vndate_field(None) == ""


def test_moments_are_told_in_the_time_of_viet_nam():
    assert ui.vnmoment(datetime(2026, 6, 16, 17, 30, tzinfo=UTC)) == "17/06/2026, 00:30"
    assert ui.vndate(datetime(2026, 6, 16, 17, 30, tzinfo=UTC)) == "17/06/2026"


@pytest.mark.parametrize(
    ("size", "shown"), [(0, "0 KB"), (12, "1 KB"), (38912, "38 KB"), (1468006, "1,4 MB"), (20 * 1024 * 1024, "20 MB")]
)
def test_sizes_of_files(size, shown):
    assert ui.filesize_vi(size) == shown.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("đạt 55,6 % rồi", f"55,6{NBSP}%"),
        ("còn 15 việc", f"15{NBSP}việc"),
        ("Phòng Nghiệp vụ 2", f"vụ{NBSP}2"),
        ("Kết luận 226-KL/TW", '<span class="nobr">226-KL/TW</span>'),
        ("số 15/BC-TTr", '<span class="nobr">15/BC-TTr</span>'),
        ("mục II.4.b-1", '<span class="nobr">II.4.b-1</span>'),
    ],
)
def test_what_belongs_together_does_not_break(text, kept):
    assert kept in ui.nobreak(text)


def test_words_that_stay_together_are_still_escaped():
    assert ui.nobreak('<b>15 việc</b> "II.2"') == (
        f'&lt;b&gt;15{NBSP}việc&lt;/b&gt; &quot;<span class="nobr">II.2</span>&quot;'
    )


def test_an_icon_is_decoration_unless_it_has_a_label():
    assert 'aria-hidden="true"' in render('{% icon "clock" %}')
    labelled = render('{% icon "bell" label=words %}', words="Thông báo <mới>")
    assert 'role="img" aria-label="Thông báo &lt;mới&gt;"' in labelled
    assert 'outline.svg#bell"' in labelled


def test_a_misspelt_icon_or_tone_is_refused():
    with pytest.raises(ValueError, match="No icon"):
        ui.icon("clok")
    with pytest.raises(ValueError, match="No tone"):
        ui.chip("pink", "clock", "x")


def test_every_mark_has_its_icon_in_the_sprite_and_a_known_tone():
    for mark in marks.marks_known().values():
        assert mark.icon in ui.icon_names()
        assert mark.tone in marks.TONES


class Light(Enum):
    RED = "red"
    GREEN = "green"


def test_a_state_is_found_by_its_member_and_an_enum_is_marked_as_a_whole():
    with pytest.raises(ValueError, match="GREEN"):
        register_marks({Light.RED: Mark("red", "alert-triangle", "Dừng")})
    with pytest.raises(LookupError):
        mark_of(Light.RED)
    register_marks({light: Mark("grey", "point", light.value) for light in Light})
    assert mark_of(Light.RED).text == "red"


def test_a_state_without_a_mark_never_fails_a_page(settings):
    class Dark(Enum):
        NIGHT = "đêm"

    settings.TESTING = False
    assert mark_of(Dark.NIGHT) == Mark("grey", "point", "đêm")


def test_a_bar_never_stands_alone_and_leaves_out_what_is_not_there():
    drawn = ui.bar(
        [Segment("green", 4, "hoàn thành", "/x/"), Segment("red", 2, "quá hạn"), Segment("grey", 0, "thường xuyên")]
    )
    assert "fill-green s67" in drawn
    assert "fill-red s33" in drawn
    assert "thường xuyên" not in drawn
    assert f'<a href="/x/">4{NBSP}hoàn thành</a>' in drawn
    assert "outline.svg#alert-triangle" in drawn
    assert "style=" not in drawn
    assert ui.bar([Segment("grey", 0, "thường xuyên")]) == ""


def test_numbers_of_a_sentence_open_their_rows():
    assert ui.fig(1003, "/rows/") == '<a class="fig" href="/rows/">1.003</a>'
    assert ui.fig(2, "", "việc") == f'<b class="fig">2{NBSP}việc</b>'
    assert (
        ui.sentence(["Còn ", Figure(2, "/rows/"), " <việc>"]) == 'Còn <a class="fig" href="/rows/">2</a> &lt;việc&gt;'
    )


def test_numbers_of_a_table_are_quiet_when_zero_and_marked_when_red():
    assert ui.count(0, "/rows/") == '<span class="zero">0</span>'
    assert ui.count(None) == '<span class="zero">–</span>'
    red = ui.count(3, "/rows/", "red")
    assert 'class="marked tone-red"' in red
    assert 'href="/rows/"' in red


@pytest.mark.parametrize(
    ("address", "expected", "direction"),
    [
        ("/?sort=date&page=3&q=a", "?sort=-date&amp;q=a", "ascending"),
        ("/?sort=-date", "?sort=date", "descending"),
        ("/?q=a", "?q=a&amp;sort=-date", ""),
    ],
)
def test_a_sorting_head_turns_the_order_and_keeps_the_filters(address, expected, direction):
    head = render('{% sort_header "Ngày" "date" first="down" %}', request=RequestFactory().get(address))
    assert expected in head
    assert ("aria-sort" in head) == bool(direction)
    assert direction in head


@pytest.mark.parametrize("number", [None, "", "0", "-4", "x", "1"])
def test_nonsense_for_a_page_number_gives_the_first_page(number):
    page = look_ahead(list(range(30)), number, size=25)
    assert (page.number, page.first, page.last, page.has_next, page.has_previous) == (1, 1, 25, True, False)


def test_the_last_page_is_known_without_counting():
    page = look_ahead(list(range(50)), "2", size=25)
    assert (page.first, page.last, page.has_next, page.has_previous) == (26, 50, False, True)
    assert list(look_ahead([], "1")) == []


def test_the_legend_of_the_coverage_counts_every_cell_once():
    groups = [CoverageGroup("II.1", [CoverageCell("II.1.a", "full"), CoverageCell("II.1.b", "open")])]
    assert [(entry.kind, entry.count) for entry in coverage_legend(groups)] == [("full", 1), ("open", 1)]
    assert 'aria-label="II.1.b: chưa giao"' in render("{% coverage_strip groups %}", groups=groups)
