"""One word for one thing: what offices do not say stands nowhere, and what the glossary says stands on a screen."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("base", "organization", "documents", "tasks", "meetings", "figures", "reports", "kehoach226")
NOT_WRITTEN_BY_US = ("tests", "migrations")

# What a reader of an inspectorate takes for something else, or another word for a thing that has one.
UNSAID = {
    r"\d %(?![}\w(])": "15%, without a space",
    r"[Cc]hánh Văn phòng đã soát": "lãnh đạo Văn phòng đã soát",
    r"[Bb]ản tin": "nội dung giao ban tuần",
    r"[Bb]ảng chuyển kỳ": "kỳ trước chuyển sang · giao trong kỳ · hoàn thành · chuyển kỳ sau",
    r"[Vv]iệc giao thêm": "nhiệm vụ phát sinh",
    r"sang việc tiếp theo": "chuyển nhiệm vụ tiếp theo",
    r"còn tối đa \d": "còn được ban hành tối đa",
    r"[Gg]iữ nhịp này|với tiến độ này": "theo tiến độ hiện nay",
    r"[Bb]iểu mẫu cấp trên": "biểu mẫu của cơ quan cấp trên",
    r"[Ll]ùi thời hạn|\bmuộn\b": "gia hạn; chậm n ngày làm việc",
    r"đề nghị tra soát": "đề nghị đính chính",
    r"bổ sung sau chốt": "bổ sung sau thời điểm chốt số liệu",
    r"ước đến \d": "ước đến hết ngày",
    r"[Ss]ổ kiểm tra": "sổ theo dõi kiểm tra",
    r"(?<!có thể )không cần ban hành": "có thể không cần ban hành",
    r"sao lại văn bản cấp trên": "nội dung đã có trong văn bản cấp trên",
    r"vừa nhập còn đây": "Nội dung đồng chí vừa nhập vẫn được giữ.",
    r"không có sản phẩm kèm theo\?": "Kết quả này không kèm văn bản, tệp nào, đúng không?",
    r"01/2024/TT-TTCP": "the sector's rule by its matter, not by a number that changed",
    r"[Đđ]ã phủ\b|được phủ\b": "đã giao đủ",
    r"[Tt]hôi, quay lại": "Quay lại",
    r"Ghi sửa đổi|Ghi vào sổ</|Lưu cài đặt": "Lưu",
    r"Đọc lại từ|Đọc tệp<|Tải lên tệp": "Nhập từ tệp",
    # In an inspectorate `kết luận` alone is a conclusion of an inspection.
    r"[Tt]hông báo kết luận(?! cuộc họp)": "thông báo kết luận cuộc họp",
    r"kết luận giao ban": "kết luận cuộc họp giao ban",
}


def sources(*kinds: str) -> list[Path]:
    """Files that hold words for a screen or a guide."""
    places = [*(ROOT / app for app in APPS), ROOT / "templates", ROOT / "static" / "js"]
    found = [path for place in places for kind in kinds for path in sorted(place.rglob(f"*.{kind}"))]
    return [path for path in found if not set(path.relative_to(ROOT).parts) & set(NOT_WRITTEN_BY_US)]


def written() -> list[Path]:
    guides = [*sorted((ROOT / "docs" / "huong-dan").glob("*.md")), ROOT / "docs" / "glossary.md"]
    return [*sources("py", "html", "js", "txt"), *guides, ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po"]


def test_what_offices_do_not_say_stands_nowhere():
    found = [
        f"{path.relative_to(ROOT)}:{number}: {hit.group(0)!r}, say: {instead}"
        for path in written()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for pattern, instead in UNSAID.items()
        if (hit := re.search(pattern, line))
    ]
    assert not found, "\n".join(found)


def glossary_terms() -> list[str]:
    """Every term of the column “On screen”, without what stands in brackets."""
    terms = []
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) < 3 or cells[1] in ("On screen", "–", "", "---") or set(cells[1]) <= {"-", ":"}:
            continue
        terms += [term for part in re.split(r" / | · |, ", cells[1]) if (term := part.strip())]
    return terms


@pytest.mark.parametrize("term", glossary_terms())
def test_every_word_of_the_glossary_stands_on_a_screen(term, said):
    assert term.casefold() in said, f"{term!r} of docs/glossary.md stands in no template and no code"


@pytest.fixture(scope="module")
def said() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sources("py", "html", "js")).casefold()
