"""Read a file as an import would, and tell what would be written, without writing it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from imports import registry
from imports.core.refusals import ColumnsUnclear, FileRefused
from imports.core.result import Preview
from imports.core.sniff import LayoutChoices, sniff
from imports.core.suggest import Suggestion, suggest
from imports.loading.load import Progress, request_of
from imports.models import Batch
from imports.reading.prepare import Cleaned, Shaped, cleaned_file, shape_rows
from imports.reading.report import detected, problems
from imports.reading.sample import sample
from imports.reading.text_table import as_text_table

SHOWN = 100


def recognised(batch: Batch, path: Path, *, settle: Callable[[Batch, str, str], None]) -> Preview | None:
    """Find out what the rows are and `settle` it; a preview that asks where that cannot be told."""
    try:
        with TemporaryDirectory(prefix="sightline-import-") as folder:
            headings, found = _suggestions(path, Path(folder), name=batch.file.name)
    except FileRefused as refused:
        return Preview(target="", preset="", error=str(refused))
    if not found:
        sentence = "What the rows of this file are was not recognised by its column names: say it below."
        return Preview(target="", preset="", headings=headings, error=sentence)
    settle(batch, found[0].target, "")
    batch.preview = {"suggested": [suggestion.target for suggestion in found]}
    return None


def target_of(path: Path, *, name: str) -> str:
    """The target whose rows a file holds. Raises FileRefused where that cannot be told by its column names."""
    with TemporaryDirectory(prefix="sightline-import-") as folder:
        headings, found = _suggestions(path, Path(folder), name=name)
    if not found:
        raise FileRefused(
            f"What the rows of {name} are was not recognised by its columns: {', '.join(headings[:20])}. "
            f"Say it with --target: {', '.join(sorted(target.name for target in registry.targets()))}. "
            "A sheet with a column for each channel or month is read with --preset wide-offline-sheet."
        )
    return found[0].target


def _suggestions(path: Path, folder: Path, *, name: str) -> tuple[Sequence[str], Sequence[Suggestion]]:
    table = as_text_table(path, folder)
    with table.path.open("rb") as stream:
        choices = LayoutChoices("utf-8", ",", 1) if table.is_ours else LayoutChoices()
        layout = sniff(stream, known=registry.known_headings(), choices=choices)
    found = suggest(layout.headings, name=name, targets=registry.targets(), presets=registry.presets())
    return layout.headings, found


def preview_file(batch: Batch, path: Path, *, progress: Progress) -> Preview:
    """What the import would do; the batch's choices become those in use.

    A file that cannot be read as it is told to gives a preview with `error`.
    """
    request = request_of(batch, path)
    try:
        with cleaned_file(request, progress) as cleaned:
            progress(0.6, "Finding what the rows refer to")
            batch.choices = cleaned.choices.as_mapping()
            return _told(cleaned, shape_rows(cleaned, request))
    except FileRefused as refused:
        headings = refused.headings if isinstance(refused, ColumnsUnclear) else ()
        return Preview(target=batch.target, preset=batch.preset, headings=headings, error=str(refused))


def _told(cleaned: Cleaned, shaped: Shaped) -> Preview:
    plan = cleaned.plan
    first = sample(shaped)
    return Preview(
        target=plan.target.name,
        preset=plan.preset.name if plan.preset else "",
        headings=plan.headings,
        questions=plan.questions,
        detected=detected(cleaned, shaped),
        read=shaped.read,
        ready=shaped.read - shaped.skipped - shaped.rejected,
        skipped=shaped.skipped,
        rejected=shaped.rejected,
        columns=first.columns,
        rows=first.rows,
        references=first.references,
        problems=problems(shaped, limit=SHOWN),
    )
