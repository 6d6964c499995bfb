import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from knox.crypto import hash_token

from people import services
from people.models import ApiToken, AuditEntry, Role

pytestmark = pytest.mark.django_db


def ask(text, method="get", name="api_me", data=None):
    client = Client(headers={"Authorization": f"Token {text}"})
    return (
        getattr(client, method)(reverse(name), data, content_type="application/json")
        if data
        else getattr(client, method)(reverse(name))
    )


class TestPage:
    def test_a_token_is_shown_once_and_only_its_digest_is_kept(self, client, person):
        client.force_login(person(Role.ANALYST))

        page = client.post(reverse("tokens"), {"label": "Script", "scopes": ["read"], "days": "30"})
        text = re.search(r"<code>([0-9a-f]{64})</code>", page.content.decode())[1]

        assert text not in client.get(reverse("tokens")).content.decode()
        stored = ApiToken.objects.get()
        assert stored.digest == hash_token(text)
        assert timedelta(days=29) < stored.expiry - timezone.now() <= timedelta(days=30)
        assert ask(text).json()["email"] == "analyst@example.com"
        assert AuditEntry.objects.get(verb="people.token_made").subject_id == str(stored.public_id)

    def test_scopes_and_lifetimes_are_only_those_offered(self, client, person):
        client.force_login(person(Role.ANALYST))

        page = client.post(reverse("tokens"), {"label": "Script", "scopes": ["everything"], "days": "9999"})

        assert set(page.context["form"].errors) == {"scopes", "days"}
        assert not ApiToken.objects.exists()

    def test_owners_revoke_their_own_and_nobody_elses(self, client, person, token_of):
        ann, bob = person(Role.ANALYST), person(Role.MARKETER)
        token_of(ann)
        token = ApiToken.objects.get()
        revoke = reverse("token_revoke", args=[token.public_id])

        client.force_login(bob)
        assert client.post(revoke).status_code == 404
        client.force_login(ann)
        assert client.post(revoke).headers["Location"] == reverse("tokens")
        assert not ApiToken.objects.exists()

    def test_administrators_see_and_revoke_everybodys(self, admin_client, person, token_of):
        text = token_of(person(Role.ANALYST))
        assert "Script" in admin_client.get(reverse("tokens_of_all")).content.decode()

        admin_client.post(reverse("token_revoke", args=[ApiToken.objects.get().public_id]))

        assert ask(text).status_code == 401


class TestUse:
    def test_an_expired_token_is_refused(self, person, token_of):
        text = token_of(person())
        ApiToken.objects.update(expiry=timezone.now() - timedelta(seconds=1))

        answer = ask(text)

        assert answer.status_code == 401
        assert answer.headers["Content-Type"] == "application/problem+json"

    @pytest.mark.parametrize("text", ["", "x", "0" * 64, "\xff\xfe", "a b"])
    def test_nonsense_is_refused(self, db, text):
        assert ask(text).status_code == 401

    def test_a_token_to_read_cannot_write(self, person, token_of):
        text = token_of(person(Role.ADMINISTRATOR), "read")

        answer = ask(text, "patch", "api_organisation", {"name": "Other"})

        assert answer.status_code == 403
        assert answer.json()["detail"] == "This token lacks the scope “write”."

    def test_a_token_to_write_cannot_read(self, person, token_of):
        text = token_of(person(Role.ADMINISTRATOR), "write")

        assert ask(text).status_code == 403
        assert ask(text, "patch", "api_organisation", {"name": "Other"}).status_code == 200

    def test_a_token_does_no_more_than_its_owners_role(self, person, token_of):
        text = token_of(person(Role.BOARD), "read", "write")

        assert ask(text, "patch", "api_organisation", {"name": "Other"}).status_code == 403

    def test_its_last_use_is_noted_at_most_every_ten_minutes(self, person, token_of):
        text = token_of(person())
        ask(text)
        first = ApiToken.objects.get().last_used_at
        ask(text)

        assert first is not None
        assert ApiToken.objects.get().last_used_at == first

    def test_twenty_tokens_are_enough(self, person, token_of):
        ann = person()
        for _ in range(20):
            token_of(ann)

        with pytest.raises(services.TokenRefused, match="revoke one first"):
            token_of(ann)
