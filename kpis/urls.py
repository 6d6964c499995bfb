"""Addresses of KPIs."""

from django.urls import path

from kpis.views import matrix

app_name = "kpis"
urlpatterns = [
    path("kpis/matrix/", matrix.show, name="matrix"),
    path("kpis/matrix/cell/", matrix.cell, name="matrix_cell"),
    path("kpis/matrix/undo/", matrix.undo, name="matrix_undo"),
    path("kpis/matrix/take-over/", matrix.take_over, name="matrix_take_over"),
]
