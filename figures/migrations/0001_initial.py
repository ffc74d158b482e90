"""Baselines, assigned ceilings and daily figures move in with their tables as they are."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

MOVED = (
    ("documents.baseline", "figures.baseline"),
    ("documents.assignedceiling", "figures.assignedceiling"),
    ("documents.importfile", "organization.importfile"),
)


def follow(apps, schema_editor):
    """The history and the recorded decisions of a row speak of it by the name of its table's model."""
    _rename(apps, MOVED)


def follow_back(apps, schema_editor):
    _rename(apps, [(new, old) for old, new in MOVED])


def _rename(apps, names):
    for model in ("AuditEvent", "RecordedDecision"):
        rows = apps.get_model("organization", model).objects
        for old, new in names:
            rows.filter(subject_kind=old).update(subject_kind=new)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("reports", "0002_daily_figure"),
        ("organization", "0007_import_file"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="AssignedCeiling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        (
                            "measure",
                            models.CharField(
                                choices=[("documents", "văn bản hành chính"), ("conferences", "hội nghị")],
                                max_length=12,
                                verbose_name="chỉ tiêu",
                            ),
                        ),
                        ("ceiling", models.PositiveIntegerField(verbose_name="số tối đa")),
                        ("basis", models.CharField(max_length=300, verbose_name="căn cứ")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "chờ lãnh đạo cho ý kiến"),
                                    ("in_force", "đang áp dụng"),
                                    ("replaced", "đã thay"),
                                    ("declined", "lãnh đạo không đồng ý"),
                                ],
                                default="proposed",
                                max_length=10,
                                verbose_name="trạng thái",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
                        ("decided_on", models.DateField(blank=True, null=True, verbose_name="ngày quyết định")),
                        ("answer", models.CharField(blank=True, max_length=500, verbose_name="ý kiến")),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "recorded",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organization.recordeddecision",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assigned_ceilings",
                                to="organization.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "chỉ tiêu giao",
                        "verbose_name_plural": "chỉ tiêu giao",
                        "db_table": "documents_assignedceiling",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "in_force")),
                                fields=("unit", "year", "measure"),
                                name="ceiling_in_force_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "proposed")),
                                fields=("unit", "year", "measure"),
                                name="ceiling_proposed_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Baseline",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        (
                            "calendar",
                            models.CharField(
                                choices=[("register", "năm dương lịch"), ("reporting", "năm báo cáo, chốt 14/12")],
                                max_length=10,
                                verbose_name="cách tính năm",
                            ),
                        ),
                        (
                            "measure",
                            models.CharField(
                                choices=[("documents", "văn bản hành chính"), ("conferences", "hội nghị")],
                                max_length=12,
                                verbose_name="chỉ tiêu",
                            ),
                        ),
                        ("figure", models.PositiveIntegerField(verbose_name="số liệu")),
                        (
                            "is_total",
                            models.BooleanField(default=False, verbose_name="gồm cả số của các đơn vị chưa tách được"),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("register", "theo sổ"),
                                    ("report", "theo báo cáo đã gửi"),
                                    ("recount", "thống kê lại"),
                                    ("allocated", "phân bổ"),
                                    ("estimate", "ước"),
                                ],
                                max_length=10,
                                verbose_name="cách có số liệu",
                            ),
                        ),
                        ("source", models.CharField(max_length=300, verbose_name="nguồn")),
                        ("covers_from", models.DateField(verbose_name="tính từ ngày")),
                        ("covers_to", models.DateField(verbose_name="đến hết ngày")),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="lý do thay")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "chờ duyệt"),
                                    ("approved", "đã duyệt"),
                                    ("restated", "đã thay bằng số khác"),
                                    ("declined", "không duyệt"),
                                ],
                                default="pending",
                                max_length=10,
                                verbose_name="trạng thái",
                            ),
                        ),
                        ("entered_at", models.DateTimeField()),
                        ("approved_at", models.DateTimeField(blank=True, null=True)),
                        ("answer", models.CharField(blank=True, max_length=500, verbose_name="ý kiến khi không duyệt")),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "restates",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="restatements",
                                to="figures.baseline",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="baselines",
                                to="organization.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "số liệu năm trước",
                        "verbose_name_plural": "số liệu năm trước",
                        "db_table": "documents_baseline",
                        "indexes": [
                            models.Index(fields=["year", "calendar", "state", "unit"], name="baseline_of_year")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "approved")),
                                fields=("unit", "year", "calendar", "measure"),
                                name="baseline_approved_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "pending")),
                                fields=("unit", "year", "calendar", "measure"),
                                name="baseline_pending_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("entered_by__isnull", True),
                                    ("approved_by__isnull", True),
                                    models.Q(("approved_by", models.F("entered_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="baseline_approved_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("covers_to__gte", models.F("covers_from"))),
                                name="baseline_days_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DailyFigure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="ngày")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        (
                            "calendar",
                            models.CharField(
                                choices=[("register", "năm dương lịch"), ("reporting", "năm báo cáo, chốt 14/12")],
                                max_length=10,
                                verbose_name="cách tính năm",
                            ),
                        ),
                        ("documents", models.JSONField(verbose_name="văn bản")),
                        ("conferences", models.JSONField(verbose_name="hội nghị")),
                        ("online", models.JSONField(verbose_name="họp trực tuyến")),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="daily_figures",
                                to="organization.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "số liệu chỉ tiêu trong ngày",
                        "verbose_name_plural": "số liệu chỉ tiêu trong ngày",
                        "db_table": "reports_dailyfigure",
                        "indexes": [models.Index(fields=["calendar", "day"], name="daily_figure_of_day")],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "calendar", "day"), name="daily_figure_once")
                        ],
                    },
                ),
            ]
        ),
        migrations.RunPython(follow, follow_back),
    ]
