"""A wrong or weak setting stops the start with one sentence that names the variable."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from alignment.config import environment
from alignment.config.environment import VARIABLES, BadSetting

PROJECT = Path(__file__).resolve().parents[2]
# While Chromium is open in this process, Django is told not to mind the loop of its driver.
OF_BROWSER_RING = ("DJANGO_ALLOW_ASYNC_UNSAFE",)
GOOD = {
    "SIGHTLINE_PRODUCTION": "1",
    "SIGHTLINE_URL": "https://sightline.example.com",
    "ALLOWED_HOSTS": "sightline.example.com",
    "SECRET_KEY": "".join(chr(33 + number * 7 % 90) for number in range(60)),
    "DATABASE_URL": "postgres://sightline:a-long-random-password@127.0.0.1:5432/sightline",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
}
SIGN_ON = {"OIDC_URL": "https://id.example.com", "OIDC_CLIENT_ID": "sightline", "OIDC_SECRET": "secret"}
WEAK = [
    ({"SECRET_KEY": None}, "SECRET_KEY"),
    ({"SECRET_KEY": "short"}, "SECRET_KEY"),
    ({"SECRET_KEY": "a" * 60}, "SECRET_KEY"),
    ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS"),
    ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
    ({"ALLOWED_HOSTS": "other.example.com"}, "ALLOWED_HOSTS"),
    ({"SIGHTLINE_URL": "http://sightline.example.com"}, "SIGHTLINE_URL"),
    ({"DATABASE_URL": None}, "DATABASE_URL"),
    ({"DATABASE_URL": "postgres://sightline@127.0.0.1/sightline"}, "DATABASE_URL"),
    ({"DATABASE_URL": "postgres://sightline:sightline@127.0.0.1/sightline"}, "DATABASE_URL"),
    ({"REDIS_URL": None}, "REDIS_URL"),
    ({"EMAIL_URL": "smtp://user:password@mail.example.com:25"}, "EMAIL_URL"),
    ({**SIGN_ON, "OIDC_URL": "http://id.example.com"}, "OIDC_URL"),
]
WRONG = [
    ({"SIGHTLINE_PRODUCTION": "maybe"}, "SIGHTLINE_PRODUCTION"),
    ({"SIGHTLINE_URL": "sightline"}, "SIGHTLINE_URL"),
    ({"DATABASE_URL": "mysql://127.0.0.1/sightline"}, "DATABASE_URL"),
    ({"REDIS_URL": "127.0.0.1:6379"}, "REDIS_URL"),
    ({"EMAIL_URL": "mail.example.com"}, "EMAIL_URL"),
    ({"EMAIL_URL": "smtp+tls://"}, "EMAIL_URL"),
    ({"LOG_LEVEL": "loud"}, "LOG_LEVEL"),
    ({"PORT": "eighty"}, "PORT"),
    ({"PORT": "70000"}, "PORT"),
    ({"ATTRIBUTION_THREADS": "0"}, "ATTRIBUTION_THREADS"),
    ({"ATTRIBUTION_MEMORY": "much"}, "ATTRIBUTION_MEMORY"),
    ({"ATTRIBUTION_TEMP": "/there/is/no/such/folder"}, "ATTRIBUTION_TEMP"),
    ({**SIGN_ON, "OIDC_SECRET": None}, "OIDC_SECRET"),
    ({**SIGN_ON, "OIDC_CLIENT_ID": None}, "OIDC_CLIENT_ID"),
    ({**SIGN_ON, "OIDC_URL": "id.example.com"}, "OIDC_URL"),
]


@pytest.fixture
def set_to(monkeypatch):
    """Set all of Sightline's variables: those given, and no other."""

    def apply(values):
        for name in VARIABLES:
            monkeypatch.delenv(name, raising=False)
        for name, value in values.items():
            if value is not None:
                monkeypatch.setenv(name, value)

    return apply


def test_good_production_settings_are_read(set_to):
    set_to({**GOOD, **SIGN_ON, "OIDC_NAME": "Company log-in", "EMAIL_URL": "smtp+tls://u:p@mail.example.com:587"})

    read = environment.read()

    assert read.production
    assert (read.url, read.allowed_hosts) == ("https://sightline.example.com", ("sightline.example.com",))
    assert read.sign_on.name == "Company log-in"
    assert read.sign_on.origin == "https://id.example.com"


def test_without_any_variable_it_starts_for_one_machine(set_to):
    set_to({})

    read = environment.read()

    assert (read.production, read.database_url, read.redis_url, read.port) == (False, None, None, 8000)
    assert "*" not in read.allowed_hosts


@pytest.mark.parametrize(("values", "name"), WEAK)
def test_a_weak_setting_is_refused_in_production(set_to, values, name):
    set_to({**GOOD, **values})

    with pytest.raises(BadSetting, match=rf"^{name}\b.*\.$"):
        environment.read()


@pytest.mark.parametrize(("values", "name"), WRONG)
def test_a_wrong_setting_is_refused_everywhere(set_to, values, name):
    for mode in ({}, GOOD):
        set_to({**mode, **values})
        with pytest.raises(BadSetting, match=rf"^{name}\b.*\.$"):
            environment.read()


def manage(*arguments, **values):
    """Run manage.py with exactly these of Sightline's variables."""
    inherited = {name: value for name, value in os.environ.items() if name not in (*VARIABLES, *OF_BROWSER_RING)}
    inherited |= {"DJANGO_SETTINGS_MODULE": "alignment.config.settings", **values}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=PROJECT, env=inherited, capture_output=True, text=True, timeout=120, check=False)


def test_djangos_check_of_a_production_installation_finds_nothing():
    result = manage("check", "--deploy", "--fail-level", "WARNING", **GOOD)

    assert (result.returncode, result.stderr.strip()) == (0, "")
    assert "no issues (0 silenced)" in result.stdout


def test_a_refused_start_is_one_sentence():
    result = manage("migrate", **{**GOOD, "SECRET_KEY": "short"})

    assert result.returncode == 1
    assert result.stderr.strip() == (
        "sightline: SECRET_KEY must be a random text of at least 50 characters in production."
    )
