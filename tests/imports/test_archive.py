"""Zips of files: names are only names, and what they unpack to is measured."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from imports import archive
from imports.core.refusals import FileRefused
from imports.models import Batch, StoredFile
from people.models import Role
from tests import factories as make
from tests.imports.workbooks import declaring, workbook, zipped

ROWS = "external_id,name\nA1,Nordwind\n"


def unpacked(data: bytes) -> list[tuple[str, bytes]]:
    return [(name, content.read()) for name, content in archive.files_in(io.BytesIO(data), name="all.zip")]


def test_names_lose_their_folders_and_clutter_is_left_out():
    parts = {"../../etc/a.csv": "1", "C:\\temp\\b.csv": "2", "/root/c.csv": "3", "in/.hidden": "4", "__MACOSX/d": "5"}

    assert unpacked(zipped(parts)) == [("a.csv", b"1"), ("b.csv", b"2"), ("c.csv", b"3")]


def test_a_workbook_is_one_file_and_not_an_archive():
    data = workbook([["a"]])

    assert unpacked(data) == [("all.zip", data)]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (zipped({"a.csv": "0" * 60_000_000}), "unpacks to far more than it weighs"),
        (declaring(zipped({"a.csv": "0,1\n" * 9_000_000}), "a.csv", size=1000), "damaged or cut off"),
        (zipped({f"{n}.csv": "1" for n in range(101)}), "101 files; at most 100"),
        (zipped({"__MACOSX/a": "1"}), "holds no file"),
        (zipped({"a.csv": "1" * 5000})[:-30], "damaged or cut off"),
    ],
)
def test_a_hostile_or_broken_archive_is_refused(data, sentence):
    with pytest.raises(FileRefused, match=sentence):
        unpacked(data)


@pytest.mark.django_db
def test_an_uploaded_archive_writes_nothing_outside_its_place(client):
    client.force_login(make.user(Role.MARKETER))
    parts = {
        "../../../escaped.csv": ROWS,
        "..\\..\\escaped.csv": ROWS + "A2,Neu\n",
        "inner.zip": zipped({"x.csv": ROWS}),
    }

    client.post(
        "/imports/new/", {"files": [SimpleUploadedFile("all.zip", zipped(parts))], "source": "crm", "target": ""}
    )

    assert sorted(StoredFile.objects.values_list("name", flat=True)) == ["escaped.csv", "escaped.csv", "inner.zip"]
    assert {Path(path).name == path for path in StoredFile.objects.values_list("path", flat=True)} == {True}
    assert not list(Path(settings.MEDIA_ROOT).parent.rglob("escaped*"))
    assert Batch.objects.count() == 3
