"""The executive summary by mail: who gets it when, with charts inside and the PDF beside. Loads Typst: for workers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.mime.image import MIMEImage

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse

from okrs.models import Cycle
from okrs.selectors import cycle_to_show
from people.policy import may
from reports.documents.pack import Pack, pack
from reports.documents.pdf import pdf, pictures
from reports.models import StoredSnapshot, Subscription
from reports.selectors import annex, as_shown, numbers
from reports.services.documents import issued_words, words_on
from reports.services.subscribing import stop_secret

Progress = Callable[[float], None]
TITLES = {"objectives.png": "Objectives", "money.png": "Money against plan", "pipeline.png": "Pipeline by campaign"}


@dataclass(frozen=True, slots=True)
class Ready:
    """What every mail of one snapshot carries, made once."""

    told: Pack
    paper: bytes
    charts: Mapping[str, bytes]


def send_summaries(*, now: datetime, day: date, site: str, progress: Progress = lambda fraction: None) -> int:
    """Mail the summary to everybody for whom the day is due; returns how many mails went out.

    A mail that cannot be sent leaves no trace, so that the next try sends it; nobody gets two on one day.
    """
    rows = [row for row in Subscription.objects.select_related("person", "cycle") if _is_due(row, day)]
    ready: dict[int, Ready] = {}
    sent = 0
    for number, row in enumerate(rows, 1):
        stored = _snapshot(row.cycle or cycle_to_show(day))
        if stored is not None:
            if stored.pk not in ready:
                told = pack(numbers(stored), annex(stored), comments=words_on(stored), issued=issued_words(stored))
                ready[stored.pk] = Ready(told, pdf(told, now=now), pictures(told))
            sent += _send(row, ready[stored.pk], day=day, site=site)
        progress(number / len(rows))
    return sent


def _is_due(row: Subscription, day: date) -> bool:
    if not row.person.is_active or not may(row.person, "reports.view") or row.sent_on == day:
        return False
    return day.weekday() == 0 if row.cadence == Subscription.Cadence.WEEKLY else day.day == 1


def _snapshot(cycle: Cycle | None) -> StoredSnapshot | None:
    return as_shown(cycle) if cycle else None


@transaction.atomic
def _send(row: Subscription, ready: Ready, *, day: date, site: str) -> bool:
    waiting = Subscription.objects.filter(pk=row.pk).filter(Q(sent_on__isnull=True) | Q(sent_on__lt=day))
    if not waiting.update(sent_on=day):
        return False
    stop = f"{site}{reverse('stop_summary_mail', args=[stop_secret(row.person)])}"
    told, charts = ready.told, [(name, TITLES[name]) for name in ready.charts]
    context = {"person": row.person, "told": told, "site": site, "stop": stop, "charts": charts}
    mail = EmailMultiAlternatives(
        " ".join(f"{told.organisation}: {told.cycle}, {told.sentence}".split())[:150],
        render_to_string("reports/mail/summary.txt", context),
        None,
        [row.person.email],
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
    mail.attach_alternative(render_to_string("reports/mail/summary.html", context), "text/html")
    mail.mixed_subtype = "related"
    for name, content in ready.charts.items():
        picture = MIMEImage(content, "png")
        picture.add_header("Content-ID", f"<{name}>")
        picture.add_header("Content-Disposition", "inline", filename=name)
        mail.attach(picture)
    mail.attach("executive-summary.pdf", ready.paper, "application/pdf")
    mail.send()
    return True
