"""The address book of the killed web server: one more page, which enqueues."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from alignment.config.urls import handler500 as handler500
from alignment.config.urls import urlpatterns as pages
from jobs import services


@csrf_exempt
@login_not_required
def enqueue(request: HttpRequest) -> HttpResponse:
    return HttpResponse(services.enqueue("demonstration").pk)


urlpatterns = [path("enqueue", enqueue), *pages]
