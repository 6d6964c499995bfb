"""The programming interface of forecasts, promises and budgets."""

from django.urls import path

from forecasts.api import ahead, budget, promises

urlpatterns = [
    path("forecasts/outlooks/", ahead.Outlooks.as_view(), name="api_outlooks"),
    path("forecasts/launch/", ahead.BeforeLaunch.as_view(), name="api_launch"),
    path("forecasts/court/", ahead.Rulings.as_view(), name="api_court"),
    path("forecasts/customers/", ahead.Customers.as_view(), name="api_customers"),
    path("forecasts/mix/", budget.Mixes.as_view(), name="api_mix"),
    path("forecasts/plans/", budget.Plans.as_view(), name="api_plans"),
    path("forecasts/plans/<int:pk>/", budget.OnePlan.as_view(), name="api_plan"),
    path("forecasts/moves/", budget.Moves.as_view(), name="api_moves"),
    path("forecasts/moves/<int:pk>/decisions/", budget.MoveDecisions.as_view(), name="api_move_decisions"),
    path("forecasts/promises/", promises.Promises.as_view(), name="api_promises"),
    path("forecasts/calibration/", promises.Calibrations.as_view(), name="api_calibration"),
]
