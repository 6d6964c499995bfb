"""The programming interface of KPIs."""

from django.urls import path

from kpis.api import definitions, measurements

urlpatterns = [
    path("measurements/", measurements.Measurements.as_view(), name="api_measurements"),
    path("kpi-matrix/", measurements.MatrixCells.as_view(), name="api_kpi_matrix"),
    path("kpis/", definitions.Definitions.as_view(), name="api_kpis"),
    path("kpis/preview/", definitions.Preview.as_view(), name="api_kpi_preview"),
    path("kpis/<slug:key>/", definitions.OneDefinition.as_view(), name="api_kpi"),
    path("kpis/<slug:key>/versions/", definitions.Versions.as_view(), name="api_kpi_versions"),
    path("kpis/<slug:key>/sign/marketing/", definitions.SignMarketing.as_view(), name="api_kpi_sign_marketing"),
    path("kpis/<slug:key>/sign/finance/", definitions.SignFinance.as_view(), name="api_kpi_sign_finance"),
    path("kpis/<slug:key>/retire/", definitions.Retire.as_view(), name="api_kpi_retire"),
]
