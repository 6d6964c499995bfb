"""Who looks at the pages of okrs, and the cycle that runs."""

import pytest
from django.utils import timezone

from people.models import Role
from tests.okrs.makers import cycle, person


@pytest.fixture
def ada(client):
    found = person("Ada", Role.EXECUTIVE)
    client.force_login(found)
    return found


@pytest.fixture
def running():
    return cycle(day=timezone.now().date())
