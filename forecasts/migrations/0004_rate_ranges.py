from django.db import migrations, models

NUMBER = {'blank': True, 'decimal_places': 6, 'max_digits': 28, 'null': True}


class Migration(migrations.Migration):

    dependencies = [('forecasts', '0003_mix_controls')]

    operations = [
        migrations.AddField(model_name='outlook', name='rate_low', field=models.DecimalField(**NUMBER)),
        migrations.AddField(model_name='outlook', name='rate_high', field=models.DecimalField(**NUMBER)),
    ]
