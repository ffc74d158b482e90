"""What may be stored: the allow-list by name and by content, and the names people see."""

from io import BytesIO

import pytest

from tasks.rules.evidence_files import EXTENSIONS, PICTURE_EXTENSIONS, accept_file, safe_name
from tasks.rules.office_files import FileNotAccepted
from tasks.tests import files

MOST = 20 << 20
GOOD = {
    ".pdf": files.PDF,
    ".docx": files.DOCX,
    ".xlsx": files.XLSX,
    ".pptx": files.PPTX,
    ".doc": files.DOC,
    ".xls": files.XLS,
    ".ppt": files.PPT,
    ".jpg": files.JPG,
    ".jpeg": files.JPG,
    ".jfif": files.JPG,
    ".png": files.PNG,
    ".heic": files.HEIC,
    ".heif": files.HEIC,
    ".webp": files.WEBP,
    ".tif": files.TIFF,
    ".tiff": files.TIFF,
}


def kept(name, content):
    return accept_file(name, len(content), MOST, BytesIO(content))


def refusal(name, content) -> str:
    with pytest.raises(FileNotAccepted) as refused:
        kept(name, content)
    return str(refused.value)


def test_every_accepted_extension_has_an_example():
    assert set(GOOD) == set(EXTENSIONS)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_name_and_content_must_agree(extension):
    for other, content in GOOD.items():
        if other == extension:
            assert kept(f"tệp{extension.upper()}", content).name == f"tệp{extension.upper()}"
        elif not {other, extension} <= set(PICTURE_EXTENSIONS):
            with pytest.raises(FileNotAccepted):
                kept(f"tệp{extension}", content)


@pytest.mark.parametrize(
    ("name", "content", "right", "content_type"),
    [
        ("Biên bản.jpg", files.HEIC, "Biên bản.heic", "image/heic"),
        ("Biên bản.JPG", files.WEBP, "Biên bản.webp", "image/webp"),
        ("Biên bản.jpeg", files.PNG, "Biên bản.png", "image/png"),
        ("Biên bản.png", files.JPG, "Biên bản.jpg", "image/jpeg"),
        ("Biên bản.heic", files.JPG, "Biên bản.jpg", "image/jpeg"),
        ("Biên bản.png", files.TIFF, "Biên bản.tif", "image/tiff"),
        ("Biên bản.jfif", files.JPG, "Biên bản.jfif", "image/jpeg"),
        ("Biên bản.tiff", b"MM\x00*" + b"\x00" * 64, "Biên bản.tiff", "image/tiff"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_photo_is_taken_under_the_name_its_content_asks_for(name, content, right, content_type):
    found = kept(name, content)
    assert (found.name, found.content_type) == (right, content_type)


MANY = [f"word/media/anh{number}.png" for number in range(5_001)]
DOC_MACROS = files.compound({"WordDocument": b"\xec\xa5", "Macros/VBA/dir": b"x"})
XLS_MACROS = files.compound({"Workbook": b"", "_VBA_PROJECT_CUR/VBA/dir": b"x"})
EMBEDDED = files.compound({"Package": files.package("word/document.xml", "word/vbaProject.bin")})
BOUND_SHEET = b"\x09\x08\x00\x00" + b"\x85\x00\x09\x00\x00\x00\x00\x00\x00\x01\x01\x00M" + b"\x0a\x00\x00\x00"
VBA_INFO = bytes.fromhex("1f00ff0314000000 020000040c000000 05000000 01000000 02000000")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", files.package("word/document.xml", "word/vbaProject.bin")),
        ("sau-5000-phan.docx", files.package("word/document.xml", *MANY, "word/vbaProject.bin")),
        ("ten-khac.docx", files.package("word/document.xml", parts={"word/anh.png": DOC_MACROS})),
        ("kieu.xlsx", files.package("xl/workbook.xml", parts={"[Content_Types].xml": b"ms-excel.sheet.macroEnabled"})),
        ("excel4.xlsx", files.package("xl/workbook.xml", "xl/macrosheets/sheet1.xml")),
        ("kem.docx", files.package("word/document.xml", "word/embeddings/so.xlsm")),
        ("long.docx", files.package("word/document.xml", parts={"word/embeddings/o.bin": EMBEDDED})),
        ("a.doc", DOC_MACROS),
        ("trong.doc", files.compound({"WordDocument": b"", "ObjectPool/_1/Macros/VBA/dir": b"x"})),
        ("a.xls", XLS_MACROS),
        ("excel4.xls", files.compound({"Workbook": BOUND_SHEET})),
        ("a.ppt", files.compound({"PowerPoint Document": b"\x0f" * 40 + VBA_INFO})),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_macros_are_found_wherever_they_hide(name, content):
    assert "macro" in refusal(name, content)


FILE_PASS = b"\x09\x08\x00\x00" + b"\x2f\x00\x02\x00\x01\x00" + b"\x0a\x00\x00\x00"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", files.compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"})),
        ("a.xlsx", files.compound({"EncryptedPackage": b"x"})),
        ("a.doc", files.compound({"WordDocument": b"\xec\xa5".ljust(11, b"\x00") + b"\x01"})),
        ("a.xls", files.compound({"Workbook": FILE_PASS})),
        (
            "a.ppt",
            files.compound({"PowerPoint Document": b"", "Current User": b"\x00" * 12 + b"\xdf\xc4\xd1\xf3"}),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_password_is_refused_with_what_to_do(name, content):
    assert "Bỏ mật khẩu" in refusal(name, content)


@pytest.mark.parametrize(
    "content", [files.EXE, b"\x7fELF" + b"\x00" * 64, b"#!/bin/sh\n%PDF-1.7", files.EXE + files.PDF]
)
def test_a_program_named_pdf_is_called_one(content):
    assert "là một chương trình" in refusal("bao-cao.pdf", content)


def test_something_else_before_the_pdf_is_no_pdf():
    assert "không đúng là tệp .pdf" in refusal("bao-cao.pdf", b"<script>alert(1)</script>" + files.PDF)
    assert kept("bao-cao.pdf", b"\xef\xbb\xbf\r\n" + files.PDF)


def test_a_package_that_unpacks_without_end_is_refused():
    bomb = files.package("word/document.xml", parts={"word/embeddings/o.bin": files.OLE + b"\x00" * (61 << 20)})
    assert "quá lớn" in refusal("no.docx", bomb)


def test_an_old_file_that_only_begins_like_one_is_refused():
    for cut in (8, 100, 512, 600, 3_000):
        assert "không đúng là tệp .doc" in refusal("vo.doc", files.DOC[:cut])


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
        kept(name, content)


def test_the_limit_is_twenty_megabytes():
    with pytest.raises(FileNotAccepted, match="lớn hơn 20 MB"):
        accept_file("to.pdf", MOST + 1, MOST, BytesIO(files.PDF))
    assert accept_file("vua.pdf", MOST, MOST, BytesIO(files.PDF)).content_type == "application/pdf"


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
