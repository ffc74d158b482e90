"""Kinds of files are made known by the apps; the column holds their keys. No table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organization", "0008_sign_in_lock"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="importfile",
                    name="kind",
                    field=models.CharField(max_length=10),
                ),
            ]
        ),
    ]
