"""Pages of the reports."""

from django.urls import path

from reports.views import alignment, components

urlpatterns = [
    path("", alignment.dashboard, name="alignment"),
    path("recompute/", alignment.recompute, name="recompute"),
    path("example/", alignment.load_example, name="load_example"),
    path("components/", components.show, name="components"),
]
