import stat
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

from alignment.config.embedded import Places
from people.models import Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def data(settings, tmp_path):
    settings.PLACES = Places(data=tmp_path)
    return tmp_path


def make() -> str:
    out = StringIO()
    call_command("make_demo_people", stdout=out)
    return out.getvalue()


def test_the_first_start_makes_one_person_of_each_role_who_can_log_in(data, rf):
    printed = make()
    kept = (data / "demo-logins.txt").read_text()

    assert set(User.objects.values_list("role", flat=True)) == set(Role.values)
    assert kept in printed
    for line in kept.splitlines():
        email, password = line.split()[-2:]
        assert authenticate(rf.post("/"), email=email, password=password) is not None


def test_the_file_is_for_its_owner_alone(data):
    (data / "demo-logins.txt").touch(mode=0o644)

    make()

    assert stat.S_IMODE((data / "demo-logins.txt").stat().st_mode) == 0o600


def test_a_second_start_changes_nothing(data):
    make()
    kept = (data / "demo-logins.txt").read_text()
    before = list(User.objects.values_list("pk", "password"))

    assert "no demo log-ins were made" in make()
    assert (data / "demo-logins.txt").read_text() == kept
    assert list(User.objects.values_list("pk", "password")) == before
