"""Recomputes as jobs: by imports, by night and by button."""

from jobs.context import JobContext
from jobs.registry import job_kind

WITHOUT_SERVER = "django.core.mail.backends.console.EmailBackend"


@job_kind("reports.recompute", label="Recompute attribution, scores and pages", alone=True)
def recompute(context: JobContext) -> str:
    """Compute everything from the facts as they are now; pages switch when each part is published."""
    from reports.services.recompute import recompute_all  # reads files and arrays: only workers load it

    return recompute_all(now=context.now, progress=context.progress, publishing=context.publishing)


@job_kind("reports.load_company", label="Load the demonstration", alone=True)
def load_company(context: JobContext) -> str:
    """Import the demonstration company's files; the recompute that follows is a job of its own."""
    from reports.services.company import load_company as load  # the importers read files: only workers load them

    return load(now=context.now, progress=context.progress, publishing=context.publishing)


@job_kind("reports.restate_company", label="Restate a quarter of the demonstration", alone=True)
def restate_company(context: JobContext) -> str:
    """Freeze a past quarter as it was first reported, then import what came later; asked for with the loading."""
    from reports.services.company import restate_company as restate

    return restate(now=context.now, progress=context.progress, publishing=context.publishing)


@job_kind("reports.close_company", label="Close the demonstration’s past quarters", alone=True)
def close_company(context: JobContext) -> str:
    """Once its scores are there, close what is over; the job waits behind the recompute."""
    from reports.services.company import close_past_cycles

    return close_past_cycles(now=context.now, progress=context.progress, publishing=context.publishing)


@job_kind("reports.ask_company", label="Ask where the demonstration’s money would bring more", alone=True)
def ask_company(context: JobContext) -> str:
    """Fit the media mix and ask for budget moves; what is worked out every night follows."""
    from reports.services.company import ask_for_moves

    return ask_for_moves(now=context.now, progress=context.progress, publishing=context.publishing)


@job_kind("reports.scope", label="Work out a part of the business", queue="fast")
def scope(context: JobContext, cycle: int, scope: list[str]) -> str:
    """The snapshot of one cycle inside a scope, such as ["segment=Retail"], as somebody asked to see it."""
    from okrs.models import Cycle
    from organisation.selectors import today
    from reports.core.scopes import read_scope
    from reports.services.snapshot import store_scoped  # arrays: only workers load them

    part = read_scope("&".join(scope))
    with context.publishing():
        store_scoped(Cycle.objects.get(pk=cycle), part, day=today(context.now), now=context.now)
    return f"The numbers of {part} are stored."


@job_kind("reports.mail", label="Mail the executive summary", alone=True)
def mail(context: JobContext) -> str:
    """Mail the summary to those for whom today is due. Without a mail server nothing is sent."""
    from django.conf import settings

    from organisation.selectors import today
    from reports.services.mailing import send_summaries  # Typst: only workers load it

    if settings.EMAIL_BACKEND == WITHOUT_SERVER:
        return "No mail server is set (EMAIL_URL), so no summary was sent."
    sent = send_summaries(
        now=context.now,
        day=today(context.now),
        site=settings.SITE_URL,
        progress=lambda fraction: context.progress(fraction, "Writing to those who asked for the summary"),
    )
    return f"{sent} summar{'y' if sent == 1 else 'ies'} sent."


@job_kind("reports.documents", label="Write the board pack")
def documents(context: JobContext, snapshot: int, by: int | None = None) -> str:
    """Write every kind of document of one snapshot; the page offers each as soon as it is written."""
    from people.models import User
    from reports.models import StoredSnapshot
    from reports.services.documents import build_documents  # Typst and Office writers: only workers load them

    stored = StoredSnapshot.objects.select_related("cycle", "issued_by").get(pk=snapshot)
    who = User.objects.filter(pk=by).first() if by else None
    made = build_documents(stored, by=who, now=context.now, progress=context.progress, publishing=context.publishing)
    return f"{len(made)} documents of {stored.cycle} are written."
