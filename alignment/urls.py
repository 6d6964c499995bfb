"""Pages of alignment."""

from django.urls import path

from alignment.views import budget, campaign, desk, evidence, findings, plan, scores, sight

urlpatterns = [
    path("alignment/score/", scores.show, name="score"),
    path("alignment/score/settings/", scores.weigh, name="score_settings"),
    path("alignment/scores/<int:pk>/receipt.json", scores.receipt, name="score_receipt"),
    path("alignment/matrix/", evidence.matrix, name="matrix"),
    path("alignment/matrix.csv", evidence.matrix_file, name="matrix_file"),
    path("alignment/contribution/", evidence.contribution, name="contribution"),
    path("alignment/check/", evidence.check, name="audit_check"),
    path("experiments/", evidence.experiments, name="experiments"),
    path("experiments/new/", evidence.edit_experiment, name="new_experiment"),
    path("experiments/<int:pk>/", evidence.edit_experiment, name="experiment"),
    path("experiments/<int:pk>/withdraw/", evidence.withdraw, name="withdraw_experiment"),
    path("findings/", findings.index, name="findings"),
    path("findings/<int:pk>/", findings.finding, name="finding"),
    path("findings/<int:pk>/decide/", findings.decide, name="finding_decide"),
    path("objectives/key-results/<int:pk>/line-of-sight/", sight.show, name="line_of_sight"),
    path("objectives/key-results/<int:pk>/line-of-sight/<int:campaign_pk>/", sight.campaign, name="sight_campaign"),
    path("desk/", desk.show, name="desk"),
    path("desk/step/", desk.step, name="desk_step"),
    path("desk/undo/", desk.undo, name="desk_undo"),
    path("desk/links.csv", desk.download, name="desk_file"),
    path("plan/", plan.plan, name="plan"),
    path("plan/calendar/", plan.gantt, name="plan_calendar"),
    path("plan/channels/", plan.channels, name="plan_channels"),
    path("plan/channels/word/", plan.place_word, name="plan_word"),
    path("plan/channels/new/", plan.edit_channel, name="plan_new_channel"),
    path("plan/channels/<int:pk>/", plan.edit_channel, name="plan_channel"),
    path("plan/new/", budget.edit_campaign, name="plan_new_campaign"),
    path("plan/<int:pk>/edit/", budget.edit_campaign, name="plan_edit_campaign"),
    path("plan/<int:pk>/budget/", budget.budget, name="plan_budget"),
    path("plan/<int:pk>/approve/", budget.approve, name="plan_approve"),
    path("plan/<int:pk>/reopen/", budget.reopen, name="plan_reopen"),
    path("plan/<int:pk>/", campaign.campaign, name="campaign"),
    path("plan/<int:pk>/links/", campaign.links, name="campaign_links"),
    path("plan/<int:pk>/exemption/", campaign.exemption, name="campaign_exemption"),
]
