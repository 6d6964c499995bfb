"""The address book: every room brings its own pages and its own part of the programming interface."""

from django.urls import include, path

from alignment.config import counts, health

handler400 = "alignment.config.errors.bad_request"
handler403 = "alignment.config.errors.permission_denied"
handler404 = "alignment.config.errors.page_not_found"
handler429 = "alignment.config.errors.too_many_requests"
handler500 = "alignment.config.errors.server_error"

urlpatterns = [
    path("", include("alignment.urls")),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("counts/<slug:name>/", counts.show, name="count"),
    path("api/v1/", include("alignment.config.api_urls")),
    path("", include("people.urls")),
    path("", include("organisation.urls")),
    path("jobs/", include("jobs.urls")),
    path("", include("okrs.urls")),
    path("", include("kpis.urls")),
    path("outlook/", include("forecasts.urls")),
    path("", include("imports.urls")),
    path("", include("crm.urls")),
    path("", include("attribution.urls")),
    path("", include("reports.urls")),
]
