"""Ships the days off and make-up days known for 2026 (Mon–Fri alone is wrong around 22/8 and 31/8)."""

from datetime import date, timedelta

from django.db import migrations

OFF = [
    (date(2026, 1, 1), date(2026, 1, 2), "Tết Dương lịch"),
    (date(2026, 2, 16), date(2026, 2, 20), "Tết Nguyên đán"),
    (date(2026, 4, 27), date(2026, 4, 27), "Nghỉ bù Giỗ Tổ Hùng Vương"),
    (date(2026, 4, 30), date(2026, 5, 1), "Ngày Chiến thắng và Quốc tế Lao động"),
    (date(2026, 8, 31), date(2026, 9, 2), "Quốc khánh"),
    (date(2026, 11, 24), date(2026, 11, 24), "Ngày Văn hóa Việt Nam"),
]
WORKING = [
    (date(2026, 1, 10), "Làm bù ngày 02/01/2026"),
    (date(2026, 8, 22), "Làm bù ngày 31/8/2026"),
]


def known_days():
    """(day, kind, note) of every exception shipped."""
    for first, last, note in OFF:
        for offset in range((last - first).days + 1):
            yield first + timedelta(days=offset), "off", note
    for day, note in WORKING:
        yield day, "working", note


def load(apps, schema_editor):
    exception = apps.get_model("organization", "CalendarException")
    exception.objects.bulk_create(
        [exception(day=day, kind=kind, note=note) for day, kind, note in known_days()], ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [("organization", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
