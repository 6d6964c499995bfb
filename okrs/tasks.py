"""Reminders as a job."""

from django.conf import settings

from jobs.context import JobContext
from jobs.registry import job_kind
from okrs.services.reminders import send_reminders
from organisation.selectors import today

WITHOUT_SERVER = "django.core.mail.backends.console.EmailBackend"


@job_kind("okrs.remind", label="Remind people of check-ins", queue="fast", alone=True)
def remind(context: JobContext) -> str:
    """Mail everybody what they owe. Without a mail server nothing is sent, as in a fresh installation."""
    if settings.EMAIL_BACKEND == WITHOUT_SERVER:
        return "No mail server is set (EMAIL_URL), so no reminder was sent."
    sent = send_reminders(
        today=today(context.now),
        site=settings.SITE_URL,
        progress=lambda fraction: context.progress(fraction, "Writing to those who owe a check-in"),
    )
    return f"{sent} reminder{'' if sent == 1 else 's'} sent."
