"""Runs name the model that credit was read by."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("kpis", "0001_tables")]

    operations = [
        migrations.AddField(
            model_name="measurerun",
            name="locked_model",
            field=models.CharField(blank=True, default="", max_length=20, verbose_name="model that credit was read by"),
        ),
    ]
