"""The tables of this app as they stood when the first steps were folded into one."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('okrs', '0001_initial'), ('okrs', '0002_imported_objectives'), ('okrs', '0003_words'), ('okrs', '0004_reminders')]

    initial = True

    dependencies = [
        ('people', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Cycle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True)),
                ('length', models.CharField(choices=[('quarter', 'Quarter'), ('half', 'Half-year'), ('year', 'Year'), ('custom', 'Other dates')], default='quarter', max_length=10)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(verbose_name='first day after')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('active', 'Active'), ('review', 'In review'), ('closed', 'Closed')], default='draft', max_length=10)),
                ('cadence_days', models.PositiveSmallIntegerField(default=14, verbose_name='days between check-ins')),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('summary', models.TextField(blank=True, verbose_name='what happened')),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'ordering': ['-starts_on', 'ends_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='cycle_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('length__in', ['quarter', 'half', 'year', 'custom'])), name='cycle_length_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'active', 'review', 'closed'])), name='cycle_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='closed_cycle_says_when'), models.CheckConstraint(condition=models.Q(('cadence_days__range', (1, 120))), name='cadence_is_a_number_of_days'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('length', 'quarter')), expressions=[(models.Func('starts_on', 'ends_on', function='daterange'), '&&')], name='cycles_of_one_quarter_do_not_overlap'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('length', 'half')), expressions=[(models.Func('starts_on', 'ends_on', function='daterange'), '&&')], name='cycles_of_one_half_do_not_overlap'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('length', 'year')), expressions=[(models.Func('starts_on', 'ends_on', function='daterange'), '&&')], name='cycles_of_one_year_do_not_overlap')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='StatusBands',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on_track', models.DecimalField(decimal_places=3, default='0.95', max_digits=4)),
                ('at_risk', models.DecimalField(decimal_places=3, default='0.75', max_digits=4)),
                ('too_early', models.DecimalField(decimal_places=3, default='0.05', max_digits=4, verbose_name='nothing is judged before')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='there_is_one_set_of_status_bands'), models.CheckConstraint(condition=models.Q(('at_risk__gt', 0), ('on_track__gt', models.F('at_risk')), ('on_track__lte', 2), ('too_early__range', (0, '0.5'))), name='status_bands_are_in_order')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='BusinessObjective',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('co_owners', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('sales', 'Sales'), ('product', 'Product'), ('finance', 'Finance'), ('success', 'Customer success')], max_length=10), blank=True, default=list, size=None, verbose_name='owned with')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
                ('name', models.CharField(max_length=200)),
                ('category', models.CharField(choices=[('revenue', 'Revenue growth'), ('profit', 'Profitability'), ('share', 'Market share'), ('brand', 'Brand equity'), ('customer', 'Customer experience')], max_length=10)),
                ('weight', models.DecimalField(decimal_places=2, default=1, max_digits=7, verbose_name='priority weight')),
                ('target_share', models.DecimalField(blank=True, decimal_places=3, max_digits=4, null=True, verbose_name='target share of the money')),
                ('description', models.TextField(blank=True)),
                ('scope', models.JSONField(blank=True, default=dict)),
                ('retired_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-weight', 'name'],
                'constraints': [models.UniqueConstraint(fields=('name',), name='one_business_objective_per_name'), models.CheckConstraint(condition=models.Q(('weight__gte', 0)), name='priority_weight_is_not_negative'), models.CheckConstraint(condition=models.Q(('target_share__isnull', True), ('target_share__range', (0, 1)), _connector='OR'), name='target_share_is_a_share'), models.CheckConstraint(condition=models.Q(('category__in', ['revenue', 'profit', 'share', 'brand', 'customer'])), name='business_category_is_known'), models.CheckConstraint(condition=models.Q(('co_owners__contained_by', ['sales', 'product', 'finance', 'success'])), name='business_co_owners_are_known')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Objective',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('co_owners', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('sales', 'Sales'), ('product', 'Product'), ('finance', 'Finance'), ('success', 'Customer success')], max_length=10), blank=True, default=list, size=None, verbose_name='owned with')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objectives', to='okrs.cycle')),
                ('business_objective', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='objectives', to='okrs.businessobjective')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='children', to='okrs.objective')),
                ('name', models.CharField(max_length=200)),
                ('description', models.TextField(blank=True, verbose_name='what success looks like')),
                ('horizon', models.CharField(choices=[('short', 'Short term'), ('long', 'Long term')], default='short', max_length=5)),
                ('ambition', models.CharField(choices=[('committed', 'Committed'), ('aspirational', 'Aspirational')], default='committed', max_length=12)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('active', 'Active'), ('closed', 'Closed'), ('dropped', 'Dropped')], default='draft', max_length=10)),
                ('weight', models.DecimalField(decimal_places=2, default=1, max_digits=7)),
                ('is_contributing', models.BooleanField(default=True, verbose_name='counts towards its parent')),
                ('roll_up', models.CharField(choices=[('mean', 'Weighted mean'), ('sum', 'Sum of values')], default='mean', max_length=4)),
                ('added_late_on', models.DateField(blank=True, null=True)),
                ('carried_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='carried_to', to='okrs.objective')),
                ('dropped_on', models.DateField(blank=True, null=True)),
                ('drop_reason', models.TextField(blank=True)),
                ('superseded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='supersedes', to='okrs.objective')),
                ('score', models.DecimalField(blank=True, decimal_places=3, max_digits=4, null=True, verbose_name='closing score')),
                ('root_cause', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-weight', 'name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('cycle', 'name'), name='one_objective_per_cycle_and_name'), models.UniqueConstraint(condition=models.Q(('carried_from__isnull', False)), fields=('cycle', 'carried_from'), name='an_objective_is_carried_over_once'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='objective_is_not_its_own_parent'), models.CheckConstraint(condition=models.Q(('weight__gte', 0)), name='objective_weight_is_not_negative'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'active', 'closed', 'dropped'])), name='objective_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'dropped'), _negated=True), models.Q(('dropped_on__isnull', False), models.Q(('drop_reason', ''), _negated=True)), _connector='OR'), name='dropped_objective_says_when_and_why'), models.CheckConstraint(condition=models.Q(('score__isnull', True), ('score__range', (0, 1)), _connector='OR'), name='objective_score_is_a_share'), models.CheckConstraint(condition=models.Q(('co_owners__contained_by', ['sales', 'product', 'finance', 'success'])), name='objective_co_owners_are_known')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='KeyResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('objective', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='key_results', to='okrs.objective')),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('increase', 'Increase'), ('decrease', 'Decrease'), ('at_least', 'At least'), ('at_most', 'At most'), ('within', 'Within a band'), ('milestone', 'Milestone'), ('baseline', 'Baseline to establish')], default='increase', max_length=10)),
                ('measure', models.CharField(choices=[('flow', 'Flow'), ('level', 'Level'), ('ratio', 'Ratio')], default='level', max_length=5)),
                ('unit', models.CharField(blank=True, help_text='such as leads, %, points or EUR', max_length=20)),
                ('baseline', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ('target', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ('band_low', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name='lower edge')),
                ('band_high', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name='upper edge')),
                ('worst_low', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name='worst tolerated below')),
                ('worst_high', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name='worst tolerated above')),
                ('period_rule', models.CharField(choices=[('share_inside', 'Share of periods inside'), ('last', 'Last period')], default='share_inside', max_length=12, verbose_name='periods of a band')),
                ('weight', models.DecimalField(decimal_places=2, default=1, max_digits=7)),
                ('is_contributing', models.BooleanField(default=True, verbose_name='counts towards the objective')),
                ('is_computed', models.BooleanField(default=False, verbose_name='value is computed')),
                ('scope', models.JSONField(blank=True, default=dict)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('state', models.CharField(choices=[('active', 'Active'), ('dropped', 'Dropped')], default='active', max_length=10)),
                ('drop_reason', models.TextField(blank=True)),
                ('added_late_on', models.DateField(blank=True, null=True)),
                ('changed_mid_cycle_at', models.DateTimeField(blank=True, null=True)),
                ('carried_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='carried_to', to='okrs.keyresult')),
                ('score', models.DecimalField(blank=True, decimal_places=3, max_digits=4, null=True, verbose_name='closing score')),
                ('outcome', models.CharField(blank=True, max_length=10)),
                ('root_cause', models.TextField(blank=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'ordering': ['objective', '-weight', 'name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('objective', 'name'), name='one_key_result_per_objective_and_name'), models.CheckConstraint(condition=models.Q(models.Q(('baseline__isnull', False), ('target__isnull', False), models.Q(models.Q(('kind', 'increase'), ('target__gt', models.F('baseline'))), models.Q(('kind', 'decrease'), ('target__lt', models.F('baseline'))), _connector='OR')), models.Q(('kind__in', ['at_least', 'at_most']), ('target__isnull', False)), models.Q(('band_high__gte', models.F('band_low')), ('band_high__isnull', False), ('band_low__isnull', False), ('kind', 'within')), ('kind__in', ['milestone', 'baseline']), _connector='OR'), name='key_result_has_the_values_its_kind_needs'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'at_least'), _negated=True), ('worst_low__isnull', True), ('worst_low__lt', models.F('target')), _connector='OR'), name='worst_below_lies_below_at_least'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'at_most'), _negated=True), ('worst_high__isnull', True), ('worst_high__gt', models.F('target')), _connector='OR'), name='worst_above_lies_above_at_most'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'within'), _negated=True), models.Q(models.Q(('worst_low__isnull', True), ('worst_low__lt', models.F('band_low')), _connector='OR'), models.Q(('worst_high__isnull', True), ('worst_high__gt', models.F('band_high')), _connector='OR')), _connector='OR'), name='worst_values_lie_outside_the_band'), models.CheckConstraint(condition=models.Q(('weight__gte', 0)), name='key_result_weight_is_not_negative'), models.CheckConstraint(condition=models.Q(('state', 'active'), models.Q(('state', 'dropped'), models.Q(('drop_reason', ''), _negated=True)), _connector='OR'), name='dropped_key_result_says_why'), models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'achieved', 'missed', 'dropped'])), name='key_result_outcome_is_known'), models.CheckConstraint(condition=models.Q(('score__isnull', True), ('score__range', (0, 1)), _connector='OR'), name='key_result_score_is_a_share')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_result', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checkpoints', to='okrs.keyresult')),
                ('due_on', models.DateField()),
                ('expected', models.DecimalField(decimal_places=6, max_digits=20)),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'ordering': ['due_on'],
                'constraints': [models.UniqueConstraint(fields=('key_result', 'due_on'), name='one_checkpoint_per_key_result_and_day')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ChecklistItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_result', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checklist', to='okrs.keyresult')),
                ('text', models.CharField(max_length=200)),
                ('weight', models.DecimalField(decimal_places=2, default=1, max_digits=7)),
                ('done_on', models.DateField(blank=True, null=True)),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('weight__gte', 0)), name='checklist_weight_is_not_negative'), models.UniqueConstraint(fields=('key_result', 'text'), name='one_checklist_item_per_text')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_result', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='check_ins', to='okrs.keyresult')),
                ('day', models.DateField()),
                ('value', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ('numerator', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ('denominator', models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True)),
                ('confidence', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('declared', models.CharField(blank=True, max_length=10)),
                ('what_changed', models.TextField(blank=True)),
                ('next_step', models.TextField(blank=True)),
                ('provenance', models.CharField(choices=[('typed', 'Typed'), ('computed', 'Computed'), ('imported', 'Imported')], default='typed', max_length=10)),
                ('source', models.CharField(blank=True, max_length=120)),
                ('external_id', models.CharField(blank=True, max_length=64, null=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField()),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'ordering': ['day', 'pk'],
                'indexes': [models.Index(fields=['key_result', '-day', '-id'], name='okrs_checki_key_res_4c1dce_idx')],
                'constraints': [models.UniqueConstraint(fields=('source', 'external_id'), name='one_check_in_per_source_and_id'), models.CheckConstraint(condition=models.Q(('confidence__isnull', True), ('confidence__range', (0, 10)), _connector='OR'), name='confidence_is_0_to_10'), models.CheckConstraint(condition=models.Q(('declared__in', ['', 'on_track', 'at_risk', 'off_track'])), name='declared_status_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('denominator__isnull', True), ('numerator__isnull', True)), models.Q(('denominator__isnull', False), ('numerator__isnull', False)), _connector='OR'), name='a_ratio_has_both_its_parts'), models.CheckConstraint(condition=models.Q(('provenance', 'typed'), models.Q(('source', ''), _negated=True), _connector='OR'), name='what_nobody_typed_names_its_source')],
            },
        ),
        migrations.CreateModel(
            name='DefinitionVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('business_objective', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='okrs.businessobjective')),
                ('objective', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='okrs.objective')),
                ('key_result', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='okrs.keyresult')),
                ('revision', models.PositiveIntegerField()),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('reason', models.TextField(blank=True)),
                ('is_mid_cycle', models.BooleanField(default=False)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['made_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('business_objective__isnull', False), ('key_result__isnull', True), ('objective__isnull', True)), models.Q(('business_objective__isnull', True), ('key_result__isnull', True), ('objective__isnull', False)), models.Q(('business_objective__isnull', True), ('key_result__isnull', False), ('objective__isnull', True)), _connector='OR'), name='a_version_is_of_one_thing'), models.CheckConstraint(condition=models.Q(('is_mid_cycle', False), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_change_in_mid_cycle_says_why'), models.UniqueConstraint(fields=('business_objective', 'revision'), name='one_version_per_business_objective_revision'), models.UniqueConstraint(fields=('objective', 'revision'), name='one_version_per_objective_revision'), models.UniqueConstraint(fields=('key_result', 'revision'), name='one_version_per_key_result_revision')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('strategy', 'Business strategy'), ('okrs', 'OKRs'), ('sales', 'Sales targets and results'), ('plan', 'Marketing plan'), ('other', 'Other')], max_length=10)),
                ('link', models.URLField(blank=True, max_length=1000)),
                ('file', models.FileField(blank=True, upload_to='documents/')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cycle', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='documents', to='okrs.cycle')),
                ('reviewed_on', models.DateField(blank=True, null=True, verbose_name='last reviewed')),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'ordering': ['kind', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('link', ''), _negated=True), models.Q(('file', ''), _negated=True), _connector='OR'), name='a_document_has_a_link_or_a_file'), models.UniqueConstraint(fields=('kind', 'name'), name='one_document_per_kind_and_name')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='SalesTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=60)),
                ('external_id', models.CharField(max_length=200)),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
                ('line', models.PositiveIntegerField(blank=True, null=True)),
                ('month', models.DateField()),
                ('segment', models.CharField(blank=True, default='', max_length=80)),
                ('region', models.CharField(blank=True, default='', max_length=80)),
                ('target', models.DecimalField(decimal_places=2, max_digits=18)),
                ('result', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['month', 'segment', 'region'],
                'constraints': [models.UniqueConstraint(fields=('month', 'segment', 'region'), name='one_sales_target_per_month_and_part'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='sales_month_is_its_first_day'), models.CheckConstraint(condition=models.Q(('target__gte', 0)), name='sales_target_is_not_negative')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('day', models.DateField()),
                ('owed', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['-day', 'person'],
                'constraints': [models.UniqueConstraint(fields=('person', 'day'), name='one_reminder_per_person_and_day')],
                'indexes': [],
            },
        ),
    ]
