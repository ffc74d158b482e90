"""The heartbeat says its name; the table stays as it is."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("organization", "0005_half_month_confirmation"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("WorkerPulse", "WorkerHeartbeat"),
                migrations.AlterModelTable("workerheartbeat", "organization_workerpulse"),
            ]
        ),
    ]
