"""The cache while Valkey is killed or frozen: it answers, quickly, and limits still hold."""

import signal
import time

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIRequestFactory
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView

from alignment.config import cache as sturdy

pytestmark = pytest.mark.faults

LONGEST_WAIT = 3.0  # seconds: what people are promised


@pytest.fixture(autouse=True)
def cache_of_the_broker(broker, settings, monkeypatch):
    """This process's cache talks to the Valkey that gets killed, and begins without an outage behind it."""
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": broker.url}}
    monkeypatch.setattr(sturdy, "_breaker", sturdy._Breaker())
    yield
    sturdy._SturdyClient([broker.url])._memory.clear()


def test_it_remembers_while_valkey_is_dead_and_returns_when_valkey_does(broker, monkeypatch):
    cache.set("before", 1)
    broker.kill()

    assert cache.get("before") is None
    assert (cache.add("lock", 1), cache.add("lock", 1)) == (True, False)
    cache.set("tries", 1)
    assert cache.incr("tries") == 2
    assert cache.get_many(["tries", "lock"]) == {"tries": 2, "lock": 1}

    broker.start()
    monkeypatch.setattr(sturdy, "LEFT_ALONE_FOR", 0.0)
    sturdy._breaker.failed(OSError("asked too early"))
    assert cache.get("before") == 1


def test_a_frozen_valkey_costs_its_timeout_once_and_not_per_question(broker):
    cache.set("before", 1)
    broker.signal(signal.SIGSTOP)
    began = time.monotonic()

    for number in range(50):
        cache.set(f"key-{number}", number)
    assert cache.get("key-49") == 49

    assert time.monotonic() - began < LONGEST_WAIT


@pytest.mark.django_db
def test_passwords_cannot_be_tried_without_end_while_valkey_is_dead(broker):
    broker.kill()
    client = Client()

    answers = [
        client.post(reverse("account_login"), {"login": "ann@example.com", "password": "wrong"}) for _ in range(12)
    ]

    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429 or "Too many" in answers[-1].content.decode()


def test_the_programming_interface_counts_requests_while_valkey_is_dead(broker):
    class Thrice(AnonRateThrottle):
        rate = "3/min"

    class Page(APIView):
        throttle_classes = [Thrice]
        permission_classes = []
        authentication_classes = []
        get = APIView.options

    broker.kill()
    view, request = Page.as_view(), APIRequestFactory().get("/")

    assert [view(request).status_code for _ in range(4)] == [200, 200, 200, 429]
