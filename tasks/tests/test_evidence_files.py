"""What may be stored: the allow-list by name and by content, and the names people see."""

from io import BytesIO

import pytest

from tasks.rules.evidence_files import EXTENSIONS, FileNotAccepted, content_type_of, safe_name
from tasks.tests import files

MOST = 20 << 20
GOOD = {
    ".pdf": files.PDF,
    ".docx": files.DOCX,
    ".xlsx": files.XLSX,
    ".pptx": files.PPTX,
    ".doc": files.DOC,
    ".xls": files.XLS,
    ".ppt": files.OLE + "PowerPoint Document".encode("utf-16-le"),
    ".jpg": files.JPG,
    ".jpeg": files.JPG,
    ".png": files.PNG,
    ".heic": files.HEIC,
    ".heif": files.HEIC,
    ".webp": files.WEBP,
}
ALIKE = [{".jpg", ".jpeg"}, {".heic", ".heif"}]


def kind(name, content):
    return content_type_of(name, len(content), MOST, BytesIO(content))


def test_every_accepted_extension_has_an_example():
    assert set(GOOD) == set(EXTENSIONS)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_name_and_content_must_agree(extension):
    for other, content in GOOD.items():
        same = other == extension or {other, extension} in ALIKE
        if same:
            assert kind(f"tệp{extension.upper()}", content)
        else:
            with pytest.raises(FileNotAccepted):
                kind(f"tệp{extension}", content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("chuong-trinh.pdf", files.EXE),
        ("chuong-trinh.exe", files.EXE),
        ("trang.html", b"<script>alert(1)</script>"),
        ("anh.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("goi.zip", files.DOCX),
        ("cai-dat.xls", files.MSI),
        ("macro.docm", files.DOCX),
        ("macro.docx", files.package("word/document.xml", "word/vbaProject.bin")),
        ("vo.docx", files.DOCX[:20]),
        ("khong-duoi", files.PDF),
        ("rong.pdf", b""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # contents hold the moment they were packed at
)
def test_anything_else_is_refused(name, content):
    with pytest.raises(FileNotAccepted):
        kind(name, content)


def test_the_limit_is_twenty_megabytes():
    with pytest.raises(FileNotAccepted, match="lớn hơn 20 MB"):
        content_type_of("to.pdf", MOST + 1, MOST, BytesIO(files.PDF))
    assert content_type_of("vua.pdf", MOST, MOST, BytesIO(files.PDF)) == "application/pdf"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("C:\\Users\\Mai\\lịch họp.xlsx", "lịch họp.xlsx"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("anh\u202egpj.exe.pdf", "anhgpj.exe.pdf"),
        ("bie\u0302n ba\u0309n.pdf", "biên bản.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
        (".pdf", "pdf"),
        ("", "tep"),
    ],
)
def test_names_are_made_harmless_and_stay_readable(raw, shown):
    assert safe_name(raw) == shown


def test_long_names_keep_their_extension():
    name = safe_name("x" * 400 + ".docx")
    assert len(name) <= 150 and name.endswith(".docx")
