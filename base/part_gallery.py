"""What do the parts of the pages look like in every state? A page for developers, in no one's navigation.

All names and numbers on it are made up; nothing is read from the database.
"""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest
from django.shortcuts import render

from base.marks import Mark, Segment, marks_known
from base.page_parts import (
    Clear,
    CoverageCell,
    CoverageGroup,
    Difference,
    Figure,
    FileLine,
    Link,
    SentenceFigure,
    TimelineEntry,
    look_ahead,
)

HERE = "#main"
STAMPS = (
    Mark("grey", "writing-sign", "Nhập thay"),
    Mark("grey", "clipboard-check", "Ghi nhận ý kiến lãnh đạo"),
    Mark("grey", "search", "Chưa rà"),
)


class ExampleFilter(forms.Form):
    """The fields over a list."""

    symbol = forms.CharField(label="Tìm trong trích yếu, số, ký hiệu", required=False)
    department = forms.ChoiceField(
        label="Đơn vị", required=False, choices=[("", "Tất cả"), ("nv2", "Phòng Nghiệp vụ 2")]
    )
    since = forms.DateField(label="Từ ngày", required=False)
    until = forms.DateField(label="Đến ngày", required=False)


class ExampleForm(forms.Form):
    """Every kind of field, for its looks alone."""

    done_on = forms.DateField(label="Ngày có sản phẩm", help_text="Ngày thật của sản phẩm, không sau hôm nay.")
    result = forms.CharField(label="Kết quả", widget=forms.Textarea(attrs={"rows": 3}))
    symbol = forms.CharField(
        label="Số, ký hiệu văn bản", required=False, widget=forms.TextInput(attrs={"class": "medium"})
    )
    unit = forms.ChoiceField(label="Đơn vị", choices=[("vp", "Văn phòng"), ("nv2", "Phòng Nghiệp vụ 2")])
    number = forms.IntegerField(label="Số lượng", help_text="Số văn bản trong nửa tháng, 0 nếu không có.")
    kind = forms.ChoiceField(
        label="Hình thức",
        choices=[("onsite", "Trực tiếp"), ("online", "Trực tuyến"), ("hybrid", "Trực tiếp kết hợp trực tuyến")],
        widget=forms.RadioSelect,
    )
    scopes = forms.MultipleChoiceField(
        label="Thành phần",
        required=False,
        choices=[("so", "Sở, ngành"), ("xa", "Cấp xã")],
        widget=forms.CheckboxSelectMultiple,
    )
    evidence = forms.FileField(
        label="Tệp minh chứng", required=False, help_text="PDF, Word, Excel hoặc ảnh chụp; mỗi tệp tối đa 20 MB."
    )
    is_nil = forms.BooleanField(
        label="Không phát sinh trong kỳ", required=False, help_text="Đơn vị không có văn bản nào."
    )

    def clean_done_on(self) -> None:
        raise forms.ValidationError("20/06/2026 sau hôm nay 17/06/2026. Ghi ngày đã có sản phẩm.")


