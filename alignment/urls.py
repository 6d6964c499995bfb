"""Pages of alignment."""

from django.urls import path

from alignment.views import campaign, scores

urlpatterns = [
    path("alignment/scores/<int:pk>/receipt.json", scores.receipt, name="score_receipt"),
    path("plan/<int:pk>/", campaign.campaign, name="campaign"),
    path("plan/<int:pk>/links/", campaign.links, name="campaign_links"),
    path("plan/<int:pk>/exemption/", campaign.exemption, name="campaign_exemption"),
]
