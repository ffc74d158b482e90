"""A group belongs to the agency whose admin keeps it; groups loaded so far are the root's."""

import django.db.models.deletion
from django.db import migrations, models


def give_to_root(apps, schema_editor):
    root = apps.get_model("organization", "Unit").objects.filter(parent__isnull=True).order_by("id").first()
    apps.get_model("organization", "Group").objects.filter(agency__isnull=True).update(agency=root)


class Migration(migrations.Migration):
    dependencies = [("organization", "0003_backup_and_pulse")]
    operations = [
        migrations.AddField(
            model_name="group",
            name="agency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="groups",
                to="organization.unit",
                verbose_name="cơ quan lập nhóm",
            ),
        ),
        migrations.AddField(
            model_name="group",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.RunPython(give_to_root, migrations.RunPython.noop),
    ]
