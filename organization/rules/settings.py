"""Which points does no source settle, and what does the agency choose?

Each is a setting with its default, its reason and where it comes from; nothing of it is a constant
elsewhere. The chosen values are rows of the Setting table; a missing row means the default.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class SettingDefinition:
    """One open point. `kind` is bool, int, choice or choices (several of them)."""

    key: str
    group: str
    label: str
    kind: str
    default: Any
    source: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    minimum: int = 0
    maximum: int = 0
    unit_word: str = ""

    def parse(self, raw: Any) -> Any:
        """The stored JSON value as this setting's own type; an unusable one falls back to the default."""
        if self.kind == "bool":
            return raw if isinstance(raw, bool) else self.default
        if self.kind == "int":
            good = isinstance(raw, int) and not isinstance(raw, bool) and self.minimum <= raw <= self.maximum
            return raw if good else self.default
        allowed = {key for key, _ in self.choices}
        if self.kind == "choice":
            return raw if raw in allowed else self.default
        if isinstance(raw, list) and set(raw) <= allowed:
            return tuple(key for key, _ in self.choices if key in raw)
        return self.default

    def words(self, value: Any) -> str:
        """The value as a person reads it."""
        if self.kind == "bool":
            return "có" if value else "không"
        if self.kind == "int":
            return f"{value} {self.unit_word}".strip()
        names = dict(self.choices)
        if self.kind == "choice":
            return names[value]
        return ", ".join(names[key] for key in value) or "không kỳ nào"


MEETINGS, TARGETS, TASKS, REPORTS = "Hội nghị", "Chỉ tiêu", "Nhiệm vụ", "Báo cáo kỳ"


@dataclass(frozen=True)
class _Registry:
    definitions: tuple[SettingDefinition, ...] = field(default_factory=tuple)

    def __getitem__(self, key: str) -> SettingDefinition:
        for definition in self.definitions:
            if definition.key == key:
                return definition
        raise KeyError(f"There is no setting {key!r}.")

    def __iter__(self) -> Iterator[SettingDefinition]:
        return iter(self.definitions)


SETTINGS = _Registry(
    (
        SettingDefinition(
            "hybrid_counts_as_online",
            MEETINGS,
            "Hội nghị trực tiếp kết hợp trực tuyến tính là trực tuyến",
            "bool",
            False,
            "Kết luận 226-KL/TW nêu tỷ lệ trực tuyến, không nêu hình thức kết hợp.",
        ),
        SettingDefinition(
            "conference_set",
            MEETINGS,
            "Hội nghị tính vào mức giảm 10 %",
            "choice",
            "all",
            "Kế hoạch, mục I.2.a và II.4.b: viết “hội nghị”, không nêu loại.",
            choices=(("all", "mọi hội nghị đã họp"), ("wide", "chỉ hội nghị thuộc phạm vi mục II.4.b")),
        ),
        SettingDefinition(
            "online_set",
            MEETINGS,
            "Hội nghị tính vào tỷ lệ trực tuyến 60 %",
            "choice",
            "wide",
            "Kế hoạch, mục II.4.b: viết “họp” trong phần có sở, ngành, cấp xã và phần tham mưu UBND tỉnh.",
            choices=(("wide", "hội nghị thuộc phạm vi mục II.4.b"), ("all", "mọi hội nghị")),
        ),
        SettingDefinition(
            "province_conferences_per_year",
            MEETINGS,
            "Số hội nghị toàn tỉnh tối đa mỗi năm",
            "int",
            2,
            "Kết luận 226-KL/TW; chỉ áp dụng khi đơn vị là cấp tỉnh.",
            minimum=0,
            maximum=50,
            unit_word="hội nghị",
        ),
        SettingDefinition(
            "judged_calendar",
            TARGETS,
            "Năm dùng để xét mức giảm 15 % và 10 %",
            "choice",
            "register",
            "Kế hoạch viết “so với năm trước”; năm còn lại luôn hiện bên cạnh.",
            choices=(("register", "năm dương lịch, 01/01–31/12"), ("reporting", "năm báo cáo, 15/12–14/12")),
        ),
        SettingDefinition(
            "due_soon_days",
            TASKS,
            "“Sắp đến hạn” là còn",
            "int",
            3,
            "Thông lệ của các văn phòng.",
            minimum=1,
            maximum=20,
            unit_word="ngày làm việc",
        ),
        SettingDefinition(
            "late_judged_by",
            TASKS,
            "Đúng hạn hay quá hạn xét theo",
            "choice",
            "product_date",
            "Thông lệ: việc bấm nộp thường sau khi có sản phẩm vài ngày.",
            choices=(
                ("product_date", "ngày có sản phẩm, được xác nhận cùng kết quả"),
                ("submission", "ngày nộp kết quả"),
            ),
        ),
        SettingDefinition(
            "unit_report_due_days",
            REPORTS,
            "Hạn báo cáo kỳ của đơn vị: sau ngày chốt",
            "int",
            1,
            "Nghị định 09/2019/NĐ-CP, Điều 13 khoản 2 để từng cấp tự quy định.",
            minimum=0,
            maximum=20,
            unit_word="ngày làm việc",
        ),
        SettingDefinition(
            "report_periods",
            REPORTS,
            "Kỳ phải báo cáo",
            "choices",
            ("half", "year"),
            "Kế hoạch, mục IV.2: “định kỳ theo quy định”.",
            choices=(("month", "tháng"), ("quarter", "quý"), ("half", "6 tháng"), ("nine", "9 tháng"), ("year", "năm")),
        ),
    )
)
