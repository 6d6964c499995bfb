"""The summary by mail: everybody's own choice, and the link that ends it without log-in."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from people.policy import allowed
from reports import selectors
from reports.forms import SubscriptionForm
from reports.services.subscribing import person_of, subscribe, unsubscribe
from reports.views.common import me

WITHOUT_SERVER = "django.core.mail.backends.console.EmailBackend"


@allowed("reports.view")
def choose(request: HttpRequest) -> HttpResponse:
    """How often the summary comes, and of which cycle; or not at all."""
    person = me(request)
    held = selectors.subscription(person)
    form = SubscriptionForm(request.POST or None, instance=held)
    if request.method == "POST" and "stop" in request.POST:
        unsubscribe(person)
        messages.success(request, "The summary comes by mail no more.")
        return redirect("summary_mail")
    if request.method == "POST" and form.is_valid():
        subscribe(person, **form.cleaned_data, now=timezone.now())
        messages.success(request, f"The summary goes to {person.email}.")
        return redirect("summary_mail")
    context = {"form": form, "held": held, "has_server": settings.EMAIL_BACKEND != WITHOUT_SERVER}
    return render(request, "reports/summary_mail.html", context, status=422 if form.errors else 200)


@login_not_required
@never_cache
@csrf_exempt  # mail programs send one click without having seen the page; the secret says whose mails end
def stop(request: HttpRequest, secret: str) -> HttpResponse:
    """End somebody's mails: after one more click on the page, or at once from the mail program's own button."""
    person = person_of(secret)
    if person is None:
        return render(request, "reports/mail_ended.html", {"unknown": True}, status=404)
    if request.method == "POST":
        unsubscribe(person)
    response = render(request, "reports/mail_ended.html", {"done": request.method == "POST", "secret": secret})
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
