"""Settings of the processes that get killed: the test database, a quick lease and a quick clock."""

import os
from datetime import timedelta

from tests.settings import *  # noqa: F403

DATABASES["default"]["NAME"] = os.environ["FAULTS_DATABASE"]  # noqa: F405
INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults"]  # noqa: F405
ROOT_URLCONF = "tests.faults.urls"
JOBS_LEASE = timedelta(seconds=2)
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "jobs.sweep", "schedule": 1.0, "options": {"queue": "fast", "expires": 5}},
}
CELERY_BEAT_MAX_LOOP_INTERVAL = 1
