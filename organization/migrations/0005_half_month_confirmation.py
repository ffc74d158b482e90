"""What was counted when a half-month was confirmed, and who typed counts by hand, for whom."""

from datetime import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

LOST_GOING_BACK = (
    "confirmed_count",
    "confirmed_told_by_id",
    "entered_at",
    "entered_by_id",
    "entered_told_by_id",
)
KEPT_AS = "organization.0005.half_months"


def keep_what_goes(apps, schema_editor):
    """Going back: what the dropped columns hold is kept as a setting, so that going forth again loses nothing."""
    half_months = apps.get_model("organization", "UnitHalfMonth").objects
    rows = []
    for row in half_months.values("pk", *LOST_GOING_BACK).iterator():
        if any(row[name] is not None for name in LOST_GOING_BACK):
            row["entered_at"] = row["entered_at"] and row["entered_at"].isoformat()
            rows.append(row)
    apps.get_model("organization", "Setting").objects.update_or_create(key=KEPT_AS, defaults={"value": rows})


def bring_back(apps, schema_editor):
    """Going forth: what was kept on the way back; a confirmation older than the column counts as nought rows seen."""
    half_months = apps.get_model("organization", "UnitHalfMonth").objects
    settings_of = apps.get_model("organization", "Setting").objects
    if kept := settings_of.filter(key=KEPT_AS).first():
        for row in kept.value:
            row["entered_at"] = row["entered_at"] and datetime.fromisoformat(row["entered_at"])
            half_months.filter(pk=row.pop("pk")).update(**row)
        kept.delete()
    half_months.filter(confirmed_at__isnull=False, confirmed_count=None).update(confirmed_count=0)
    half_months.filter(confirmed_at=None).exclude(confirmed_count=None).update(confirmed_count=None)
    schema_editor.connection.check_constraints()  # PostgreSQL alters no table while foreign keys wait to be checked


class Migration(migrations.Migration):
    dependencies = [
        ("organization", "0004_group_agency"),
    ]

    operations = [
        migrations.AddField(
            model_name="unithalfmonth",
            name="confirmed_count",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="unithalfmonth",
            name="confirmed_told_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="unithalfmonth",
            name="entered_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="unithalfmonth",
            name="entered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="unithalfmonth",
            name="entered_told_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(bring_back, keep_what_goes),
        migrations.AddConstraint(
            model_name="unithalfmonth",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", True), ("confirmed_count__isnull", True)),
                    models.Q(("confirmed_at__isnull", False), ("confirmed_count__isnull", False)),
                    _connector="OR",
                ),
                name="half_month_confirmed_with_count",
            ),
        ),
    ]
