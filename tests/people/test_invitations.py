import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from people import services
from people.models import AuditEntry, Invitation, Role, User

pytestmark = pytest.mark.django_db

NEW = {"name": "Nina", "password": "three little words", "repeated": "three little words"}


@pytest.fixture
def link(admin_client):
    """The link in the mail of an invitation that was just made by the page."""
    admin_client.post(reverse("invite"), {"email": "Nina@Example.com", "role": Role.EXECUTIVE})
    return re.search(r"http://testserver(/\S+)", mail.outbox[-1].body)[1]


class TestInvite:
    def test_a_mailed_link_makes_an_account_with_its_role_and_logs_in(self, client, link):
        answer = client.post(link, NEW)

        nina = User.objects.get(email="nina@example.com")
        assert (nina.name, nina.role) == ("Nina", Role.EXECUTIVE)
        assert answer.headers["Location"] == "/"
        assert client.get(reverse("api_me")).json()["email"] == "nina@example.com"
        assert set(AuditEntry.objects.values_list("verb", flat=True)) >= {"people.invited", "people.joined"}

    def test_a_link_works_once(self, client, link):
        client.post(link, NEW)
        client.logout()

        assert client.get(link).status_code == 404
        assert client.post(link, NEW).status_code == 404

    def test_a_link_ends_after_seven_days(self, client, link):
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

        assert client.post(link, NEW).status_code == 404
        assert not User.objects.filter(email="nina@example.com").exists()

    def test_the_secret_is_not_stored(self, link):
        secret = link.rstrip("/").rpartition("/")[2]

        assert secret not in str(Invitation.objects.values().get())
        assert len(secret) >= 43  # 256 bits

    def test_a_guessed_link_is_nothing(self, client, link):
        assert client.get(reverse("invitation", args=["x" * 43])).status_code == 404

    @pytest.mark.parametrize(
        ("change", "field", "sentence"),
        [
            ({"password": "short", "repeated": "short"}, "password", "too short"),
            ({"password": "nina@example.com", "repeated": "nina@example.com"}, "password", "too similar"),
            ({"repeated": "something else entirely"}, "repeated", "The two passwords differ"),
            ({"name": ""}, "name", "required"),
        ],
    )
    def test_a_bad_answer_gets_a_sentence_and_makes_nothing(self, client, link, change, field, sentence):
        answer = client.post(link, {**NEW, **change})

        assert sentence in answer.context["form"].errors[field][0]
        assert not User.objects.filter(email="nina@example.com").exists()

    def test_whoever_has_an_account_is_not_invited(self, admin_client, person):
        person(email="bob@example.com")

        answer = admin_client.post(reverse("invite"), {"email": "BOB@example.com", "role": Role.BOARD})

        assert "already has an account" in answer.context["form"].errors["email"][0]

    def test_a_second_invitation_of_the_same_person_is_refused(self, admin_client, link):
        answer = admin_client.post(reverse("invite"), {"email": "nina@example.com", "role": Role.BOARD})

        assert "invited already" in answer.context["form"].errors["email"][0]
        assert Invitation.objects.count() == 1

    def test_where_mail_cannot_be_sent_the_page_hands_over_the_link(self, admin_client, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

        page = admin_client.post(reverse("invite"), {"email": "nina@example.com", "role": Role.BOARD})

        assert "could not be sent" in page.content.decode()
        assert "/invitation/" in page.content.decode()


class TestOpenInvitation:
    def test_sending_it_again_ends_the_old_link(self, admin_client, client, link):
        invitation = Invitation.objects.get()
        admin_client.post(reverse("invitation_renew", args=[invitation.pk]))
        newer = re.search(r"http://testserver(/\S+)", mail.outbox[-1].body)[1]

        assert client.get(link).status_code == 404
        assert client.get(newer).status_code == 200

    def test_a_revoked_link_is_nothing_and_the_address_can_be_invited_anew(self, admin_client, client, link):
        admin_client.post(reverse("invitation_revoke", args=[Invitation.objects.get().pk]))

        assert client.get(link).status_code == 404
        answer = admin_client.post(reverse("invite"), {"email": "nina@example.com", "role": Role.BOARD})
        assert "is invited" in answer.content.decode()

    def test_a_used_invitation_cannot_be_revoked_or_renewed(self, administrator, client, link):
        client.post(link, NEW)
        used = Invitation.objects.get()

        for deed in (services.revoke_invitation, services.renew_invitation):
            with pytest.raises(services.InvitationRefused, match="used or revoked"):
                deed(invitation=used, by=administrator, now=timezone.now())
