"""Every real file that has a target: imported, accounted for, unchanged when it comes again in any order."""

import csv
import io
from datetime import date
from pathlib import Path
from random import Random

import pytest

from imports import registry, services
from imports.core.mapping import Choices
from imports.core.result import Result
from imports.core.sniff import sniff
from imports.core.suggest import suggest
from tests.imports import real_table
from tests.imports.helpers import NOW, counts, digest
from tests.imports.real_files import GROUPS, NO_TARGET, RealFile
from tests.real_data import FOLDER, real_file

pytestmark = [pytest.mark.real, pytest.mark.django_db]
LISTED = [file for files in GROUPS.values() for file in files]


def load(file: RealFile, data: bytes) -> Result:
    batch = services.open_batch(
        stream=io.BytesIO(data),
        name=Path(file.name).name,
        target=file.target,
        source=file.source,
        preset=file.preset,
        choices=Choices.from_mapping(file.choices),
        now=NOW,
    )
    return services.load(batch, now=NOW)


def shuffled(data: bytes) -> bytes:
    """The same rows in another order; a workbook or a Parquet table stays as it is."""
    if data.startswith((b"PK", b"PAR1")):
        return data
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    Random(7).shuffle(rows)
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue().encode()


def state(group: str) -> str:
    models = {model for file in GROUPS[group] for model in registry.target(file.target).models}
    return digest(*sorted(models), without=("line", "batch_id"))


@pytest.mark.parametrize("group", GROUPS)
def test_every_row_is_accounted_for_as_documented_and_a_second_delivery_changes_nothing(group):
    rows = []
    for file in GROUPS[group]:
        result = load(file, real_file(file.name).read_bytes())
        line = result.conservation
        read_as = f"`{result.preset}`" if result.preset else "by its columns"
        if file.mapping:
            read_as += f" and `{file.mapping}.json`"
        rows.append(real_table.Row(file.name, file.target, read_as, (line.read, *counts(result))))
    if real_table.WRITES:
        real_table.write(rows, today=date.today())  # noqa: DTZ011 -- the day of the run, for people
    assert set(rows) <= set(real_table.documented())
    before = state(group)
    for again in (bytes, shuffled):
        for file, row in zip(GROUPS[group], rows, strict=True):
            data = real_file(file.name).read_bytes()
            if again is shuffled and shuffled(data) == data:
                continue  # it stays as it is, and came again already
            accepted, updated, unchanged, skipped, rejected = counts(load(file, again(data)))
            assert (accepted, updated) == (0, 0), file.name
            assert (unchanged, rejected) == (sum(row.counts[1:4]), row.counts[5]), file.name
            assert skipped == row.counts[4], file.name
    assert state(group) == before


def test_every_real_file_is_listed_or_has_a_reason_not_to_be():
    found = {str(path.relative_to(FOLDER)) for kind in ("csv", "xlsx", "parquet") for path in FOLDER.rglob(f"*.{kind}")}

    assert found == {file.name for file in LISTED} | set(NO_TARGET)
    assert {row.name for row in real_table.documented()} == {file.name for file in LISTED}


@pytest.mark.parametrize("name", sorted({file.name for file in LISTED if file.name.endswith(".csv")} | set(NO_TARGET)))
def test_a_file_is_recognised_as_what_it_is_or_not_at_all(name):
    with real_file(name).open("rb") as stream:
        layout = sniff(stream, known=registry.known_headings())
    found = suggest(layout.headings, name=name, targets=registry.targets(), presets=registry.presets())

    own = [file for file in LISTED if file.name == name]
    unaided = [file.target for file in own if not file.mapping and not file.preset]
    if unaided:
        assert [found[0].target] == unaided
        assert found[0].preset
    elif found:
        assert found[0].target in {file.target for file in own} | BESIDE.get(name, set())


# A table of versions of deals is also a table of deals.
BESIDE = {"fivetran_seeds/salesforce/sf_opportunity_history_data.csv": {"opportunities"}}
