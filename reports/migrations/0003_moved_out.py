"""Daily figures went to figures; no table changes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0001_initial"),
        ("reports", "0002_daily_figure"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(
                    name="DailyFigure",
                ),
            ]
        ),
    ]
