from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from jobs import services as jobs
from okrs.models import Reminder
from okrs.services.reminders import send_reminders
from people.models import Role
from tests.okrs.makers import HALF_WAY, check_in, cycle, key_result, objective, person

pytestmark = pytest.mark.django_db
SITE = "https://sightline.example.org"


def owed_by(owner, name="Fill the pipeline", running=None):
    return key_result(objective(running or cycle(), name, owner=owner), owner=owner)


def test_each_person_gets_one_mail_of_what_they_owe():
    ada, bob, running = person(), person("Bob"), cycle()
    leads = owed_by(ada, running=running)
    check_in(owed_by(bob, "Other", running), 5)

    assert send_reminders(today=HALF_WAY, site=SITE) == 1

    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([ada.email], "Sightline: 1 check-in due")
    assert "1 check-in is due" in sent.body
    assert "Qualified leads (Fill the pipeline), due 15 Jan, late" in sent.body
    assert f"{SITE}/objectives/key-results/{leads.pk}/check-in/" in sent.body


def test_nobody_is_reminded_twice_on_a_day_but_again_on_the_next():
    owed_by(person())
    days = (HALF_WAY, HALF_WAY, HALF_WAY + timedelta(days=1))
    assert [send_reminders(today=day, site=SITE) for day in days] == [1, 0, 1]
    assert Reminder.objects.count() == 2


def test_who_may_not_check_in_or_left_is_not_reminded():
    running = cycle()
    owed_by(person("Board", Role.BOARD), "One", running)
    gone = person("Gone")
    owed_by(gone, "Two", running)
    gone.is_active = False
    gone.save()
    assert send_reminders(today=HALF_WAY, site=SITE) == 0


def test_a_mail_that_could_not_be_sent_is_sent_at_the_next_try(settings):
    owed_by(person())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises(OSError, match="refused"):
        send_reminders(today=HALF_WAY, site=SITE)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_reminders(today=HALF_WAY, site=SITE) == 1


def test_without_a_mail_server_the_job_says_so(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    job = jobs.enqueue("okrs.remind")
    jobs.run_waiting()
    job.refresh_from_db()
    assert "No mail server is set" in job.sentence
    assert not Reminder.objects.exists()


def test_the_job_tells_how_many_went_out():
    day, ten_days = timezone.now().date(), timedelta(days=10)
    running = cycle(day=day - ten_days, length="custom", ends_on=day + ten_days, cadence_days=1)
    owed_by(person(), running=running)
    job = jobs.enqueue("okrs.remind")
    jobs.run_waiting()
    job.refresh_from_db()
    assert job.sentence == "1 reminder sent."
