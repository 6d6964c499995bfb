"""Share links and the summary by mail: what strangers may see, and for how long."""

import secrets
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils.html import escape

from okrs.models import Cycle
from people.models import AuditEntry, Role
from people.services import digest
from reports.models import ShareLink, StoredSnapshot, Subscription
from reports.services.mailing import send_summaries
from reports.services.sharing import SECRET_BYTES
from reports.services.subscribing import stop_secret, subscribe
from reports.views.sharing import MOST_MISSES
from tests import factories as make
from tests.browser.hostile import ATTACK, NAMES
from tests.reports.conftest import golden
from tests.reports.examples import a_document_file, a_report

pytestmark = pytest.mark.django_db
MONDAY, FIRST = date(2026, 2, 2), date(2026, 3, 1)
NOW = datetime(2026, 2, 2, 6, tzinfo=UTC)


@pytest.fixture
def boss(client):
    cache.clear()
    person = make.user(Role.EXECUTIVE)
    client.force_login(person)
    return person


def made(client, cycle, **given):
    """The address of a new link, as its maker sees it once."""
    answer = client.post(
        f"{reverse('share_links')}?cycle={cycle}", {"what": "summary", "label": "Board", "days": 7, **given}
    )
    assert answer.status_code == 200
    return answer.context["link"]


def test_a_link_opens_one_summary_without_log_in_until_it_is_revoked(client, boss):
    cycle = Cycle.objects.get(pk=a_report()["pk"])
    address = made(client, cycle.pk)
    secret = address.rstrip("/").rsplit("/", 1)[-1]
    assert len(secret) >= 43
    assert ShareLink.objects.get().digest == digest(secret)
    assert secret not in client.get(reverse("share_links")).content.decode()
    client.logout()

    opened = client.get(address)

    assert "What the KPIs mean" in opened.content.decode()
    assert "<nav" not in opened.content.decode()
    assert opened["Referrer-Policy"] == "no-referrer"
    assert "noindex" in opened["X-Robots-Tag"]
    assert "no-store" in opened["Cache-Control"]
    assert (ShareLink.objects.get().views, client.get(reverse("summary")).status_code) == (1, 302)

    client.force_login(boss)
    client.post(reverse("revoke_share_link", args=[ShareLink.objects.get().pk]))
    client.logout()
    assert client.get(address).status_code == 404
    assert set(AuditEntry.objects.values_list("verb", flat=True)) >= {"reports.shared", "reports.share_revoked"}


