"""Settings of the tests: their own data folder, so that they never meet a running Sightline."""

import os
from pathlib import Path

os.environ.setdefault("SIGHTLINE_DATA", str(Path(__file__).resolve().parents[1] / ".data" / "test"))
# Processes that share the suite (pytest -n) have servers of their own, so that a test may stop them.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
DATA = os.environ["SIGHTLINE_DATA"]
os.environ["SIGHTLINE_DATA"] = DATA if DATA.endswith(WORKER) else f"{DATA}-{WORKER}"
# A test cluster is thrown away, so it need not survive a power cut.
os.environ.setdefault("SIGHTLINE_POSTGRES_SETTINGS", "fsync=off,synchronous_commit=off,full_page_writes=off")
os.environ.setdefault("LOG_LEVEL", "WARNING")
# Small matrices gain nothing from threads, and on a busy machine threads wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from alignment.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [entry for entry in MIDDLEWARE if "whitenoise" not in entry]  # noqa: F405 -- costs 35 ms a client
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

# The ring of the schema asks more often than a person may; tests/config/test_api.py proves the limit itself.
REST_FRAMEWORK = {**REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {"user": "100000/min", "anon": "30/min"}}  # noqa: F405
