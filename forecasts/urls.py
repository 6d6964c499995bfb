"""Addresses of forecasts, below /outlook/."""

from django.urls import path

from forecasts.views import outlook

app_name = "forecasts"
urlpatterns = [
    path("", outlook.index, name="index"),
]
