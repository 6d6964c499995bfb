"""The tables of this app as they stood when the first steps were folded into one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('reports', '0001_stored_pages'), ('reports', '0002_snapshots_comments_documents'), ('reports', '0004_share_links_subscriptions_pictures')]

    initial = True

    dependencies = [
        ('okrs', '0001_tables'),
        ('people', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='StoredPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(choices=[('alignment', 'Quarterly alignment dashboard')], max_length=20)),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stored_pages', to='okrs.cycle')),
                ('content', models.JSONField()),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('name', 'cycle'), name='one_stored_page_per_name_and_cycle')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='StoredSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='snapshots', to='okrs.cycle')),
                ('scope', models.CharField(blank=True, default='', max_length=2000, verbose_name='part of the business')),
                ('content', models.JSONField()),
                ('annex', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('score_run_id', models.BigIntegerField()),
                ('credit_run_id', models.BigIntegerField()),
                ('measure_run_id', models.BigIntegerField(blank=True, null=True)),
                ('as_of', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('comments', models.JSONField(default=list)),
                ('issued_at', models.DateTimeField(blank=True, null=True)),
                ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
                'indexes': [models.Index(fields=['cycle', '-made_at'], name='snapshots_of_a_cycle')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='FrozenCycle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='freezes', to='okrs.cycle')),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='freezes', to='reports.storedsnapshot')),
                ('page', models.JSONField(blank=True, null=True, verbose_name='the alignment page')),
                ('kept', models.JSONField(verbose_name='facts, links and definitions of then')),
                ('receipt', models.JSONField(verbose_name="the score's receipt")),
                ('digest', models.CharField(max_length=64)),
                ('open_points', models.CharField(blank=True, default='', max_length=600, verbose_name='why it was frozen with open points')),
                ('frozen_at', models.DateTimeField()),
                ('frozen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reopened_at', models.DateTimeField(blank=True, null=True)),
                ('reopened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reopened_because', models.CharField(blank=True, default='', max_length=600)),
            ],
            options={
                'ordering': ['-frozen_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('reopened_at__isnull', True)), fields=('cycle',), name='one_freeze_in_force_per_cycle'), models.CheckConstraint(condition=models.Q(('reopened_at__isnull', True), models.Q(('reopened_because', ''), _negated=True), _connector='OR'), name='reopening_says_why')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Restatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('frozen', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='restatement', to='reports.frozencycle')),
                ('content', models.JSONField()),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='okrs.cycle')),
                ('subject', models.CharField(max_length=100)),
                ('text', models.CharField(max_length=600)),
                ('version', models.PositiveIntegerField()),
                ('is_current', models.BooleanField(default=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['subject', '-version'],
                'constraints': [models.UniqueConstraint(fields=('cycle', 'subject', 'version'), name='one_comment_per_subject_and_version'), models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('cycle', 'subject'), name='one_comment_in_force_per_subject'), models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('subject', ''), _negated=True)), name='a_comment_says_something_of_something')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='BuiltDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='reports.storedsnapshot')),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('pptx', 'PowerPoint'), ('xlsx', 'Excel'), ('csv', 'CSV files'), ('json', 'JSON'), ('png', 'Charts as pictures')], max_length=5)),
                ('file', models.FileField(upload_to='board-packs/')),
                ('size', models.PositiveBigIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('snapshot', 'kind'), name='one_document_per_snapshot_and_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['pdf', 'pptx', 'xlsx', 'csv', 'json', 'png'])), name='document_kind')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ShareLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='share_links', to='reports.storedsnapshot')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='share_links', to='reports.builtdocument')),
                ('label', models.CharField(max_length=120, verbose_name='for whom')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('views', models.PositiveIntegerField(default=0, verbose_name='times opened')),
                ('last_opened_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='share_link_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('label', ''), _negated=True), name='share_link_says_for_whom')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cadence', models.CharField(choices=[('weekly', 'Every Monday'), ('monthly', 'On the first of each month')], default='weekly', max_length=8)),
                ('cycle', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='okrs.cycle')),
                ('begun_at', models.DateTimeField()),
                ('sent_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('cadence__in', ['weekly', 'monthly'])), name='summary_cadence_is_known')],
                'indexes': [],
            },
        ),
    ]
