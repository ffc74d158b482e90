"""Is the installation well, and if not, what is the IT department to be told?

Pure judgements of measured facts: database, worker, disk, last verified backup, mail. Each answers ok,
warn or fail with a plain fact; the whole is as well as its worst part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class HealthState(StrEnum):
    """How well a part is, from well to down; the order counts."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


WORKER_LATE, WORKER_DEAD = timedelta(minutes=2), timedelta(minutes=10)
JOB_WAITS_TOO_LONG = timedelta(minutes=10)
DISK_LOW, DISK_FULL = 2 * 1024**3, 512 * 1024**2
BACKUP_LATE, BACKUP_OLD = timedelta(hours=26), timedelta(hours=74)
MAIL_WAITS_TOO_LONG = timedelta(minutes=15)
UNKNOWN = "Không đọc được, vì cơ sở dữ liệu không trả lời"


class BackupState(StrEnum):
    """What became of one attempt to make a backup."""

    VERIFIED = "verified"
    FAILED = "failed"
    UNFINISHED = "unfinished"


@dataclass(frozen=True)
class Check:
    """One part. `fact` is a Vietnamese clause without a full stop; `cure` is what IT is asked to do ("" if ok).

    `facts` holds the measured values for machines that read /health/: no path, address or name.
    """

    key: str
    label: str
    status: HealthState
    fact: str
    cure: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Health:
    at: datetime
    checks: tuple[Check, ...]

    @property
    def status(self) -> HealthState:
        """As well as the worst part."""
        return max((check.status for check in self.checks), key=list(HealthState).index)

    @property
    def bad(self) -> list[Check]:
        """What is wrong, the worst first."""
        found = [check for check in self.checks if check.status != HealthState.OK]
        return sorted(found, key=lambda check: check.status == HealthState.WARN)


def judge_database(*, answers: bool, writes: bool = True) -> Check:
    """Does it answer, and does it take what is written?"""
    facts = {"answers": answers, "writes": answers and writes}
    if answers and writes:
        return Check("database", "Cơ sở dữ liệu", HealthState.OK, "Đọc và ghi được", facts=facts)
    if answers:
        return Check(
            "database",
            "Cơ sở dữ liệu",
            HealthState.FAIL,
            "Chỉ đọc được, không ghi được",
            "Hãy kiểm tra vì sao cơ sở dữ liệu chỉ cho đọc: ổ đĩa, quyền của tệp, hay thiết lập chỉ đọc của máy chủ.",
            facts,
        )
    return Check(
        "database",
        "Cơ sở dữ liệu",
        HealthState.FAIL,
        "Không trả lời",
        "Hãy kiểm tra máy chủ cơ sở dữ liệu và dòng DATABASE_URL trong tệp .env.",
        facts,
    )


def judge_worker(*, now: datetime, last_sign: datetime | None, waiting_too_long: int) -> Check:
    """`last_sign` is the latest sweep or heartbeat; `waiting_too_long` counts jobs queued for over ten minutes."""
    label = "Việc chạy nền"
    cure = "Hãy kiểm tra tiến trình worker và scheduler còn chạy không, khởi động lại nếu cần."
    facts = {"last_sign": last_sign and last_sign.isoformat(), "waiting_too_long": waiting_too_long}
    if last_sign is None:
        return Check("worker", label, HealthState.WARN, "Chưa từng thấy chạy từ khi cài đặt", cure, facts)
    silence = now - last_sign
    if silence > WORKER_LATE:
        status = HealthState.FAIL if silence > WORKER_DEAD else HealthState.WARN
        return Check("worker", label, status, f"Không thấy dấu hiệu đã {_duration(silence)}", cure, facts)
    if waiting_too_long:
        return Check(
            "worker", label, HealthState.WARN, f"Đang chạy, nhưng {waiting_too_long} việc chờ quá 10 phút", cure, facts
        )
    return Check("worker", label, HealthState.OK, "Đang chạy", facts=facts)


