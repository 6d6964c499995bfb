import re
import time
from types import SimpleNamespace

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from people.models import AuditEntry, Role
from tests.people.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def log_in(client, email, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def is_in(client):
    return client.get(reverse("api_me")).status_code == 200


def verbs():
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


class TestPassword:
    def test_the_right_password_lets_in_whatever_the_case_of_the_address(self, client, person):
        person(email="ann@example.com")

        log_in(client, "Ann@Example.COM")

        assert is_in(client)
        assert verbs() == ["people.logged_in"]

    def test_a_wrong_password_does_not_and_is_written_down(self, client, person):
        ann = person(email="ann@example.com")

        log_in(client, "ann@example.com", "wrong")

        assert not is_in(client)
        entry = AuditEntry.objects.get()
        assert (entry.verb, entry.subject_id, entry.address) == ("people.login_failed", str(ann.pk), "127.0.0.1")

    def test_an_unknown_address_is_answered_like_a_wrong_password_and_not_kept(self, client, person):
        person(email="ann@example.com")
        known, unknown = log_in(client, "ann@example.com", "wrong"), log_in(client, "eve@example.com", "wrong")

        errors = [response.context["form"].errors.as_text() for response in (known, unknown)]
        assert errors[0] == errors[1]
        assert AuditEntry.objects.filter(subject_label__contains="eve").count() == 0

    def test_somebody_who_was_shut_out_stays_out(self, client, person):
        ann = person(is_active=False)

        log_in(client, ann.email)

        assert not is_in(client)

    def test_access_ends_with_the_next_request_after_it_is_taken_away(self, client, person):
        ann = person()
        client.force_login(ann)
        type(ann).objects.update(is_active=False)

        assert not is_in(client)

    def test_the_sixth_try_is_refused_even_with_the_right_password(self, client, person):
        ann = person()
        for _ in range(5):
            log_in(client, ann.email, "wrong")

        answer = log_in(client, ann.email)

        assert not is_in(client)
        assert "Too many failed" in answer.content.decode()

    @pytest.mark.parametrize("path", ["signup/", "3rdparty/signup/", "email/", "confirm-email/"])
    def test_nobody_signs_up_by_themselves(self, client, path):
        answer = client.post(f"/account/{path}", {"email": "eve@example.com", "password1": PASSWORD})

        assert answer.status_code == 404

    def test_after_log_in_nobody_is_sent_to_another_site(self, client, person):
        ann = person()
        answer = client.post(
            reverse("account_login") + "?next=https://evil.example/", {"login": ann.email, "password": PASSWORD}
        )

        assert answer.headers["Location"] == "/"


class TestForgottenPassword:
    def test_a_mailed_link_sets_a_new_password_once(self, client, person):
        ann = person()
        client.post(reverse("account_reset_password"), {"email": ann.email})
        link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1]
        form = client.get(link, follow=True).redirect_chain[-1][0]

        client.post(form, {"password1": "quite another password", "password2": "quite another password"})

        log_in(client, ann.email, "quite another password")
        assert is_in(client)
        assert "people.password_reset" in verbs()
        assert "password1" not in Client().get(link, follow=True).content.decode()

    def test_a_stranger_gets_the_same_answer_and_no_mail(self, client, person):
        ann = person()
        answers = [
            client.post(reverse("account_reset_password"), {"email": email})
            for email in (ann.email, "stranger@example.com")
        ]

        assert {answer.headers["Location"] for answer in answers} == {reverse("account_reset_password_done")}
        assert [message.to for message in mail.outbox] == [[ann.email]]


class TestSecondFactor:
    def test_a_code_of_the_second_factor_is_asked_for(self, client, person):
        ann = person()
        secret = generate_totp_secret()
        TOTP.activate(ann, secret)

        answer = log_in(client, ann.email)
        assert answer.headers["Location"] == reverse("mfa_authenticate")
        assert not is_in(client)

        client.post(reverse("mfa_authenticate"), {"code": current_code(secret)})
        assert is_in(client)

    def test_a_wrong_code_does_not_let_in(self, client, person):
        ann = person()
        secret = generate_totp_secret()
        TOTP.activate(ann, secret)
        log_in(client, ann.email)
        wrong = f"{(int(current_code(secret)) + 500_000) % 1_000_000:06}"

        client.post(reverse("mfa_authenticate"), {"code": wrong})

        assert not is_in(client)

    @pytest.mark.parametrize(("late", "lets_in"), [(-60, False), (-30, True), (30, True), (60, False)])
    def test_a_code_is_good_for_one_period_before_and_after_its_own(self, client, person, monkeypatch, late, lets_in):
        ann, secret = person(), generate_totp_secret()
        TOTP.activate(ann, secret)
        now = time.time()
        code = code_at(now, secret)
        log_in(client, ann.email)
        monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: now + late))

        client.post(reverse("mfa_authenticate"), {"code": code})

        assert is_in(client) is lets_in

    def test_no_code_lets_in_twice_however_it_is_spelt(self, person):
        ann, secret = person(), generate_totp_secret()
        factor = TOTP.activate(ann, secret)
        code = current_code(secret)
        for spelt, expected in ((code, True), (code, False), (f"{code[:3]} {code[3:]}", False)):
            cache.delete(factor._get_used_cache_key(code))  # as after the library's own 30 seconds
            client = Client()
            log_in(client, ann.email)
            client.post(reverse("mfa_authenticate"), {"code": spelt})

            assert is_in(client) is expected

    def test_a_recovery_code_lets_in_once(self, client, person):
        ann = person()
        TOTP.activate(ann, generate_totp_secret())
        code = RecoveryCodes.activate(ann).get_unused_codes()[0]
        for expected in (True, False):
            fresh = Client()
            log_in(fresh, ann.email)
            fresh.post(reverse("mfa_authenticate"), {"code": code})

            assert is_in(fresh) is expected

    def test_the_secret_is_stored_encrypted(self, person):
        secret = generate_totp_secret()
        TOTP.activate(person(), secret)
        stored = Authenticator.objects.get(type="totp").data["secret"]

        assert secret not in stored
        assert get_adapter().decrypt(stored) == secret

    @pytest.mark.django_db(transaction=True)
    def test_it_is_switched_on_with_the_code_of_the_app(self, client, person):
        ann = person(Role.EXECUTIVE)
        log_in(client, ann.email)
        asked_again = client.get(reverse("mfa_activate_totp")).headers["Location"]
        page = client.post(asked_again, {"password": PASSWORD}, follow=True)
        secret = page.context["form"].secret

        client.post(reverse("mfa_activate_totp"), {"code": current_code(secret)})

        assert Authenticator.objects.filter(user=ann, type="totp").exists()
        assert "people.second_factor_set" in verbs()


def current_code(secret):
    return code_at(time.time(), secret)


def code_at(moment, secret):
    return totp.format_hotp_value(totp.hotp_value(secret, int(moment) // 30))
