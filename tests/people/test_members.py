import pytest
from django.test import Client
from django.urls import reverse

from people import services
from people.models import AuditEntry, Role, User

pytestmark = pytest.mark.django_db


def change(client, somebody, **values):
    stored = {"name": somebody.name, "role": somebody.role, "team": somebody.team, "is_active": "on"}
    wanted = {name: value for name, value in {**stored, **values}.items() if value is not None}
    return client.post(reverse("person", args=[somebody.pk]), wanted)


class TestChangePerson:
    def test_a_new_role_counts_from_the_next_request_and_is_recorded(self, admin_client, administrator, person):
        bob = person(Role.BOARD)
        as_bob = Client()
        as_bob.force_login(bob)
        assert as_bob.get(reverse("tokens")).status_code == 403

        change(admin_client, bob, role=Role.ANALYST)

        assert as_bob.get(reverse("tokens")).status_code == 200
        entry = AuditEntry.objects.get(verb="people.role_changed")
        assert (entry.by, entry.detail) == (administrator, {"role": {"from": "board", "to": "analyst"}})

    def test_somebody_shut_out_loses_their_log_in_and_their_tokens(self, admin_client, person, token_of):
        bob = person(Role.ANALYST)
        text = token_of(bob)
        as_bob = Client()
        as_bob.force_login(bob)

        change(admin_client, bob, is_active=None)

        assert as_bob.get(reverse("account")).status_code == 302
        assert Client().get(reverse("api_me"), headers={"Authorization": f"Token {text}"}).status_code == 401
        assert AuditEntry.objects.filter(verb="people.shut_out", subject_id=str(bob.pk)).exists()

    @pytest.mark.parametrize("values", [{"role": Role.ANALYST}, {"is_active": None}])
    def test_the_last_administrator_stays_one(self, admin_client, administrator, values):
        page = change(admin_client, administrator, **values)

        assert "the only active administrator" in page.context["form"].non_field_errors()[0]
        assert User.objects.get(pk=administrator.pk).role == Role.ADMINISTRATOR

    def test_one_of_two_administrators_may_leave(self, admin_client, administrator, person):
        person(Role.ADMINISTRATOR, email="second@example.com")

        change(admin_client, administrator, role=Role.BOARD)

        assert User.objects.get(pk=administrator.pk).role == Role.BOARD

    def test_a_shut_out_administrator_does_not_count(self, administrator, person):
        person(Role.ADMINISTRATOR, email="second@example.com", is_active=False)

        with pytest.raises(services.LastAdministrator):
            services.change_person(
                person=administrator, name="A", role=Role.BOARD, team="", is_active=True, by=administrator
            )


class TestPages:
    def test_the_list_asks_the_database_equally_often_for_many_people(
        self, admin_client, django_assert_max_num_queries
    ):
        for number in range(40):
            User.objects.create(email=f"p{number}@example.com", name=f"Person {number}", role=Role.BOARD)

        with django_assert_max_num_queries(12):
            page = admin_client.get(reverse("people"))

        assert "Person 39" in page.content.decode()

    def test_people_change_their_own_name(self, client, person):
        bob = person(Role.BOARD)
        client.force_login(bob)

        client.post(reverse("account"), {"name": "Robert"})

        assert User.objects.get(pk=bob.pk).name == "Robert"

    def test_names_are_shown_as_text(self, admin_client, person):
        person(Role.BOARD, email="evil@example.com")
        User.objects.filter(email="evil@example.com").update(name="<script>alert(1)</script>")

        assert "<script>alert" not in admin_client.get(reverse("people")).content.decode()