FIGURES = (
    SentenceFigure(
        title="Nhiệm vụ",
        mark=Mark("red", "alert-triangle", "5 việc quá hạn"),
        parts=(
            "Hoàn thành ",
            Figure(14, HERE),
            " trên ",
            Figure(19, HERE),
            " việc đến hạn (73,7%). Quá hạn: Phòng Nghiệp vụ 4 ",
            Figure(2, HERE, "việc"),
            "; Phòng Nghiệp vụ 1, 2 và 5 mỗi phòng ",
            Figure(1, HERE, "việc"),
            ".",
        ),
    ),
    SentenceFigure(
        title="Văn bản hành chính",
        mark=Mark("amber", "trending-up", "Có nguy cơ vượt"),
        parts=(
            "Đã ban hành ",
            Figure(84, HERE),
            " văn bản, tăng ",
            Figure("3,7%", HERE),
            " so với cùng kỳ; từ nay đến 31/12 còn được ban hành tối đa ",
            Figure(63, HERE, "văn bản"),
            ". Theo tiến độ hiện nay ước cả năm ",
            Figure(1168, HERE),
            ", vượt mức tối đa ",
            Figure(147, HERE),
            ".",
        ),
        age="Số liệu đến hết 14/06/2026: 81 văn bản, từ 15/06 đến 17/06: 3 · 6/7 đơn vị · năm dương lịch (01/01–31/12)",
        links=(Link("Cách tính", HERE),),
    ),
    SentenceFigure(
        title="Hội nghị của phòng",
        parts=("Đã họp ", Figure(4, HERE), " hội nghị. Chỉ tiêu 10% tính cho cả cơ quan, không giao cho từng phòng."),
        age="Số liệu đến hết 14/06/2026 · năm dương lịch",
    ),
)
EVENTS = (
    TimelineEntry(
        "arrow-back-up",
        "amber",
        "Vũ Thị Mai",
        "trả lại để bổ sung",
        "Văn phòng · 16/06/2026, 15:20",
        "“Chưa kèm lịch họp đã thống nhất với Phòng Nghiệp vụ 3.”",
    ),
    TimelineEntry(
        "send",
        "violet",
        "Nguyễn Thị Hạnh",
        "nộp kết quả",
        "Trưởng Phòng Nghiệp vụ 2 · 12/06/2026, 16:45",
        "Ngày có sản phẩm 12/06/2026",
        files=(FileLine("lich-hop-quy-III.xlsx", HERE),),
    ),
    TimelineEntry(
        "message-circle",
        "ink",
        "Trần Quang Vinh",
        "góp ý kiến phối hợp",
        "Trưởng Phòng Nghiệp vụ 3 · 11/06/2026, 09:10",
        "Đồng ý ghép hai cuộc họp ngày 08/07 thành một.",
    ),
    TimelineEntry(
        "pencil",
        "accent",
        "Vũ Thị Mai",
        "cập nhật 60%",
        "Văn phòng · 05/06/2026, 10:30 · theo điện thoại của Nguyễn Thị Hạnh",
        "Đã có dự thảo lịch, đang rà trùng với lịch cơ quan.",
        stamps=STAMPS[:1],
    ),
    TimelineEntry(
        "gavel",
        "ink",
        "Phạm Thu Nga",
        "cho hạn 12/06/2026",
        "Phó Chánh Thanh tra · kết luận cuộc họp giao ban 25/05/2026 · Vũ Thị Mai ghi nhận",
        stamps=STAMPS[1:2],
    ),
    TimelineEntry(
        "flag", "ink", "", "Giao nhiệm vụ cho Phòng Nghiệp vụ 2", "Danh mục kèm Quyết định 61/QĐ-TTr · 22/05/2026"
    ),
)
CLEARS = (
    Clear("Rõ người", "", "Ghi người phụ trách", HERE),
    Clear("Rõ việc", "Lịch họp quý III của phòng, phối hợp với Văn phòng xử lý trùng lặp"),
    Clear("Rõ thời gian", "12/06/2026"),
    Clear(
        "Rõ trách nhiệm",
        "Phòng Nghiệp vụ 2 chủ trì; Văn phòng, Phòng Nghiệp vụ 3 phối hợp; Phó Chánh Thanh tra Phạm Thu Nga phụ trách",
    ),
    Clear("Rõ sản phẩm", "Lịch họp quý III đã thống nhất"),
    Clear("Rõ thẩm quyền", "Văn phòng xác nhận"),
)
COVERAGE = tuple(
    CoverageGroup(name, tuple(CoverageCell(f"{name}-{i + 1}", kind, HERE) for i, kind in enumerate(kinds)))
    for name, kinds in (
        ("II.1", ["full"] * 2),
        ("II.2", ["full"]),
        ("II.3", ["full"] * 7),
        ("II.4", ["full"] * 4),
        ("II.5", ["full", "full", "part"]),
        ("II.6", ["full", "full", "none", "full", "full", "full"]),
        ("III", ["none", "open"]),
        ("IV", ["full"] * 2),
    )
)
ROWS = (
    ("Văn phòng", 0, 2, 6, 2, 20),
    ("Phòng Nghiệp vụ 1", 1, 1, 5, 1, 15),
    ("Phòng Nghiệp vụ 2", 1, 2, 3, 1, 1013),
)
BARS = (
    (
        "II.1.a",
        "Phổ biến, quán triệt trong từng phòng",
        [Segment("green", 4, "hoàn thành", HERE), Segment("amber", 2, "sắp đến hạn", HERE)],
    ),
    (
        "II.3.a-2",
        "Rút gọn quy trình soạn thảo",
        [Segment("red", 1, "quá hạn"), Segment("amber", 1, "sắp đến hạn"), Segment("accent", 4, "trong hạn")],
    ),
    (
        "II.3.a-4",
        "Ưu tiên nguồn lực",
        [Segment("blank", 2, "chưa có hạn"), Segment("grey", 3, "thường xuyên"), Segment("hatched", 1, "tạm dừng")],
    ),
)
LAST_YEAR = [0, 6, 13, 17, 24, 30, 40, 47, 53, 58, 65, 74, 84, *range(94, 171, 7), 174]
THIS_YEAR = [0, 6, 15, 21, 24, 33, 41, 49, 56, 63, 71, 81]
PROJECTION = [None] * 11 + [81 + round(87 * i / 13, 1) for i in range(14)]
CHART = {
    "labels": [f"{'14' if i % 2 else '31'}/{(i + 1) // 2 or 1}" for i in range(25)],
    "months": [f"T{i}" for i in range(1, 13)],
    "last_year": LAST_YEAR,
    "this_year": THIS_YEAR + [None] * 13,
    "projection": PROJECTION,
    "ceiling": 147,
    "names": {
        "last_year": "Năm 2025: 174",
        "this_year": "14/06: 81",
        "projection": "Ước cả năm: 168",
        "ceiling": "Mức 2026: 147",
    },
    "runs_out": {"at": 20.9, "label": "Hết mức tối đa khoảng 12/11"},
}