def test_a_link_to_a_document_gives_the_file_and_an_expired_one_nothing(client, boss, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = a_document_file()["pk"]
    cycle = StoredSnapshot.objects.get().cycle_id
    address = made(client, cycle, what=str(file))
    client.logout()

    answer = client.get(address)
    assert b"".join(answer.streaming_content) == b"{}"
    assert answer["Content-Disposition"].startswith("attachment")

    link = ShareLink.objects.get()
    ShareLink.objects.update(made_at=link.made_at - timedelta(days=9), expires_at=link.expires_at - timedelta(days=8))
    assert client.get(address).status_code == 404


def test_nobody_revokes_the_link_of_another_but_an_administrator(client, boss):
    made(client, a_report()["pk"])
    link = ShareLink.objects.get()
    client.force_login(make.user(Role.EXECUTIVE))
    assert b"Board" not in client.get(reverse("share_links")).content.split(b"Your links")[1]
    client.post(reverse("revoke_share_link", args=[link.pk]))
    assert ShareLink.objects.usable(NOW.replace(year=2026, month=1)).exists()

    client.force_login(make.user(Role.ADMINISTRATOR))
    assert b"Board" in client.get(reverse("share_links")).content
    client.post(reverse("revoke_share_link", args=[link.pk]))
    assert ShareLink.objects.get().revoked_at is not None


def test_a_hundred_thousand_guesses_open_nothing(client, boss):
    made(client, a_report()["pk"])
    guesses = [digest(secrets.token_urlsafe(SECRET_BYTES)) for _ in range(100_000)]

    assert not ShareLink.objects.filter(digest__in=guesses[:50_000]).exists()
    assert not ShareLink.objects.filter(digest__in=guesses[50_000:]).exists()
    assert SECRET_BYTES * 8 == 256


def test_a_password_keeps_a_link_shut_and_wrong_ones_are_slowed_down(client, boss):
    address = made(client, a_report()["pk"], password="over the bridge")
    assert "over the bridge" not in ShareLink.objects.get().password
    assert "With a password" in client.get(reverse("share_links")).content.decode()
    client.logout()

    asked = client.get(address)
    assert "A password is needed" in asked.content.decode()
    assert "What the KPIs mean" not in asked.content.decode()
    assert asked["Referrer-Policy"] == "no-referrer"
    assert client.post(address, {"password": "under it"}).status_code == 403
    assert ShareLink.objects.get().views == 0
    assert "What the KPIs mean" in client.post(address, {"password": "over the bridge"}).content.decode()
    assert ShareLink.objects.get().views == 1
    cache.set("share-misses-127.0.0.1", MOST_MISSES, 60)
    assert client.post(address, {"password": "over the bridge"}).status_code == 429


def test_no_site_frames_anything_until_an_administrator_names_it_and_then_share_links_alone(client, boss):
    address, named = made(client, a_report()["pk"]), "https://intranet.example.com"

    def policy(url):
        answer = client.get(url)
        return answer["Content-Security-Policy"].rpartition("frame-ancestors ")[2], "X-Frame-Options" in answer

    assert policy(address) == ("'none'", False)
    assert policy(reverse("summary")) == ("'none'", True)
    assert client.post(reverse("embedding"), {"origins": named}).status_code == 403
    client.force_login(make.user(Role.ADMINISTRATOR))
    for wrong in (
        "*",
        "http://intranet.example.com",
        f"{named}/path",
        f"{named}; script-src *",
        "https://*.example.com",
    ):
        client.post(reverse("embedding"), {"origins": wrong})
        assert policy(address)[0] == "'none'", wrong
    client.post(reverse("embedding"), {"origins": f"{named}/\n\nhttps://b.example:8443"})

    assert policy(address) == (f"{named} https://b.example:8443", False)
    assert policy(reverse("summary")) == ("'none'", True)
    assert named in client.get(reverse("share_links")).content.decode()
    assert AuditEntry.objects.filter(verb="reports.embedding").count() == 1
    client.post(reverse("embedding"), {"origins": ""})
    assert policy(address)[0] == "'none'"


def test_guessing_is_slowed_down(client, boss):
    client.logout()

    answers = [client.get(reverse("shared", args=[f"guess-{number}"])).status_code for number in range(MOST_MISSES + 2)]

    assert answers == [404] * MOST_MISSES + [429] * 2


class TestMail:
    def test_those_who_asked_get_one_mail_on_their_day_with_charts_and_the_pdf(self, boss):
        cycle = Cycle.objects.get(pk=a_report()["pk"])
        subscribe(boss, cadence="weekly", cycle=cycle, now=NOW)
        subscribe(make.user(Role.BOARD), cadence="monthly", cycle=cycle, now=NOW)

        sent = [
            send_summaries(now=NOW, day=day, site="https://s.example") for day in (MONDAY, MONDAY, date(2026, 2, 3))
        ]

        assert sent == [1, 0, 0]
        letter = mail.outbox[0]
        assert letter.to == [boss.email]
        assert StoredSnapshot.objects.get().content["headline"]["sentence"] in letter.body
        kinds = [part.get_content_type() for part in letter.message().walk()]
        assert kinds.count("image/png") == 3
        assert kinds.count("application/pdf") == 1
        html = letter.alternatives[0][0]
        assert html.count("cid:") == 3

    def test_the_running_cycle_is_mailed_on_the_first_of_a_month_and_hostile_names_stay_text(self, boss):
        a_report()
        running = StoredSnapshot.objects.get().cycle
        content = golden()["snapshot"]
        for row, name in zip(content["credit"]["rows"], NAMES * 3, strict=False):
            row["name"] = name
        content["about"]["organisation"] = f"{ATTACK}\r\nBcc: thief@evil.example"
        content["kpis"][0]["label"] = ATTACK
        StoredSnapshot.objects.create(
            cycle=running, content=content, annex=golden()["annex"], digest="1" * 64, score_run_id=1, credit_run_id=1,
            as_of=MONDAY, made_at=NOW + timedelta(days=1),
        )  # fmt: skip
        subscribe(boss, cadence="monthly", cycle=None, now=NOW)

        sent = [send_summaries(now=NOW, day=day, site="https://s.example") for day in (MONDAY, FIRST, FIRST)]

        assert sent == [0, 1, 0]
        assert running.starts_on <= FIRST < running.ends_on
        [letter] = mail.outbox
        html = letter.alternatives[0][0]
        assert escape(ATTACK) in html
        assert ATTACK not in html
        assert letter.recipients() == [boss.email]
        assert len(letter.message().get_all("Subject")) == 1
        assert "Bcc" not in letter.message()
        pictures = [part for part in letter.message().walk() if part.get_content_type() == "image/png"]
        assert [part.get_payload(decode=True)[:4] for part in pictures] == [b"\x89PNG"] * 3

    def test_the_link_in_the_mail_ends_it_without_log_in(self, client, boss):
        subscribe(boss, cadence="weekly", cycle=None, now=NOW)
        address = reverse("stop_summary_mail", args=[stop_secret(boss)])
        client.logout()

        assert "End these mails?" in client.get(address).content.decode()
        assert Subscription.objects.count() == 1
        client.post(address)
        assert Subscription.objects.count() == 0
        assert client.get(reverse("stop_summary_mail", args=["forged"])).status_code == 404

    def test_a_person_chooses_and_ends_it_and_learns_that_no_mail_server_is_set(self, client, boss, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
        url = reverse("summary_mail")
        assert "No mail server is set up" in client.get(url).content.decode()

        client.post(url, {"cadence": "monthly", "cycle": ""})
        assert Subscription.objects.get().cadence == "monthly"
        client.post(url, {"stop": "1"})
        assert Subscription.objects.count() == 0
