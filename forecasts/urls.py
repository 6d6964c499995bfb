"""Addresses of forecasts, below /outlook/."""

from django.urls import path

from forecasts.views import outlook

app_name = "forecasts"
urlpatterns = [
    path("", outlook.index, name="index"),
    path("kpis/", outlook.kpis, name="kpis"),
    path("kpis/<slug:key>/", outlook.kpi, name="kpi"),
    path("key-results/<int:pk>/", outlook.key_result, name="key_result"),
]
