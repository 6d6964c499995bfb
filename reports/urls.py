"""Pages of the reports."""

from django.urls import path

from reports.views import components

urlpatterns = [
    path("components/", components.show, name="components"),
]
