"""The tables of this app as they stood when the first steps were folded into one."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('jobs', '0001_initial')]

    initial = True

    dependencies = [
        ('people', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=80)),
                ('arguments', models.JSONField(default=dict, help_text='Ids only; personal data never enters the ledger.')),
                ('queue', models.CharField(choices=[('fast', 'Fast'), ('heavy', 'Heavy')], default='heavy', max_length=10)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('succeeded', 'Done'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='waiting', max_length=10)),
                ('attempt', models.PositiveIntegerField(default=0, help_text='Number of the latest claim; only it may publish.')),
                ('deaths', models.PositiveSmallIntegerField(default=0, help_text='Claims that ended without an outcome.')),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('heartbeat_at', models.DateTimeField(blank=True, null=True)),
                ('progress', models.FloatField(default=0)),
                ('sentence', models.CharField(blank=True, help_text='What it is doing now, then its outcome.', max_length=300)),
                ('error', models.TextField(blank=True)),
                ('coalesce_key', models.CharField(blank=True, max_length=64)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request_id', models.CharField(blank=True, max_length=64)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('state__in', ('waiting', 'running'))), fields=['queue', 'id'], name='jobs_unfinished'), models.Index(fields=['state', '-finished_at'], name='jobs_by_state')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting'), models.Q(('coalesce_key', ''), _negated=True)), fields=('coalesce_key',), name='one_waiting_job_per_coalesce_key'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'succeeded', 'failed', 'cancelled'])), name='job_state_is_known'), models.CheckConstraint(condition=models.Q(('queue__in', ['fast', 'heavy'])), name='job_queue_is_known'), models.CheckConstraint(condition=models.Q(('progress__range', (0, 1))), name='job_progress_is_a_share'), models.CheckConstraint(condition=models.Q(models.Q(('attempt__gte', 1), ('lease_until__isnull', False), ('state', 'running')), models.Q(models.Q(('state', 'running'), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='job_has_a_lease_while_it_runs'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('state__in', ('waiting', 'running'))), models.Q(models.Q(('state__in', ('waiting', 'running')), _negated=True), ('finished_at__isnull', False)), _connector='OR'), name='job_is_finished_when_it_has_an_outcome'), models.CheckConstraint(condition=models.Q(('deaths__lte', models.F('attempt'))), name='job_dies_once_per_attempt')],
            },
        ),
        migrations.CreateModel(
            name='WorkerHeartbeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True)),
                ('queues', models.CharField(blank=True, help_text='Queues it serves, divided by commas.', max_length=100)),
                ('seen_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'ordering': ['name'],
                'indexes': [],
                'constraints': [],
            },
        ),
    ]
