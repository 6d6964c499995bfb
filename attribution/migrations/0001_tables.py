"""The tables of this app as they stood when the first steps were folded into one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('attribution', '0001_facts_and_runs'), ('attribution', '0002_journeys_of_a_run'), ('attribution', '0003_sourcing_influence_standing'), ('attribution', '0004_mark_dirty_months')]

    initial = True

    dependencies = [
        ('campaigns', '0001_tables'),
        ('crm', '0001_tables'),
        ('organisation', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='FactMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relation', models.CharField(max_length=12)),
                ('month', models.PositiveIntegerField(help_text='such as 202611')),
                ('rows', models.PositiveBigIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('last_batch', models.BigIntegerField(blank=True, null=True)),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['relation', 'month'],
                'constraints': [models.UniqueConstraint(fields=('relation', 'month'), name='one_file_per_relation_and_month')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='DirtyMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relation', models.CharField(max_length=12)),
                ('month', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='ScopeCombination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('segment', models.CharField(blank=True, max_length=80)),
                ('region', models.CharField(blank=True, max_length=80)),
                ('product', models.CharField(blank=True, max_length=120)),
                ('business_unit', models.CharField(blank=True, max_length=80)),
                ('business', models.CharField(blank=True, max_length=10)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('segment', 'region', 'product', 'business_unit', 'business'), name='one_code_per_combination')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='CreditRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('settings', models.JSONField()),
                ('extent', models.JSONField(default=dict, help_text='months by milestone and values by dimension that the run found')),
                ('inputs_digest', models.CharField(max_length=64)),
                ('versions', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['-started_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('finished_at__isnull', False), _connector='OR'), name='published_run_is_finished')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='CreditTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='totals', to='attribution.creditrun')),
                ('milestone', models.PositiveSmallIntegerField(choices=[(1, 'Lead'), (2, 'MQL'), (3, 'SQL'), (4, 'Opportunity'), (5, 'Won'), (6, 'Order')])),
                ('month', models.PositiveIntegerField()),
                ('scope', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='attribution.scopecombination')),
                ('conversions', models.DecimalField(decimal_places=6, max_digits=18)),
                ('value', models.DecimalField(decimal_places=2, max_digits=20)),
                ('unattributed_conversions', models.DecimalField(decimal_places=6, max_digits=18)),
                ('unattributed_value', models.DecimalField(decimal_places=2, max_digits=20)),
                ('unknown_values', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'milestone', 'month', 'scope'), name='one_total_per_run_and_slice')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Credit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='credits', to='attribution.creditrun')),
                ('model', models.CharField(max_length=20)),
                ('milestone', models.PositiveSmallIntegerField(choices=[(1, 'Lead'), (2, 'MQL'), (3, 'SQL'), (4, 'Opportunity'), (5, 'Won'), (6, 'Order')])),
                ('month', models.PositiveIntegerField()),
                ('scope', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='attribution.scopecombination')),
                ('channel', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='campaigns.channel')),
                ('campaign', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='campaigns.campaign')),
                ('asset', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='campaigns.asset')),
                ('is_unattributed', models.BooleanField(default=False)),
                ('conversions', models.DecimalField(decimal_places=6, max_digits=18)),
                ('value', models.DecimalField(decimal_places=2, max_digits=20)),
                ('conversions_error', models.FloatField(null=True)),
                ('value_error', models.FloatField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['run', 'model', 'milestone', 'month'], name='attribution_run_id_185271_idx')],
                'constraints': [models.UniqueConstraint(fields=('run', 'model', 'milestone', 'month', 'scope', 'channel', 'campaign', 'asset', 'is_unattributed'), name='one_credit_per_run_and_slice', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='CreditBand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bands', to='attribution.creditrun')),
                ('model', models.CharField(max_length=20)),
                ('milestone', models.PositiveSmallIntegerField(choices=[(1, 'Lead'), (2, 'MQL'), (3, 'SQL'), (4, 'Opportunity'), (5, 'Won'), (6, 'Order')])),
                ('channel', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='campaigns.channel')),
                ('campaign', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='campaigns.campaign')),
                ('by', models.CharField(max_length=8)),
                ('conversions', models.FloatField()),
                ('value', models.FloatField()),
                ('removal_effect', models.FloatField(null=True)),
                ('conversions_low', models.FloatField(null=True)),
                ('conversions_high', models.FloatField(null=True)),
                ('value_low', models.FloatField(null=True)),
                ('value_high', models.FloatField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'model', 'milestone', 'by', 'channel', 'campaign'), name='one_band_per_run_and_group', nulls_distinct=False)],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='JourneyMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='journey_months', to='attribution.creditrun')),
                ('milestone', models.PositiveSmallIntegerField(choices=[(1, 'Lead'), (2, 'MQL'), (3, 'SQL'), (4, 'Opportunity'), (5, 'Won'), (6, 'Order')])),
                ('month', models.PositiveIntegerField()),
                ('journeys', models.PositiveIntegerField()),
                ('shape', models.JSONField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'milestone', 'month'), name='one_shape_per_run_milestone_and_month')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Unattributed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unattributed', to='attribution.creditrun')),
                ('milestone', models.PositiveSmallIntegerField(choices=[(1, 'Lead'), (2, 'MQL'), (3, 'SQL'), (4, 'Opportunity'), (5, 'Won'), (6, 'Order')])),
                ('month', models.PositiveIntegerField()),
                ('scope', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='attribution.scopecombination')),
                ('reason', models.CharField(choices=[('nobody', 'Names neither an account nor a person'), ('no_roles', 'No contact role, and nobody at the account was touched'), ('untouched', 'The people it names were never touched'), ('others', 'The people it names were never touched, but others at the account were'), ('too_early', 'Touched only before the look-back'), ('too_late', 'Touched only after the milestone')], max_length=10)),
                ('milestones', models.PositiveIntegerField()),
                ('value', models.DecimalField(decimal_places=2, max_digits=20)),
                ('unknown_values', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'milestone', 'month', 'scope', 'reason'), name='one_reason_per_run_and_slice')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='CoverageMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coverage_months', to='attribution.creditrun')),
                ('month', models.PositiveIntegerField()),
                ('touches', models.PositiveIntegerField(default=0)),
                ('touches_with_campaign', models.PositiveIntegerField(default=0)),
                ('touches_with_channel', models.PositiveIntegerField(default=0)),
                ('touches_with_account', models.PositiveIntegerField(default=0)),
                ('opportunities', models.PositiveIntegerField(default=0)),
                ('opportunities_with_account', models.PositiveIntegerField(default=0)),
                ('opportunities_with_roles', models.PositiveIntegerField(default=0)),
                ('opportunities_with_amount', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'month'), name='one_coverage_per_run_and_month')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Sourcing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='sourcings', to='attribution.creditrun')),
                ('milestone', models.PositiveSmallIntegerField(choices=[(1, 'Lead'), (2, 'MQL'), (3, 'SQL'), (4, 'Opportunity'), (5, 'Won'), (6, 'Order')])),
                ('rule', models.CharField(choices=[('source_field', 'Source field'), ('primary_campaign', 'Primary campaign'), ('first_touch', 'First touch'), ('before_sales', 'Touch before sales')], max_length=16)),
                ('month', models.PositiveIntegerField()),
                ('scope', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='attribution.scopecombination')),
                ('verdict', models.CharField(choices=[('marketing', 'Sourced by marketing'), ('other', 'Sourced by others'), ('unknown', 'Not known')], max_length=9)),
                ('campaign', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='campaigns.campaign')),
                ('deals', models.PositiveIntegerField()),
                ('value', models.DecimalField(decimal_places=2, max_digits=20)),
                ('unknown_values', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'milestone', 'rule', 'month', 'scope', 'verdict', 'campaign'), name='one_sourcing_per_run_and_slice', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('verdict', 'marketing'), ('campaign__isnull', True), _connector='OR'), name='only_marketing_sources_by_campaign')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Influence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='influences', to='attribution.creditrun')),
                ('milestone', models.PositiveSmallIntegerField(choices=[(1, 'Lead'), (2, 'MQL'), (3, 'SQL'), (4, 'Opportunity'), (5, 'Won'), (6, 'Order')])),
                ('by', models.CharField(choices=[('channel', 'Channel'), ('campaign', 'Campaign')], max_length=8)),
                ('month', models.PositiveIntegerField()),
                ('scope', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='attribution.scopecombination')),
                ('channel', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='campaigns.channel')),
                ('campaign', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='campaigns.campaign')),
                ('milestones', models.PositiveIntegerField()),
                ('value', models.DecimalField(decimal_places=2, max_digits=20)),
                ('unknown_values', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'milestone', 'by', 'month', 'scope', 'channel', 'campaign'), name='one_influence_per_run_and_slice', nulls_distinct=False)],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='standings', to='attribution.creditrun')),
                ('model', models.CharField(max_length=20)),
                ('milestone', models.PositiveSmallIntegerField(choices=[(1, 'Lead'), (2, 'MQL'), (3, 'SQL'), (4, 'Opportunity'), (5, 'Won'), (6, 'Order')])),
                ('by', models.CharField(choices=[('channel', 'Channel'), ('campaign', 'Campaign')], max_length=8)),
                ('measure', models.CharField(choices=[('value', 'Value'), ('conversions', 'Milestones')], max_length=11)),
                ('groups', models.JSONField()),
                ('ranks', models.JSONField()),
                ('beats', models.JSONField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'milestone', 'by', 'model'), name='one_standing_per_run_and_model')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='CreditRange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='ranges', to='attribution.creditrun')),
                ('milestone', models.PositiveSmallIntegerField(choices=[(1, 'Lead'), (2, 'MQL'), (3, 'SQL'), (4, 'Opportunity'), (5, 'Won'), (6, 'Order')])),
                ('by', models.CharField(choices=[('channel', 'Channel'), ('campaign', 'Campaign')], max_length=8)),
                ('channel', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='campaigns.channel')),
                ('campaign', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='campaigns.campaign')),
                ('conversions_low', models.FloatField()),
                ('conversions_high', models.FloatField()),
                ('value_low', models.FloatField()),
                ('value_high', models.FloatField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'milestone', 'by', 'channel', 'campaign'), name='one_range_per_run_and_group', nulls_distinct=False)],
                'indexes': [],
            },
        ),
    ]
