"""Pages of the reports."""

from django.urls import path

from reports.views import alignment, components

urlpatterns = [
    path("", alignment.dashboard, name="alignment"),
    path("recompute/", alignment.recompute, name="recompute"),
    path("demonstration/", alignment.load_company, name="load_company"),
    path("components/", components.show, name="components"),
]
