"""The tables of this app as they stood when the first steps were folded into one."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('campaigns', '0001_initial'), ('campaigns', '0003_groups_know_their_import')]

    initial = True

    dependencies = [
        ('people', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('description', models.TextField(blank=True)),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='one_theme_per_name')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Channel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('digital', 'Digital'), ('offline', 'Offline'), ('experiential', 'Experiential')], default='digital', max_length=12)),
                ('is_paid', models.BooleanField(default=True)),
                ('is_direct', models.BooleanField(default=False, verbose_name='counts as Direct')),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='one_channel_per_name'), models.CheckConstraint(condition=models.Q(('kind__in', ['digital', 'offline', 'experiential'])), name='channel_kind_is_known')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Audience',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('scope', models.JSONField(blank=True, default=dict)),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='one_audience_per_name')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='children', to='campaigns.campaign')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='campaigns', to='campaigns.theme')),
                ('channel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='campaigns.channel')),
                ('audience', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='campaigns.audience')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('team', models.CharField(blank=True, max_length=80)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('live', 'Live'), ('ended', 'Ended')], default='planned', max_length=10)),
                ('mix', models.CharField(choices=[('brand', 'Brand'), ('activation', 'Activation'), ('mixed', 'Mixed')], default='activation', max_length=12)),
                ('brand_share', models.DecimalField(decimal_places=3, default=0, max_digits=4)),
                ('hypothesis', models.TextField(blank=True)),
                ('plan_approved_at', models.DateTimeField(blank=True, null=True)),
                ('plan_approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='approved_plans', to=settings.AUTH_USER_MODEL)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='campaign_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('brand_share__range', (0, 1))), name='brand_share_is_a_share'), models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='campaign_is_not_its_own_parent')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='CampaignKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='campaigns.campaign')),
                ('source', models.CharField(max_length=60)),
                ('external_id', models.CharField(max_length=300)),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'external_id'), name='one_campaign_per_source_and_id')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Asset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assets', to='campaigns.campaign')),
                ('name', models.CharField(max_length=300)),
                ('kind', models.CharField(choices=[('content', 'Content piece'), ('webinar', 'Webinar'), ('event', 'Event'), ('mail', 'Mail'), ('page', 'Page'), ('other', 'Other')], default='content', max_length=10)),
                ('source', models.CharField(default='sightline', max_length=60)),
                ('external_id', models.CharField(max_length=200)),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('source', 'external_id'), name='one_asset_per_source_and_id')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ChannelWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=120)),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='campaigns.channel')),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'ordering': ['word'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('word'), name='a_word_means_one_channel')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='SpendEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=60)),
                ('external_id', models.CharField(max_length=200)),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
                ('line', models.PositiveIntegerField(blank=True, null=True)),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('currency', models.CharField(max_length=3)),
                ('rate', models.DecimalField(blank=True, decimal_places=8, max_digits=18, null=True)),
                ('rate_on', models.DateField(blank=True, null=True)),
                ('reported', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spend_entries', to='campaigns.campaign')),
                ('spent_on', models.DateField()),
                ('spent_until', models.DateField()),
                ('impressions', models.BigIntegerField(blank=True, null=True)),
                ('clicks', models.BigIntegerField(blank=True, null=True)),
                ('vendor_conversions', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('is_working', models.BooleanField(default=True, verbose_name='working spend')),
                ('enabling_reason', models.CharField(blank=True, default='', max_length=200)),
            ],
            options={
                'ordering': ['spent_on', 'pk'],
                'indexes': [models.Index(fields=['campaign', 'spent_on'], name='campaigns_s_campaig_145f56_idx')],
                'constraints': [models.UniqueConstraint(fields=('source', 'external_id'), name='one_spend_entry_per_source_and_id'), models.CheckConstraint(condition=models.Q(('spent_until__gt', models.F('spent_on'))), name='spend_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='BudgetEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=60)),
                ('external_id', models.CharField(max_length=200)),
                ('batch_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
                ('line', models.PositiveIntegerField(blank=True, null=True)),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('currency', models.CharField(max_length=3)),
                ('rate', models.DecimalField(blank=True, decimal_places=8, max_digits=18, null=True)),
                ('rate_on', models.DateField(blank=True, null=True)),
                ('reported', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='budget_entries', to='campaigns.campaign')),
                ('layer', models.CharField(choices=[('plan', 'Plan'), ('forecast', 'Forecast'), ('committed', 'Committed')], max_length=10)),
                ('month', models.DateField()),
                ('is_working', models.BooleanField(default=True, verbose_name='working spend')),
                ('is_contractual', models.BooleanField(default=False, verbose_name='cannot be released')),
            ],
            options={
                'ordering': ['month', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'layer', 'month'), name='one_amount_per_campaign_layer_month'), models.UniqueConstraint(fields=('source', 'external_id'), name='one_budget_entry_per_source_and_id'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='budget_month_is_its_first_day')],
                'indexes': [],
            },
        ),
    ]