def part_gallery(request: HttpRequest) -> Any:
    """Every part in every state; 404 unless the site runs for development."""
    if not settings.DEBUG:
        raise Http404
    form = ExampleForm(
        {
            "done_on": "20/06/2026",
            "result": "Đã thống nhất lịch họp quý III.",
            "symbol": "142/TTr-NV2",
            "unit": "nv2",
            "number": "",
            "kind": "online",
        }
    )
    context = {
        "mark_groups": (*_marks_by_kind(),),
        "stamps": STAMPS,
        "figures": FIGURES,
        "events": EVENTS,
        "clears": CLEARS,
        "coverage": COVERAGE,
        "rows": ROWS,
        "bars": BARS,
        "chart": CHART,
        "form": form,
        "filter_form": ExampleFilter(
            initial={"since": date(2026, 1, 1), "until": date(2026, 6, 17)}, auto_id="filter_%s"
        ),
        "files": (
            FileLine("lich-hop-quy-III.xlsx", HERE, "38 KB · nộp 12/06", remove_url=HERE),
            FileLine("bien-ban-thong-nhat-NV3.jpg", "", "1,4 MB · vừa thêm", remove_name="remove", remove_value="2"),
        ),
        "differences": (
            Difference("Tiến độ", "80%", "70%"),
            Difference("Tình hình", "Đã gửi Văn phòng rà trùng", "Đã có dự thảo lịch"),
        ),
        "page": look_ahead(list(range(96)), request.GET.get("page"), size=13, total=96),
    }
    return render(request, "base/part_gallery.html", context)


def _marks_by_kind() -> list[tuple[str, list[Mark]]]:
    """Every mark that an app made known, by the app that owns the states."""
    kinds: dict[str, list[Mark]] = {}
    for (kind, _), mark in marks_known().items():
        words = kind.__module__.partition(".")[0]  # the app: short enough for a phone
        kinds.setdefault(words, []).append(mark)
    return list(kinds.items())
