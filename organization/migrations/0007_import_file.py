"""Files handed in serve every app that reads one; the table stays as it is."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import organization.models.import_file


class Migration(migrations.Migration):
    dependencies = [
        ("organization", "0006_worker_heartbeat"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="ImportFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("register", "sổ văn bản đi"), ("meetings", "danh sách hội nghị, cuộc họp")],
                                max_length=10,
                            ),
                        ),
                        ("name", models.CharField(max_length=255)),
                        ("file", models.FileField(blank=True, upload_to=organization.models.import_file.stored_name)),
                        ("options", models.JSONField(default=dict)),
                        ("report", models.JSONField(default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("uploaded", "chờ kiểm tra"),
                                    ("checked", "đã kiểm tra, chưa ghi"),
                                    ("written", "đã ghi"),
                                ],
                                default="uploaded",
                                max_length=8,
                            ),
                        ),
                        ("uploaded_at", models.DateTimeField()),
                        ("written_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organization.unit"
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tệp nhập",
                        "verbose_name_plural": "tệp nhập",
                        "db_table": "documents_importfile",
                        "indexes": [models.Index(fields=["agency", "kind", "-written_at"], name="import_file_newest")],
                    },
                ),
            ]
        ),
    ]
