"""A backup that is cut short, changed or unfinished is never taken for good."""

import fcntl
import os
import random
import signal
import time
from zipfile import ZipFile

import pytest

from base.errors import Refused
from organization.models import BackupRun, Person
from organization.services.backup import open_archive
from organization.tests.factories import UnitFactory

SEEDED = random.Random(226)


def all_content(path):
    """Everything a restore would use of an archive; Refused if it is not whole."""
    with open_archive(path) as opened:
        rows = {facts.table: list(opened.lines(facts.table)) for facts in opened.manifest.tables}
        files = {name: b"".join(opened.blocks(name)) for name in opened.manifest.file_names}
        return opened.manifest, rows, files


@pytest.mark.parametrize("part", [0, 0.001, 0.3, 0.7, 0.99])
def test_a_truncated_archive_is_refused(archive, tmp_path, part):
    cut = tmp_path / "cut.zip"
    whole = archive.read_bytes()
    cut.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(Refused, match="cắt cụt"), open_archive(cut):
        pass


@pytest.mark.parametrize("missing", [1, 2, 22, 100])
def test_an_archive_without_its_last_bytes_is_refused(archive, tmp_path, missing):
    cut = tmp_path / "cut.zip"
    cut.write_bytes(archive.read_bytes()[:-missing])
    with pytest.raises(Refused), open_archive(cut):
        pass


def test_a_flipped_byte_is_refused_or_without_effect(archive, tmp_path):
    """A zip has bytes that mean nothing to us (times, rights); every other one must be noticed."""
    whole, good = archive.read_bytes(), all_content(archive)
    refused = 0
    flipped = tmp_path / "flipped.zip"
    for place in SEEDED.sample(range(len(whole)), 150):
        changed = bytearray(whole)
        changed[place] ^= 1 << SEEDED.randrange(8)
        flipped.write_bytes(changed)
        try:
            assert all_content(flipped) == good, f"byte {place}"
        except Refused:
            refused += 1
    assert refused > 130


def test_a_damaged_archive_touches_nothing_even_with_force(sites, original, archive, tmp_path):
    whole = bytearray(archive.read_bytes())
    with ZipFile(archive) as opened:
        place = opened.getinfo("tables/organization_auditevent.jsonl").header_offset + 200
    whole[place] ^= 0x10
    bad = tmp_path / "bad.zip"
    bad.write_bytes(whole)
    used = sites.make(like=original)
    before, files = used.contents(), used.files()
    assert "đã hỏng" in used.run("restore", bad, "--force", expect=1)
    assert used.contents() == before
    assert used.files() == files


def test_a_member_too_many_or_too_few_is_refused(archive, tmp_path):
    more = tmp_path / "more.zip"
    more.write_bytes(archive.read_bytes())
    with ZipFile(more, "a") as opened:
        opened.writestr("files/them.txt", "x")
    with pytest.raises(Refused, match=r"them\.txt"), open_archive(more):
        pass
    fewer = tmp_path / "fewer.zip"
    with ZipFile(archive) as source, ZipFile(fewer, "w") as target:
        for name in source.namelist():
            if not name.endswith("but-phe.pdf"):
                target.writestr(name, source.read(name))
    with pytest.raises(Refused, match="but-phe"), open_archive(fewer):
        pass


def test_another_zip_is_no_backup(tmp_path):
    other = tmp_path / "other.zip"
    with ZipFile(other, "w") as opened:
        opened.writestr("a.txt", "a")
    with pytest.raises(Refused, match="bảng kê"), open_archive(other):
        pass


def test_an_unfinished_file_is_refused_by_its_name(archive, tmp_path):
    part = tmp_path / "good.zip.part"
    part.write_bytes(archive.read_bytes())
    with pytest.raises(Refused, match="chưa làm xong"), open_archive(part):
        pass


# --- Killed ---------------------------------------------------------------------------------------


def kill_at(process, words):
    """SIGKILL soon after the process says the words."""
    for line in process.stdout:
        if words in line:
            break
    time.sleep(SEEDED.random() * 0.3)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


@pytest.fixture
def heavy(sites, original):
    """A site whose files take a while to copy."""
    made = sites.make(like=original)
    for n in range(4):
        (made.media / f"nang-{n}.pdf").write_bytes(os.urandom(40_000_000))
    return made


def test_a_backup_killed_in_the_middle_leaves_the_last_good_one(heavy, archive, tmp_path):
    target, part = tmp_path / "nightly.zip", tmp_path / "nightly.zip.part"
    target.write_bytes(archive.read_bytes())
    for step in ("Sao chép cơ sở dữ liệu", "Sao chép các tệp", "Khôi phục thử"):
        kill_at(heavy.start("backup", target), step)
        assert target.read_bytes() == archive.read_bytes()
        with pytest.raises(Refused), open_archive(part):
            pass
        with heavy.at_work():
            run = BackupRun.objects.latest("id")
            assert (run.verified, run.finished_at) == (False, None)
    (heavy.media / "decisions" / "but-phe.pdf").unlink()
    assert "1 tệp có tên trong cơ sở dữ liệu" in heavy.run("backup", target)
    with open_archive(target) as opened:
        assert "nang-3.pdf" in opened.manifest.file_names
        assert opened.manifest.missing_files == ["decisions/but-phe.pdf"]
    assert not part.exists()
    with heavy.at_work():
        run = BackupRun.objects.latest("id")
        assert (run.verified, run.missing_files) == (True, 1)


def test_a_restore_killed_in_the_middle_leaves_the_old_or_the_new_rows_and_can_be_done_again(sites, original, archive):
    used = sites.make(like=original)
    with used.at_work():
        Person.objects.filter(username="nguoi.1").update(full_name="Tên Sai")
        UnitFactory(code="THUA")
    (used.media / "thua.txt").write_text("x")
    (used.media / "decisions" / "but-phe.pdf").write_bytes(b"hong")
    old = used.counts()
    for step in ("Chép các tệp ra", "Dựng cơ sở dữ liệu", "Thay cơ sở dữ liệu"):
        kill_at(used.start("restore", archive, "--force"), step)
        assert used.counts() in (old, original.counts())
    assert "Đã thay: 30 người" in used.run("restore", archive, "--force")
    assert used.counts() == original.counts()
    assert used.files() == original.files()
    with used.at_work():
        assert Person.objects.get(username="nguoi.1").full_name == "Người Thứ 1"


# --- Refused --------------------------------------------------------------------------------------


def test_a_place_that_cannot_be_written_is_a_sentence_and_a_failed_run(sites, original, tmp_path):
    site = sites.make(like=original)
    (tmp_path / "file").touch()
    assert "Không ghi được bản sao lưu" in site.run("backup", tmp_path / "file" / "b.zip", expect=1)
    assert "là một thư mục" in site.run("backup", tmp_path, expect=1)
    with site.at_work():
        assert [run.verified for run in BackupRun.objects.order_by("-id")[:2]] == [False, False]
        assert "là một thư mục" in BackupRun.objects.latest("id").error


def test_two_backups_do_not_write_one_file(sites, original, tmp_path):
    site = sites.make(like=original)
    with (tmp_path / "b.zip.part").open("wb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert "Một lần sao lưu khác" in site.run("backup", tmp_path / "b.zip", expect=1)
    assert (tmp_path / "b.zip.part").exists()
