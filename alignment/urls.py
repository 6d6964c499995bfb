"""Pages of alignment."""

from django.urls import path

from alignment.views import campaign, desk, scores

urlpatterns = [
    path("alignment/scores/<int:pk>/receipt.json", scores.receipt, name="score_receipt"),
    path("desk/", desk.show, name="desk"),
    path("desk/step/", desk.step, name="desk_step"),
    path("desk/undo/", desk.undo, name="desk_undo"),
    path("desk/links.csv", desk.download, name="desk_file"),
    path("plan/<int:pk>/", campaign.campaign, name="campaign"),
    path("plan/<int:pk>/links/", campaign.links, name="campaign_links"),
    path("plan/<int:pk>/exemption/", campaign.exemption, name="campaign_exemption"),
]
