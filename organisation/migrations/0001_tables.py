"""The tables of this app as they stood when the first steps were folded into one."""

import django.core.validators
import organisation.models
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('organisation', '0001_initial')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(default='Our company', max_length=120)),
                ('currency', models.CharField(default='EUR', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write a currency as its three-letter ISO code, such as EUR.')], verbose_name='reporting currency')),
                ('time_zone', models.CharField(default='UTC', max_length=60, validators=[organisation.models.known_zone])),
                ('fiscal_year_starts', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='first month of the fiscal year')),
                ('week_starts', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (5, 'Saturday'), (6, 'Sunday')], default=0)),
                ('set_up_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='there_is_one_organisation'), models.CheckConstraint(condition=models.Q(('fiscal_year_starts__range', (1, 12))), name='fiscal_year_starts_in_a_month')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ExchangeRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write a currency as its three-letter ISO code, such as EUR.')])),
                ('on', models.DateField()),
                ('rate', models.DecimalField(decimal_places=8, max_digits=18)),
                ('source', models.CharField(blank=True, max_length=60)),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'ordering': ['currency', '-on'],
                'constraints': [models.UniqueConstraint(fields=('currency', 'on'), name='one_rate_per_currency_and_day'), models.CheckConstraint(condition=models.Q(('rate__gt', 0)), name='exchange_rate_is_positive')],
                'indexes': [],
            },
        ),
    ]