def judge_disk(*, free: int, total: int, unwritable: Sequence[str] = ()) -> Check:
    """`free` and `total` in bytes, of the fullest disk that the installation writes to.

    `unwritable` names the folders, in words, that took no byte just now.
    """
    fact = f"Còn trống {_gigabytes(free)} trên {_gigabytes(total)}"
    facts = {"free_bytes": free, "total_bytes": total, "writes": not unwritable}
    if unwritable:
        cure = "Hãy kiểm tra chỗ trống và quyền ghi của các thư mục."
        return Check(
            "disk",
            "Ổ đĩa",
            HealthState.FAIL,
            f"Không ghi được vào {', '.join(unwritable)}; {fact.lower()}",
            cure,
            facts,
        )
    if free >= DISK_LOW:
        return Check("disk", "Ổ đĩa", HealthState.OK, fact, facts=facts)
    status = HealthState.FAIL if free < DISK_FULL else HealthState.WARN
    return Check("disk", "Ổ đĩa", status, fact, "Hãy dọn ổ đĩa hoặc thêm chỗ trống.", facts)


def judge_backup(
    *, now: datetime, last_verified: datetime | None, is_present: bool, has_failed_since: bool, missing_files: int
) -> Check:
    """`last_verified` is the time of the newest verified backup whose file is there, or else of the newest at all.

    `has_failed_since` tells of a later attempt; why it failed stands on the page, not in an answer that
    anybody may read. `missing_files` counts stored files that rows name and the backup did not find.
    """
    label = "Bản sao lưu"
    cure = "Hãy chạy lại lệnh backup, xem nhật ký và thư mục BACKUP_DIR."
    facts = {"last_verified": last_verified and last_verified.isoformat(), "missing_files": missing_files}
    if last_verified is None:
        fact = "Chưa có bản nào được khôi phục thử"
        return Check(
            "backup",
            label,
            HealthState.WARN,
            f"{fact}; lần gần đây không thành công" if has_failed_since else fact,
            cure,
            facts,
        )
    age = now - last_verified
    fact = f"Bản gần nhất đã khôi phục thử cách đây {_duration(age)}"
    if not is_present:
        return Check("backup", label, HealthState.WARN, f"{fact}, nhưng tệp không còn ở chỗ cũ", cure, facts)
    if age > BACKUP_LATE:
        return Check("backup", label, HealthState.FAIL if age > BACKUP_OLD else HealthState.WARN, fact, cure, facts)
    if has_failed_since:
        return Check("backup", label, HealthState.WARN, f"{fact}; lần sau đó không thành công", cure, facts)
    if missing_files:
        wrong = f"{fact}; {missing_files} tệp có tên trong dữ liệu nhưng không có trên đĩa"
        return Check("backup", label, HealthState.WARN, wrong, "Hãy kiểm tra thư mục MEDIA_ROOT.", facts)
    return Check("backup", label, HealthState.OK, fact, facts=facts)


def backup_state(*, verified: bool, error: str) -> BackupState:
    """An attempt without a word on its end still runs, or was cut off."""
    if verified:
        return BackupState.VERIFIED
    return BackupState.FAILED if error else BackupState.UNFINISHED


def judge_mail(*, is_on: bool, now: datetime, waiting: int, oldest: datetime | None) -> Check:
    """`waiting` counts notifications not yet mailed to people with an address, `oldest` when the first was written."""
    facts = {"is_on": is_on, "waiting": waiting}
    if not is_on:
        return Check("mail", "Thư điện tử", HealthState.OK, "Không dùng; thông báo hiện trong phần mềm", facts=facts)
    if oldest is not None and now - oldest > MAIL_WAITS_TOO_LONG:
        return Check(
            "mail",
            "Thư điện tử",
            HealthState.WARN,
            f"{waiting} thư chưa gửi được, thư đầu tiên chờ đã {_duration(now - oldest)}",
            "Hãy kiểm tra máy chủ thư và dòng EMAIL_URL trong tệp .env.",
            facts,
        )
    return Check("mail", "Thư điện tử", HealthState.OK, "Gửi được", facts=facts)


def unknown(key: str, label: str) -> Check:
    """A part that cannot be judged, because its facts stand in a database that does not answer."""
    return Check(key, label, HealthState.FAIL, UNKNOWN, "Hãy khắc phục cơ sở dữ liệu trước.")


def _duration(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return "chưa đầy 1 phút"
    if minutes < 120:
        return f"{minutes} phút"
    return f"{minutes // 60} giờ" if minutes < 48 * 60 else f"{minutes // (24 * 60)} ngày"


def _gigabytes(size: int) -> str:
    return f"{size / 1024**3:.1f} GB".replace(".", ",")
