"""The tables of this app as they stood when the first steps were folded into one."""

import django.db.models.deletion
import kpis.core.words
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('kpis', '0001_definitions_and_measurements'), ('kpis', '0002_the_matrix_and_newest_facts'), ('kpis', '0003_targets_of_kpis')]

    initial = True

    dependencies = [
        ('okrs', '0001_tables'),
        ('people', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Definition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(db_index=False, max_length=80)),
                ('version', models.PositiveIntegerField(default=1)),
                ('is_current', models.BooleanField(default=True)),
                ('name', models.CharField(max_length=120)),
                ('text', models.TextField(verbose_name='definition')),
                ('formula', models.CharField(blank=True, default='', max_length=400)),
                ('unit', models.CharField(choices=[('count', 'Count'), ('money', 'Money'), ('money_per_day', 'Money per day'), ('share', 'Share'), ('multiple', 'Multiple'), ('points', 'Points'), ('hours', 'Hours'), ('days', 'Days'), ('months', 'Months'), ('years', 'Years')], default=kpis.core.words.Unit['COUNT'], max_length=14)),
                ('direction', models.CharField(choices=[('up', 'Up'), ('down', 'Down')], default=kpis.core.words.Direction['UP'], max_length=4, verbose_name='good when it goes')),
                ('tier', models.CharField(choices=[('input', 'Input'), ('output', 'Output'), ('outcome', 'Outcome'), ('impact', 'Impact')], default=kpis.core.words.Tier['OUTCOME'], max_length=8)),
                ('timing', models.CharField(choices=[('leading', 'Leading'), ('lagging', 'Lagging')], default=kpis.core.words.Timing['LAGGING'], max_length=8)),
                ('family', models.CharField(choices=[('revenue', 'Revenue'), ('brand', 'Brand'), ('customer', 'Customer'), ('activity', 'Activity')], default=kpis.core.words.Family['REVENUE'], max_length=8)),
                ('margin', models.CharField(blank=True, choices=[('', 'None'), ('share', 'Share'), ('nps', 'Nps')], default='', max_length=6, verbose_name='sampling margin')),
                ('is_level', models.BooleanField(default=False, verbose_name="says what holds at a window's end")),
                ('source', models.CharField(blank=True, default='', max_length=120)),
                ('cadence', models.CharField(blank=True, default='', max_length=20)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('is_shipped', models.BooleanField(default=False)),
                ('defined_at', models.DateTimeField()),
                ('defined_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('marketing_signed_at', models.DateTimeField(blank=True, null=True)),
                ('marketing_signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('finance_signed_at', models.DateTimeField(blank=True, null=True)),
                ('finance_signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['family', 'name', 'version'],
                'constraints': [models.UniqueConstraint(fields=('key', 'version'), name='one_definition_per_kpi_and_version'), models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('key',), name='one_version_is_in_force'), models.UniqueConstraint(condition=models.Q(('is_current', True), ('retired_at__isnull', True)), fields=('name',), name='one_kpi_in_force_per_name')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ExternalValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=60)),
                ('external_id', models.CharField(max_length=200)),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
                ('line', models.PositiveIntegerField(blank=True, null=True)),
                ('segment', models.CharField(blank=True, default='', max_length=80)),
                ('region', models.CharField(blank=True, default='', max_length=80)),
                ('product', models.CharField(blank=True, default='', max_length=120)),
                ('business_unit', models.CharField(blank=True, default='', max_length=80)),
                ('business', models.CharField(blank=True, default='', max_length=10, verbose_name='new or existing business')),
                ('attributes', models.JSONField(blank=True, default=dict)),
                ('name', models.SlugField(max_length=80)),
                ('measured_on', models.DateField()),
                ('measured_until', models.DateField()),
                ('value', models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True)),
                ('unit', models.CharField(blank=True, default='', max_length=20)),
                ('owner', models.CharField(blank=True, default='', max_length=120)),
                ('document', models.CharField(blank=True, default='', max_length=200)),
            ],
            options={
                'ordering': ['name', 'measured_on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('source', 'external_id'), name='one_external_value_per_source_and_id'), models.CheckConstraint(condition=models.Q(('measured_until__gt', models.F('measured_on'))), name='external_value_ends_after_it_starts')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='MatrixEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kpi', models.CharField(max_length=80, verbose_name='key of the KPI')),
                ('objective', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matrix_entries', to='okrs.objective')),
                ('serves', models.CharField(blank=True, choices=[('direct', 'Direct'), ('leading', 'Leading'), ('supporting', 'Supporting')], default='', max_length=10)),
                ('leads_to', models.CharField(blank=True, default='', max_length=80, verbose_name='key of the KPI it leads to')),
                ('rationale', models.CharField(blank=True, default='', max_length=300)),
                ('is_current', models.BooleanField(default=True)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['objective_id', 'kpi', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('objective', 'kpi'), name='one_matrix_entry_in_force_per_cell'), models.CheckConstraint(condition=models.Q(('kpi', ''), _negated=True), name='matrix_entry_names_its_kpi'), models.CheckConstraint(condition=models.Q(('leads_to', ''), models.Q(('serves', 'leading'), models.Q(('leads_to', models.F('kpi')), _negated=True)), _connector='OR'), name='only_a_leading_kpi_leads_to_another'), models.CheckConstraint(condition=models.Q(('undone_at__isnull', True), ('is_current', False), _connector='OR'), name='what_was_taken_back_is_not_in_force')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='MeasureRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of', models.DateField()),
                ('computed_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('code_version', models.CharField(blank=True, default='', max_length=40)),
                ('credit_run_id', models.BigIntegerField(blank=True, null=True)),
                ('inputs_digest', models.CharField(max_length=64)),
                ('newest_facts', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['-computed_at', '-pk'],
                'indexes': [models.Index(fields=['-published_at', '-id'], name='kpis_measur_publish_0156f3_idx')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Measurement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measurements', to='kpis.measurerun')),
                ('definition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measurements', to='kpis.definition')),
                ('key', models.CharField(max_length=80)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('scope_text', models.CharField(default='{}', max_length=2000)),
                ('dimension', models.CharField(blank=True, default='', max_length=20)),
                ('member', models.CharField(blank=True, default='', max_length=200)),
                ('value', models.DecimalField(blank=True, decimal_places=6, max_digits=28, null=True)),
                ('numerator', models.DecimalField(blank=True, decimal_places=6, max_digits=28, null=True)),
                ('denominator', models.DecimalField(blank=True, decimal_places=6, max_digits=28, null=True)),
                ('n', models.PositiveBigIntegerField(blank=True, null=True)),
                ('margin', models.DecimalField(blank=True, decimal_places=6, max_digits=28, null=True)),
                ('unknown', models.PositiveBigIntegerField(default=0)),
                ('reason', models.CharField(blank=True, default='', max_length=300, verbose_name='why there is no data')),
                ('note', models.CharField(blank=True, default='', max_length=300)),
            ],
            options={
                'ordering': ['key', 'starts_on', 'dimension', 'member'],
                'constraints': [models.UniqueConstraint(fields=('run', 'key', 'starts_on', 'ends_on', 'scope_text', 'dimension', 'member'), name='one_measurement_per_run_kpi_window_scope_member'), models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='measurement_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('value__isnull', False), models.Q(('reason', ''), _negated=True), _connector='OR'), name='no_measurement_says_why')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Binding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_result', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='binding', to='okrs.keyresult')),
                ('kpi', models.CharField(db_index=True, max_length=80, verbose_name='key of the KPI')),
                ('scope', models.JSONField(blank=True, default=dict)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kpi', ''), _negated=True), name='a_binding_names_its_kpi')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='KpiTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=60)),
                ('external_id', models.CharField(max_length=200)),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
                ('line', models.PositiveIntegerField(blank=True, null=True)),
                ('kpi', models.CharField(max_length=80, verbose_name='key of the KPI')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('value', models.DecimalField(decimal_places=6, max_digits=24)),
            ],
            options={
                'ordering': ['kpi', 'starts_on', 'ends_on'],
                'constraints': [models.UniqueConstraint(fields=('kpi', 'starts_on', 'ends_on'), name='one_target_per_kpi_and_window'), models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='kpi_target_ends_after_it_starts')],
                'indexes': [],
            },
        ),
    ]
