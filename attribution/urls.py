"""Addresses of attribution's settings; the explorer stands in reports."""

from django.urls import path

from attribution import views

urlpatterns = [
    path("attribution/settings/", views.listed, name="attribution_settings"),
    path("attribution/settings/<slug:name>/", views.one, name="attribution_setting"),
    path("attribution/settings/<slug:name>/both/", views.both, name="attribution_both_units"),
]
