"""The tables of this app as they stood when the first steps were folded into one."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('imports', '0001_initial'), ('imports', '0002_previews'), ('imports', '0003_deliveries')]

    initial = True

    dependencies = [
        ('jobs', '0001_tables'),
        ('people', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.SlugField(max_length=60)),
                ('label', models.CharField(blank=True, max_length=120)),
                ('time_zone', models.CharField(blank=True, max_length=60)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('cadence_days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='days between deliveries')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('mappings', models.JSONField(blank=True, default=dict, verbose_name='remembered choices by target')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='one_source_per_name')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target', models.CharField(blank=True, max_length=60)),
                ('sha256', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=255)),
                ('size', models.BigIntegerField()),
                ('path', models.CharField(blank=True, max_length=255)),
                ('received_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-received_at'],
                'constraints': [models.UniqueConstraint(fields=('target', 'sha256'), name='one_stored_file_per_target_and_content'), models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='stored_file_is_not_empty')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='imports.source')),
                ('target', models.CharField(blank=True, max_length=60)),
                ('preset', models.CharField(blank=True, max_length=80)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='imports.storedfile')),
                ('state', models.CharField(choices=[('opened', 'Waiting for confirmation'), ('loading', 'Loading'), ('loaded', 'Loaded'), ('failed', 'Failed'), ('undone', 'Undone')], default='opened', max_length=8)),
                ('choices', models.JSONField(blank=True, default=dict, verbose_name='what the user decided')),
                ('detected', models.JSONField(blank=True, default=dict, verbose_name='what was found in the file')),
                ('preview', models.JSONField(blank=True, default=dict, verbose_name='what would be written')),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='jobs.job')),
                ('read', models.PositiveIntegerField(default=0)),
                ('accepted', models.PositiveIntegerField(default=0)),
                ('updated', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('skipped', models.PositiveIntegerField(default=0)),
                ('rejected', models.PositiveIntegerField(default=0)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='batches', to=settings.AUTH_USER_MODEL)),
                ('opened_at', models.DateTimeField()),
                ('loaded_at', models.DateTimeField(blank=True, null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('error', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['target', 'state'], name='imports_bat_target_b8b021_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('read', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('accepted'), '+', models.F('updated')), '+', models.F('unchanged')), '+', models.F('skipped')), '+', models.F('rejected')))), name='no_row_disappears')],
            },
        ),
        migrations.CreateModel(
            name='Issue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='issues', to='imports.batch')),
                ('fate', models.CharField(choices=[('rejected', 'Row rejected'), ('skipped', 'Row skipped'), ('blanked', 'Value left blank')], max_length=8)),
                ('line', models.PositiveIntegerField()),
                ('column', models.CharField(blank=True, max_length=200)),
                ('value', models.CharField(blank=True, max_length=200)),
                ('reason', models.CharField(max_length=500)),
            ],
            options={
                'ordering': ['line', 'pk'],
                'indexes': [models.Index(fields=['batch', 'line'], name='imports_iss_batch_i_cf8f5d_idx')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Previous',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='previous_rows', to='imports.batch')),
                ('model', models.CharField(max_length=60)),
                ('row_id', models.BigIntegerField()),
                ('values', models.JSONField()),
            ],
            options={
                'indexes': [models.Index(fields=['model', 'row_id'], name='imports_pre_model_047c41_idx')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'model', 'row_id'), name='one_previous_row_per_batch')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('key', models.CharField(max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='imports.batch')),
                ('received_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('by', 'key'), name='one_delivery_per_person_and_key')],
                'indexes': [],
            },
        ),
    ]
