"""Backup and restore bring everything back, or nothing."""

import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from people.models import Role, User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def files(settings, tmp_path) -> Path:
    """The folder of uploaded files, a fresh one."""
    folder = tmp_path / "files"
    settings.MEDIA_ROOT = folder
    (folder / "imports").mkdir(parents=True)
    (folder / "imports/accounts.csv").write_text("id,name\n1,Acme\n")
    return folder


def person(email: str) -> None:
    User.objects.create_user(email, name="Somebody", role=Role.ANALYST)


def test_a_restore_brings_back_rows_and_files_and_nothing_else(files, tmp_path):
    person("before@example.com")
    call_command("backup", tmp_path / "kept.tar")
    person("after@example.com")
    (files / "imports/accounts.csv").write_text("spoilt")
    (files / "imports/later.csv").write_text("later")

    call_command("restore", tmp_path / "kept.tar", "--yes")

    assert list(User.objects.values_list("email", flat=True)) == ["before@example.com"]
    assert {path.name: path.read_text() for path in files.rglob("*.csv")} == {"accounts.csv": "id,name\n1,Acme\n"}


def test_only_its_owner_can_read_a_backup(files, tmp_path):
    call_command("backup", tmp_path / "kept.tar")

    assert stat.S_IMODE((tmp_path / "kept.tar").stat().st_mode) == 0o600


def test_a_file_that_is_no_backup_is_refused_and_changes_nothing(files, tmp_path):
    person("before@example.com")
    (tmp_path / "other.tar").write_text("something else")

    with pytest.raises(CommandError, match="not a backup that can be read"):
        call_command("restore", tmp_path / "other.tar", "--yes")
    with pytest.raises(CommandError, match="Say --yes"):
        call_command("restore", tmp_path / "other.tar")

    assert User.objects.count() == 1
    assert (files / "imports/accounts.csv").exists()
