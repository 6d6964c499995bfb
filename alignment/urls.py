"""Pages of alignment."""

from django.urls import path

from alignment import views

urlpatterns = [
    path("scores/<int:pk>/receipt.json", views.receipt, name="score_receipt"),
]
