"""The address book: every room brings its own pages and its own part of the programming interface."""

from django.urls import include, path

handler400 = "alignment.config.errors.bad_request"
handler403 = "alignment.config.errors.permission_denied"
handler404 = "alignment.config.errors.page_not_found"
handler500 = "alignment.config.errors.server_error"

urlpatterns = [
    path("", include("people.urls")),
    path("jobs/", include("jobs.urls")),
]
