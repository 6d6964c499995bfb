"""One file from the disk into the facts."""

import csv
import io
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, connection

from imports import registry, selectors
from imports.announce import announce
from imports.core.conservation import Conservation
from imports.core.mapping import Choices
from imports.core.preset import form_of
from imports.core.refusals import FileRefused, NotReady
from imports.core.result import Detected, Problem, Result
from imports.loading.publish import lock_tables, publish
from imports.loading.rules import rule_of
from imports.models import Batch, Source
from imports.reading.prepare import Cleaned, Request, cleaned_file, shape_rows
from imports.reading.report import detected, problems
from organisation.selectors import organisation

SHOWN = 200

Progress = Callable[[float, str], None]
Publishing = Callable[[], AbstractContextManager[object]]


def request_of(batch: Batch, path: Path) -> Request:
    """What the batch, its source and the organisation say about how to read the file."""
    company = organisation()
    # Once a preview was shown, its choices are what the user sees; nothing is filled in behind them.
    remembered = {} if batch.preview.get("headings") else batch.source.mappings.get(batch.target, {})
    return Request(
        path=path,
        target=registry.target(batch.target),
        preset=registry.preset(batch.preset) if batch.preset else None,
        presets=registry.presets(batch.target),
        choices=Choices.from_mapping(batch.choices),
        remembered={form: Choices.from_mapping(kept) for form, kept in remembered.items()},
        source=batch.source.name,
        source_zone=batch.source.time_zone,
        source_currency=batch.source.currency,
        reporting_currency=company.currency,
        day_zone=company.time_zone,
        rates=selectors.rates(),
        known=registry.known_headings(),
    )


def load_file(batch: Batch, path: Path, *, now: datetime, progress: Progress, publishing: Publishing) -> Result:
    """Read, clean, and publish in one transaction. Raises FileRefused, NotReady."""
    request = request_of(batch, path)
    with cleaned_file(request, progress) as cleaned:
        if cleaned.plan.questions:
            asked = tuple((question.sentence, question.in_mapping) for question in cleaned.plan.questions)
            raise NotReady(" ".join(sentence for sentence, _ in asked), answers=asked)
        progress(0.4, "Finding what the rows refer to")
        try:
            with publishing():
                lock_tables(request.target)
                shaped = shape_rows(cleaned, request)
                line = publish(shaped, batch=batch.pk, progress=progress)
                found, issues = detected(cleaned, shaped), problems(shaped)
                preset = cleaned.plan.preset.name if cleaned.plan.preset else ""
                _record(batch, line, found, preset=preset, now=now)
                _remember(batch, cleaned)
                _keep_problems(batch, issues)
                announce(batch, now=now)
        except IntegrityError as error:
            told = f"A rule of the database is broken, so nothing was imported: {rule_of(error)}."
            raise FileRefused(told) from error
    progress(1.0, str(line))
    return Result(
        batch=batch.pk,
        target=batch.target,
        preset=preset,
        source=batch.source.name,
        conservation=line,
        detected=found,
        problems=issues[:SHOWN],
    )


def _record(batch: Batch, line: Conservation, found: Detected, *, preset: str, now: datetime) -> None:
    batch.read, batch.accepted, batch.updated = line.read, line.accepted, line.updated
    batch.unchanged, batch.skipped, batch.rejected = line.unchanged, line.skipped, line.rejected
    batch.detected, batch.preset, batch.preview = found.as_mapping(), preset, {}
    batch.state, batch.loaded_at, batch.error = Batch.State.LOADED, now, ""
    batch.save()


def _remember(batch: Batch, cleaned: Cleaned) -> None:
    """Keep the decisions for the next file of this form; its table and totals are looked for in each file anew."""
    source = Source.objects.select_for_update().get(pk=batch.source_id)
    kept = replace(cleaned.choices, encoding="", delimiter="", header_line=0, totals_are_rows=False)
    form = form_of(cleaned.plan.preset, cleaned.plan.headings)
    source.mappings.setdefault(batch.target, {})[form] = kept.as_mapping()
    source.save(update_fields=["mappings"])


def _keep_problems(batch: Batch, found: Sequence[Problem]) -> None:
    batch.issues.all().delete()
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    for problem in found:
        rows.writerow([batch.pk, problem.line, problem.fate, problem.column, problem.value, problem.reason])
    text.seek(0)
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(
            'COPY imports_issue (batch_id, line, fate, "column", value, reason) FROM STDIN '
            '(FORMAT csv, FORCE_NOT_NULL ("column", value))',
            text,
        )
