"""Addresses of forecasts, below /outlook/."""

from django.urls import path

from forecasts.views import budget, court, customers, launch, mix, outlook, promises

app_name = "forecasts"
urlpatterns = [
    path("", outlook.index, name="index"),
    path("kpis/", outlook.kpis, name="kpis"),
    path("kpis/<slug:key>/", outlook.kpi, name="kpi"),
    path("key-results/<int:pk>/", outlook.key_result, name="key_result"),
    path("leading/", court.index, name="court"),
    path("leading/hear/", court.hear, name="hear"),
    path("kpis/<slug:key>/part/", court.of_kpi, name="about_kpi"),
    path("customers/", customers.index, name="customers"),
    path("customers/value/", customers.value, name="value_customers"),
    path("mix/", mix.index, name="mix"),
    path("mix/fit/", mix.fit, name="fit_mix"),
    path("mix/controls/", mix.controls, name="mix_controls"),
    path("budget/", budget.index, name="budget"),
    path("budget/ask/", budget.ask, name="ask_plan"),
    path("budget/<int:pk>/", budget.plan, name="budget_plan"),
    path("budget/moves/<int:pk>/", budget.decide, name="decide_move"),
    path("launch/", launch.show, name="launch"),
    path("promises/", promises.index, name="promises"),
    path("promises/key-result/<int:pk>/", promises.sign_key_result, name="promise_key_result"),
    path("promises/campaign/<int:pk>/", promises.sign_campaign, name="promise_campaign"),
    path("promises/campaign/<int:pk>/part/", promises.of_campaign, name="campaign_promises"),
]
