"""Addresses of KPIs."""

from django.urls import path

from kpis.views import binding, catalogue, define, kpi, matrix

app_name = "kpis"
urlpatterns = [
    path("kpis/", catalogue.index, name="index"),
    path("kpis/health/", catalogue.data_health, name="health"),
    path("kpis/owners/", catalogue.owners, name="owners"),
    path("kpis/matrix/", matrix.show, name="matrix"),
    path("kpis/matrix/cell/", matrix.cell, name="matrix_cell"),
    path("kpis/matrix/undo/", matrix.undo, name="matrix_undo"),
    path("kpis/matrix/take-over/", matrix.take_over, name="matrix_take_over"),
    path("kpis/new/", define.define, name="new"),
    path("kpis/preview/", define.preview, name="preview"),
    path("kpis/<slug:key>/", kpi.show, name="kpi"),
    path("kpis/<slug:key>/edit/", define.define, name="edit"),
    path("kpis/<slug:key>/owner/", kpi.owner, name="owner"),
    path("kpis/<slug:key>/sign/marketing/", kpi.sign_marketing, name="sign_marketing"),
    path("kpis/<slug:key>/sign/finance/", kpi.sign_finance, name="sign_finance"),
    path("kpis/<slug:key>/target/", kpi.target, name="target"),
    path("kpis/<slug:key>/retire/", kpi.retire, name="retire"),
    path("kpis/<slug:key>/rows/<slug:measure>/", kpi.facts, name="facts"),
    path("objectives/key-results/<int:pk>/kpi/", binding.bind, name="bind"),
    path("objectives/key-results/<int:pk>/kpi/unbind/", binding.unbind, name="unbind"),
]
