"""What a cycle lacked when it was scored."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("alignment", "0010_findings_of_budget_moves")]
    operations = [
        migrations.AddField("scorerun", "standings", models.JSONField("what the cycle lacks", default=list, blank=True)),
    ]
