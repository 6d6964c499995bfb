"""The company's settings."""

from django.urls import path

from organisation import views

urlpatterns = [
    path("organisation/", views.settings, name="organisation"),
]
