"""Import files went down to organization, baselines and ceilings up to figures; no table changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0001_initial"),
        ("documents", "0001_initial"),
        ("meetings", "0002_import_file"),
        ("organization", "0007_import_file"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="registerrow",
                    name="import_file",
                    field=models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="organization.importfile",
                    ),
                ),
                migrations.DeleteModel(
                    name="AssignedCeiling",
                ),
                migrations.DeleteModel(
                    name="Baseline",
                ),
                migrations.DeleteModel(
                    name="ImportFile",
                ),
            ]
        ),
    ]
