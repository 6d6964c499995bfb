from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('attribution', '0008_journeys_by_group'),
    ]

    operations = [
        migrations.AddField(
            model_name='creditband',
            name='share_low',
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name='creditband',
            name='share_high',
            field=models.FloatField(null=True),
        ),
    ]
